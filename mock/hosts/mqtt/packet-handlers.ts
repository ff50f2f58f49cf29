import type { IPublishPacket, ISubscription, Packet } from 'mqtt-packet';
import type { MqttLimits } from './limits.js';
import type { Version } from './packets.js';
import { REASONS, Violation } from './reason-codes.js';
import type { Session } from './session.js';
import { isShared, isTopicFilter, isTopicName } from './topics.js';
import type { Traffic } from './traffic.js';

/** What the handlers need to know of a connection. */
export interface PacketContext {
  readonly version: Version;
  readonly session: Session;
  readonly traffic: Traffic;
  readonly limits: MqttLimits;
}

/** 3.1.1's only code for a failed subscription; 3.1 has none and gets the same. */
const SUBSCRIPTION_FAILED = 0x80;

/**
 * Handles a packet after the CONNECT, as a broker without other clients does.
 * @returns the packet to send, if any.
 * @throws {Violation} if the connection must end.
 */
export function handlePacket(packet: Packet, context: PacketContext): Packet | undefined {
  switch (packet.cmd) {
    case 'pingreq':
      return { cmd: 'pingresp' };
    case 'publish':
      return handlePublish(packet, context);
    case 'pubrel': {
      const { messageId = 0 } = packet;
      const isKnown = context.session.awaitingRel.delete(messageId);
      const reasonCode = isKnown ? REASONS.success : REASONS['packet identifier not found'];
      return { cmd: 'pubcomp', messageId, reasonCode };
    }
    case 'subscribe': {
      const { subscriptions, messageId = 0 } = packet;
      if (subscriptions.length === 0) throw new Violation('protocol error', 'an empty SUBSCRIBE');
      const granted = subscriptions.map((subscription) => subscribe(subscription, context));
      return { cmd: 'suback', messageId, granted };
    }
    case 'unsubscribe': {
      const { unsubscriptions, messageId = 0 } = packet;
      if (unsubscriptions.length === 0) {
        throw new Violation('protocol error', 'an empty UNSUBSCRIBE');
      }
      const granted = unsubscriptions.map((filter) => unsubscribe(filter, context));
      return { cmd: 'unsuback', messageId, granted };
    }
    case 'puback':
    case 'pubrec':
    case 'pubcomp':
      // The listener sends no messages that a client could confirm; a broker only logs these.
      return undefined;
    default:
      throw new Violation('protocol error', `an unexpected ${packet.cmd.toUpperCase()}`);
  }
}

function handlePublish(packet: IPublishPacket, context: PacketContext): Packet | undefined {
  const { topic, qos, dup, properties, messageId = 0 } = packet;
  if (dup && qos === 0) throw new Violation('malformed packet', 'a duplicate of QoS 0');
  // The topic alias maximum of the CONNACK is 0, so no alias is allowed [MQTT-3.3.2-9].
  if (properties?.topicAlias !== undefined) {
    throw new Violation('topic alias invalid', 'a topic alias, which is not supported');
  }
  if (!isTopicName(topic)) {
    throw new Violation('topic name invalid', 'a message with an empty topic or with wildcards');
  }
  context.traffic.recv_msg++;
  switch (qos) {
    case 0:
      return undefined;
    case 1:
      return { cmd: 'puback', messageId, reasonCode: REASONS.success };
    case 2:
      context.session.receive(messageId, context.limits.awaitingRel);
      return { cmd: 'pubrec', messageId, reasonCode: REASONS.success };
  }
}

function subscribe({ topic, qos, nl }: ISubscription, context: PacketContext): number {
  const { version, session, limits } = context;
  if (!isTopicFilter(topic)) {
    return version === 5 ? REASONS['topic filter invalid'] : SUBSCRIPTION_FAILED;
  }
  // [MQTT-3.8.3-4]
  if (version === 5 && nl === true && isShared(topic)) {
    throw new Violation('protocol error', 'no local on a shared subscription');
  }
  if (session.subscribe(topic, qos, limits.filterBytes)) return qos;
  return version === 5 ? REASONS['quota exceeded'] : SUBSCRIPTION_FAILED;
}

function unsubscribe(filter: string, { session }: PacketContext): number {
  if (!isTopicFilter(filter)) return REASONS['topic filter invalid'];
  return session.unsubscribe(filter) ? REASONS.success : REASONS['no subscription existed'];
}
