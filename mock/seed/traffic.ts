import type { StoredClient } from '../core/client.js';
import type { Archetype } from './archetype.js';
import type { Random } from './random.js';

/** The counters and queues of one client; bytes for `_oct`, packets or messages for the others. */
export type Traffic = Pick<
  StoredClient,
  | `${'recv' | 'send'}_${'oct' | 'cnt' | 'pkt' | 'msg'}`
  | `mqueue_${'len' | 'dropped'}`
  | 'inflight'
  | 'awaiting_rel'
  | 'mailbox_len'
  | 'heap_size'
  | 'reductions'
>;

/** Above this, a number is no small integer of the engine, and needs 16 bytes more. */
const MAX_COUNTER = 0x7fff_ffff;
const counter = (value: number, max = MAX_COUNTER): number => (value < max ? value | 0 : max);

/** With more messages, packets and bytes could exceed {@link MAX_COUNTER}. */
const MAX_MESSAGES = 2 ** 26;

/** Steps in which Erlang grows a heap; the recordings show 987, 1598 and 2586. */
const HEAP_SIZES = [376, 610, 987, 1598, 2586, 4185, 6772];

/**
 * Draws what a client of the family has sent and received.
 * @param upSeconds the duration of the current or last connection.
 * @param awaySeconds the time since then; 0 while it is connected.
 */
export function drawTraffic(
  random: Random,
  family: Archetype,
  upSeconds: number,
  awaySeconds: number,
): Traffic {
  const upHours = upSeconds / 3600;
  const subscribes = family.subscriptions_cnt > 0 ? 1 : 0;
  const pings = family.keepalive > 0 ? upSeconds / family.keepalive : 0;
  // The clients of a family are not equally busy.
  const activity = 0.5 + random.next();
  const publishes = upHours * family.publishesPerHour * activity + random.int(0, 3);
  const deliveries = upHours * family.deliveriesPerHour * activity + random.int(0, 3);
  const received = counter(publishes, MAX_MESSAGES);
  const sent = counter(subscribes * deliveries, MAX_MESSAGES);
  // CONNECT, SUBSCRIBE, PINGREQ, the messages, and an acknowledgement for each of the other side's.
  const receivedPackets = counter(1 + subscribes + pings + received + sent);
  const sentPackets = counter(1 + subscribes + pings + sent + received);
  const waiting = drawWaiting(random, family, awaySeconds);
  return {
    inflight: waiting > 0 ? random.int(0, family.max_inflight) : 0,
    mqueue_len: Math.min(waiting, family.max_mqueue),
    mqueue_dropped: Math.max(0, waiting - family.max_mqueue),
    awaiting_rel: drawAwaitingRel(random, family, awaySeconds),
    recv_oct: counter(40 + 4 * receivedPackets + received * family.payload),
    recv_cnt: counter(receivedPackets * (1 + random.next() / 8)),
    recv_pkt: receivedPackets,
    recv_msg: received,
    send_oct: counter(4 + 4 * sentPackets + sent * family.payload),
    send_cnt: counter(sentPackets * (1 + random.next() / 8)),
    send_pkt: sentPackets,
    send_msg: sent,
    mailbox_len: random.chance(0.05) ? random.int(1, 3) : 0,
    heap_size: random.pick(HEAP_SIZES),
    reductions: counter(1700 + random.int(0, 900) + 310 * (receivedPackets + sentPackets)),
  };
}

/** Messages wait for offline clients, and for the few that read too slowly. */
function drawWaiting(random: Random, family: Archetype, awaySeconds: number): number {
  const slow = random.chance(0.04);
  if (family.subscriptions_cnt === 0 || family.deliveriesPerHour === 0) return 0;
  if (awaySeconds > 0) return counter((awaySeconds / 3600) * family.deliveriesPerHour);
  return slow ? random.int(1, Math.ceil(family.max_mqueue * 1.2)) : 0;
}

function drawAwaitingRel(random: Random, family: Archetype, awaySeconds: number): number {
  if (awaySeconds > 0 || !random.chance(0.03)) return 0;
  return random.int(0, Math.min(5, family.max_awaiting_rel));
}
