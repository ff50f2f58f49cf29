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
export interface DiffEntry {
  readonly request: string;
  readonly differences: readonly Difference[];
  /** Repeat the request on either broker. */
  readonly curlA: string;
  readonly curlB: string;
}

export interface DiffReport {
  readonly a: string;
  readonly b: string;
  /** Requests that were compared. */
  readonly compared: number;
  readonly entries: readonly DiffEntry[];
  readonly warnings: readonly string[];
}

export interface DiffOptions extends Omit<SessionOptions, 'transport' | 'driver' | 'kick'> {
  /** In place of HTTP, MQTT and this machine's time, for each of the two. */
  readonly a?: Pick<SessionOptions, 'transport' | 'driver' | 'clock'>;
  readonly b?: Pick<SessionOptions, 'transport' | 'driver' | 'clock'>;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Asks two brokers the same and reports what they answer differently. Where both targets have
 * MQTT, the same fixtures connect to both, and rows are compared; else only the form of answers.
 */
export async function diffBrokers(
  targetA: Target,
  targetB: Target,
  options: DiffOptions = {},
): Promise<DiffReport> {
  const { a: onlyA = {}, b: onlyB = {}, onProgress, ...common } = options;
  const gates: BrokerSession[] = [];
  const warnings: string[] = [];
  try {
    // One after the other: a failure of the second must find the first to be closed.
    const a = await openSession(targetA, { ...common, ...onlyA });
    gates.push(a);
    const b = await openSession(targetB, { ...common, ...onlyB });
    gates.push(b);
    const pairs = pairRequests(a, b);
    const entries: DiffEntry[] = [];
    for (const [index, [one, other]] of pairs.entries()) {
      onProgress?.(index, pairs.length);
      const [left, right] = [await ask(a, one), await ask(b, other)];
      const found = differences({ ...left.plain }, { ...right.plain }).filter(isOfTheBrokers);
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
    for (const gate of gates) {
      const left = await gate.close();
      if (left.length > 0) warnings.push(describeLeftSessions(left));
    }
  }
}

/** That one of two brokers has no rows to look at says nothing about it. */
function isOfTheBrokers({ path, a, b }: Difference): boolean {
  return !(path.endsWith(`["${ANY_ROW}"]`) && (a === undefined || b === undefined));
}

/** Requests of the same name; a fixture that one broker refused has no partner. */
function pairRequests(
  a: BrokerSession,
  b: BrokerSession,
): readonly (readonly [DiffRequest, DiffRequest])[] {
  const requests = ({ context }: BrokerSession): readonly DiffRequest[] =>
    diffRequests(context.prefix, context.testClients?.fixtures);
  const others = new Map(requests(b).map((request) => [request.name, request]));
  return requests(a).flatMap((request) => {
    const other = others.get(request.name);
    return other ? [[request, other] as const] : [];
  });
}

async function ask(
  { context }: BrokerSession,
  { path }: DiffRequest,
): Promise<{ plain: PlainAnswer; exchange?: Exchange }> {
  try {
    const exchange = await context.api.send({ path });
    return {
      plain: normalise(exchange, context.prefix, context.testClients !== undefined),
      exchange,
    };
  } catch (error) {
    if (!(error instanceof BrokenAnswer)) throw error;
    return { plain: { status: 0, contentType: '', body: error.message } };
  }
}
