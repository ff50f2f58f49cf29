import type { ConnState, StoredClient } from '../core/client.js';
import type { Random } from './random.js';

type Timeline = Pick<
  StoredClient,
  'conn_state' | 'created_at' | 'connected_at' | 'disconnected_at'
>;

/** From seconds to months, in seconds; all are equally likely. */
const SPANS = [
  [5, 60],
  [60, 3600],
  [3600, 86_400],
  [86_400, 604_800],
  [604_800, 2_592_000],
  [2_592_000, 15_552_000],
] as const;

/** A random number of milliseconds below the limit. */
function drawDuration(random: Random, limitSeconds: number): number {
  let spans = 1;
  while (spans < SPANS.length && (SPANS[spans]?.[0] ?? Infinity) < limitSeconds) spans++;
  const [from, to] = SPANS[random.int(0, spans - 1)] ?? SPANS[0];
  const end = Math.min(to, limitSeconds);
  const start = from < end ? from : 0;
  return Math.floor((start + random.next() * (end - start)) * 1000);
}

const NO_LIMIT = Infinity;

/**
 * Draws a timeline in which created ≤ connected ≤ disconnected ≤ now. A clean session ends with its
 * connection (recordings, batch rec-off); only others can be offline or idle, until they expire.
 * @param expirySeconds how long the session outlives its connection.
 */
export function drawTimeline(random: Random, now: number, expirySeconds: number): Timeline {
  if (expirySeconds === 0) {
    const connectedAt = Math.max(0, now - drawDuration(random, NO_LIMIT));
    return {
      conn_state: 'connected',
      created_at: connectedAt,
      connected_at: connectedAt,
      disconnected_at: null,
    };
  }
  const state = drawState(random);
  const leftAt = state === 'connected' ? now : now - drawDuration(random, expirySeconds);
  const disconnectedAt = Math.max(0, leftAt);
  const connectedAt = Math.max(0, disconnectedAt - drawDuration(random, NO_LIMIT));
  // A resumed session is older than its connection.
  const createdAt = random.chance(0.6) ? connectedAt - drawDuration(random, NO_LIMIT) : connectedAt;
  return {
    conn_state: state,
    created_at: Math.max(0, createdAt),
    connected_at: connectedAt,
    disconnected_at: state === 'connected' ? null : disconnectedAt,
  };
}

function drawState(random: Random): ConnState {
  const share = random.next();
  if (share < 0.38) return 'disconnected';
  return share < 0.46 ? 'idle' : 'connected';
}
