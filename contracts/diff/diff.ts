import { BrokenAnswer } from '../shared/errors.js';
import type { Exchange } from '../http/exchange.js';
import {
  type BrokerSession,
  type SessionOptions,
  openSession,
  describeLeftSessions,
} from '../runner/session.js';
import type { Target } from '../http/target.js';
import { type Difference, differences } from './differences.js';
import { ANY_ROW, normalise, type PlainAnswer } from './normalise.js';
import { type DiffRequest, diffRequests } from './requests.js';

/** A request that the two brokers answer differently. */
interface DiffEntry {
  readonly request: string;
  readonly differences: readonly Difference[];
  /** The curl lines that repeat the request. */
  readonly curlA: string;
  readonly curlB: string;
}

export interface DiffReport {
  readonly a: string;
  readonly b: string;
  /** Number of requests. */
  readonly compared: number;
  readonly entries: readonly DiffEntry[];
  readonly warnings: readonly string[];
}

export interface DiffOptions extends Omit<SessionOptions, 'transport' | 'driver' | 'kick'> {
  /** Replaces HTTP, MQTT and this machine's time, for each broker. */
  readonly a?: Pick<SessionOptions, 'transport' | 'driver' | 'clock'>;
  readonly b?: Pick<SessionOptions, 'transport' | 'driver' | 'clock'>;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Sends the same requests to two brokers and reports where the answers differ. Where both targets
 * have MQTT, the same test clients connect to both and rows are compared; else only the form of
 * the answers.
 */
export async function diffBrokers(
  targetA: Target,
  targetB: Target,
  options: DiffOptions = {},
): Promise<DiffReport> {
  const { a: onlyA = {}, b: onlyB = {}, onProgress, ...common } = options;
  const sessions: BrokerSession[] = [];
  const warnings: string[] = [];
  try {
    // One after the other: if the second fails, the first must be closed.
    const a = await openSession(targetA, { ...common, ...onlyA });
    sessions.push(a);
    const b = await openSession(targetB, { ...common, ...onlyB });
    sessions.push(b);
    const pairs = pairRequests(a, b);
    const entries: DiffEntry[] = [];
    for (const [index, [one, other]] of pairs.entries()) {
      onProgress?.(index, pairs.length);
      const [left, right] = [await send(a, one), await send(b, other)];
      const found = differences({ ...left.plain }, { ...right.plain }).filter(isRelevant);
      if (found.length === 0) continue;
      entries.push({
        request: `GET ${one.name}`,
        differences: found,
        curlA: left.exchange?.curl ?? one.path,
        curlB: right.exchange?.curl ?? other.path,
      });
    }
    const report = { a: a.target.baseUrl, b: b.target.baseUrl, compared: pairs.length, entries };
    return { ...report, warnings };
  } finally {
    for (const session of sessions) {
      const left = await session.close();
      if (left.length > 0) warnings.push(describeLeftSessions(left));
    }
  }
}

/** A broker without any rows differs by its clients, not by its behaviour. */
function isRelevant({ path, a, b }: Difference): boolean {
  return !(path.endsWith(`["${ANY_ROW}"]`) && (a === undefined || b === undefined));
}

/** Requests of the same name; that of a client which one broker refused has no partner. */
function pairRequests(
  a: BrokerSession,
  b: BrokerSession,
): readonly (readonly [DiffRequest, DiffRequest])[] {
  const requests = ({ prefix, testClients }: BrokerSession): readonly DiffRequest[] =>
    diffRequests(prefix, testClients?.fixtures);
  const others = new Map(requests(b).map((request) => [request.name, request]));
  return requests(a).flatMap((request) => {
    const other = others.get(request.name);
    return other ? [[request, other] as const] : [];
  });
}

async function send(
  { api, prefix, testClients }: BrokerSession,
  { path }: DiffRequest,
): Promise<{ plain: PlainAnswer; exchange?: Exchange }> {
  try {
    const exchange = await api.send({ path });
    return {
      plain: normalise(exchange, prefix, testClients !== undefined),
      exchange,
    };
  } catch (error) {
    if (!(error instanceof BrokenAnswer)) throw error;
    return { plain: { status: 0, contentType: '', body: error.message } };
  }
}
