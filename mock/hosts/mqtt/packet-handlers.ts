import type { IPublishPacket, ISubscription, Packet } from 'mqtt-packet';
import type { DoorLimits } from './limits.js';
import type { Version } from './packets.js';
import { REASONS, Violation } from './reason.js';
import type { Session } from './session.js';
import { isShared, isTopicFilter, isTopicName } from './topic.js';
import type { Traffic } from './traffic.js';

/** A connection that has logged in, as far as an answer depends on it. */
export interface Talk {
  readonly version: Version;
  readonly session: Session;
  readonly traffic: Traffic;
  readonly limits: DoorLimits;
}

/** 3.1.1's only word for a subscription that failed; 3.1 has none and is told the same. */
const SUBSCRIPTION_FAILED = 0x80;

/**
 * Answers a packet that followed the CONNECT, as a broker without other clients would.
 * @returns the packet to send; `undefined` where none is due.
 * @throws {Violation} where the connection has to end.
 */
export function answer(packet: Packet, talk: Talk): Packet | undefined {
  switch (packet.cmd) {
    case 'pingreq':
      return { cmd: 'pingresp' };
    case 'publish':
      return answerPublish(packet, talk);
    case 'pubrel': {
      const known = talk.session.awaitingRel.delete(packet.messageId ?? 0);
      const reasonCode = known ? REASONS.success : REASONS['packet identifier not found'];
      return { cmd: 'pubcomp', messageId: packet.messageId ?? 0, reasonCode };
    }
    case 'subscribe': {
      const { subscriptions, messageId = 0 } = packet;
      if (subscriptions.length === 0) throw new Violation('protocol error', 'an empty SUBSCRIBE');
      const granted = subscriptions.map((subscription) => subscribe(subscription, talk));
      return { cmd: 'suback', messageId, granted };
    }
    case 'unsubscribe': {
      const { unsubscriptions, messageId = 0 } = packet;
      if (unsubscriptions.length === 0) {
        throw new Violation('protocol error', 'an empty UNSUBSCRIBE');
      }
      const granted = unsubscriptions.map((filter) => unsubscribe(filter, talk));
      return { cmd: 'unsuback', messageId, granted };
    }
    case 'puback':
    case 'pubrec':
    case 'pubcomp':
      // The door sends no messages, so there is nothing to confirm; a broker only logs these.
      return undefined;
    case 'connect':
    case 'connack':
    case 'suback':
    case 'unsuback':
    case 'pingresp':
    case 'disconnect':
    case 'auth':
      throw new Violation('protocol error', `an unexpected ${packet.cmd.toUpperCase()}`);
  }
}

function answerPublish(packet: IPublishPacket, talk: Talk): Packet | undefined {
  const { topic, qos, dup, properties, messageId = 0 } = packet;
  if (dup && qos === 0) throw new Violation('malformed packet', 'a duplicate of QoS 0');
  // The door's topic alias maximum is 0, so none may be used [MQTT-3.3.2-9].
  if (properties?.topicAlias !== undefined) {
    throw new Violation('topic alias invalid', 'a topic alias, which the door does not offer');
  }
  if (!isTopicName(topic)) {
    throw new Violation('topic name invalid', 'a message to a topic with wildcards, or to none');
  }
  talk.traffic.recv_msg++;
  switch (qos) {
    case 0:
      return undefined;
    case 1:
      return { cmd: 'puback', messageId, reasonCode: REASONS.success };
    case 2:
      talk.session.receive(messageId, talk.limits.awaitingRel);
      return { cmd: 'pubrec', messageId, reasonCode: REASONS.success };
  }
}

function subscribe({ topic, qos, nl }: ISubscription, talk: Talk): number {
  const { version, session, limits } = talk;
  if (!isTopicFilter(topic)) {
    return version === 5 ? REASONS['topic filter invalid'] : SUBSCRIPTION_FAILED;
  }
  // [MQTT-3.8.3-4]
  if (version === 5 && nl === true && isShared(topic)) {
    throw new Violation('protocol error', 'no local on a shared subscription');
  }
  if (session.subscribe(topic, limits.filters)) return qos;
  return version === 5 ? REASONS['quota exceeded'] : SUBSCRIPTION_FAILED;
}

function unsubscribe(filter: string, { session }: Talk): number {
  if (!isTopicFilter(filter)) return REASONS['topic filter invalid'];
  return session.unsubscribe(filter) ? REASONS.success : REASONS['no subscription existed'];
}
