import { BrokenAnswer, BrokerUnreachable, UsageError } from '../shared/errors.js';
import {
  type BrokerSession,
  type SessionOptions,
  openSession,
  describeLeftSessions,
} from '../runner/session.js';
import { refuseForeign } from '../http/answers/foreign-answer.js';
import type { Target } from '../http/target.js';
import { counted } from '../shared/counted.js';
import { isJsonObject, type Json } from '../shared/json.js';
import { type Difference, differences } from './differences.js';
import { ANY_ROW, normalise } from './normalise.js';
import { pathsIn, plainPaths } from './paths.js';
import type { RecordedAnswer, Recording } from './recording.js';
import { type DiffRequest, diffRequests } from './requests.js';

/** A request that the two brokers answer differently. */
export interface DiffEntry {
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
  /** The paths of all values that were compared, e.g. `data.*.zone`, each once. */
  readonly paths: readonly string[];
  readonly warnings: readonly string[];
  /** What could not be compared, and which options allow it; absent: all was compared. */
  readonly hint?: string;
}

type SideOptions = Pick<SessionOptions, 'transport' | 'driver' | 'clock'>;

export interface DiffOptions extends Omit<SessionOptions, 'transport' | 'driver' | 'kick'> {
  /** Replaces HTTP, MQTT and this machine's time, for each broker. */
  readonly a?: SideOptions;
  readonly b?: SideOptions;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** The status of an answer that broke off. */
const BROKEN_OFF = 0;

/** A broker, or what one has answered. */
export type DiffSide = Target | Recording;

/**
 * Sends the same requests to two brokers and reports where the answers differ; a side may be a
 * recording. Where both have MQTT, the same test clients connect to both and rows are compared;
 * else only the form of the answers.
 * @throws UsageError where only one side has clients over MQTT
 * @throws BrokerUnreachable where something else answers in place of a broker
 */
export async function diffBrokers(
  sideA: DiffSide,
  sideB: DiffSide,
  options: DiffOptions = {},
): Promise<DiffReport> {
  const { a: onlyA = {}, b: onlyB = {}, onProgress, ...common } = options;
  const sessions: BrokerSession[] = [];
  const warnings: string[] = [];
  const open = async (side: DiffSide, only: SideOptions): Promise<BrokerSession | Recording> => {
    if (isRecording(side)) return side;
    const session = await openSession(side, { ...common, ...only });
    sessions.push(session);
    return session;
  };
  try {
    // One after the other: if the second fails, the first must be closed.
    const [a, b] = [await open(sideA, onlyA), await open(sideB, onlyB)];
    if (hasOwnClients(a) !== hasOwnClients(b)) {
      throw new UsageError(
        `Failed to compare: expected clients over MQTT on both sides or on none, but only ${hasOwnClients(a) ? 'a' : 'b'} has them. Give the MQTT listener of the other one, or record without --mqtt.`,
      );
    }
    const totals = [a, b].map(countOf);
    const total = totals.reduce((one, other) => one + other, 0);
    let done = 0;
    const onAnswer = (): void => onProgress?.(done++, total);
    const left = byName(await answersOf(a, onAnswer));
    const right = byName(await answersOf(b, onAnswer));
    const pairs = [...left.values()].flatMap((one) => {
      const other = right.get(one.name);
      return other ? [[one, other] as const] : [];
    });
    warnings.push(...notCompared(pairs.length, left.size, right.size));
    const entries = pairs.flatMap(([one, other]) => entryOf(one, other) ?? []);
    const paths = new Set<string>();
    for (const { plain } of pairs.flat()) for (const path of pathsIn({ ...plain })) paths.add(path);
    return {
      a: nameOf(a),
      b: nameOf(b),
      compared: pairs.length,
      entries,
      paths: plainPaths(paths),
      warnings,
      ...(!hasOwnClients(a) && { hint: formOnly(a, b) }),
    };
  } finally {
    await closeAll(sessions, warnings);
  }
}

/**
 * Records how a broker answers the requests of {@link diffBrokers}.
 * @throws UsageError BrokerUnreachable Interrupted
 */
export async function recordBroker(
  target: Target,
  options: Omit<DiffOptions, 'a' | 'b'> & SideOptions = {},
): Promise<{ readonly recording: Recording; readonly warnings: readonly string[] }> {
  const { onProgress, ...session } = options;
  const opened = await openSession(target, session);
  const warnings: string[] = [];
  try {
    const total = countOf(opened);
    let done = 0;
    const answers = await answersOf(opened, () => onProgress?.(done++, total));
    const broken = answers.find(({ plain }) => plain.status === BROKEN_OFF);
    if (broken) {
      throw new BrokerUnreachable(
        `The answer to GET ${broken.name} breaks off at every try. Check what stands between here and the broker, and record again.`,
      );
    }
    const recording = {
      target: opened.target.baseUrl,
      recordedAt: opened.clock.now(),
      mqtt: hasOwnClients(opened),
      answers,
    };
    return { recording, warnings };
  } finally {
    await closeAll([opened], warnings);
  }
}

const byName = (answers: readonly RecordedAnswer[]): ReadonlyMap<string, RecordedAnswer> =>
  new Map(answers.map((answer) => [answer.name, answer]));

/**
 * A client that one broker refused has no partner; another release of the kit may have recorded.
 * @throws UsageError where nothing was compared
 */
function notCompared(both: number, a: number, b: number): string[] {
  if (both === 0) {
    throw new UsageError(
      'Failed to compare: the two sides have no request in common. Record again with this release of the kit.',
    );
  }
  return [['a', a - both] as const, ['b', b - both] as const].flatMap(([side, count]) =>
    count === 0
      ? []
      : `${counted(count, 'request')} of ${side} ${count === 1 ? 'was' : 'were'} not compared: the other side has no answer to compare with. Were both made by the same release of the kit, and did both brokers accept all test clients?`,
  );
}

/** Without test clients, two brokers have different clients. */
function formOnly(a: BrokerSession | Recording, b: BrokerSession | Recording): string {
  const unseen =
    'Only the form of the answers was compared, not which clients they have: that needs test clients.';
  if (isRecording(a) && isRecording(b)) return `${unseen} Record both with --mqtt.`;
  if (isRecording(a)) return `${unseen} Record a with --mqtt, and give --mqtt-b.`;
  if (isRecording(b)) return `${unseen} Give --mqtt-a, and record b with --mqtt.`;
  return `${unseen} Give --mqtt-a and --mqtt-b.`;
}

async function closeAll(sessions: readonly BrokerSession[], warnings: string[]): Promise<void> {
  for (const session of sessions) {
    const left = await session.close();
    if (left.length > 0) warnings.push(describeLeftSessions(left, session));
  }
}

const isRecording = (side: DiffSide | BrokerSession): side is Recording => 'answers' in side;

const hasOwnClients = (side: BrokerSession | Recording): boolean =>
  isRecording(side) ? side.mqtt : side.testClients !== undefined;

const nameOf = (side: BrokerSession | Recording): string =>
  isRecording(side)
    ? `${side.target} as of ${new Date(side.recordedAt).toISOString()}`
    : side.target.baseUrl;

const requestsOf = ({ prefix, testClients }: BrokerSession): readonly DiffRequest[] =>
  diffRequests(prefix, testClients?.fixtures);

const countOf = (side: BrokerSession | Recording): number =>
  isRecording(side) ? 0 : requestsOf(side).length;

async function answersOf(
  side: BrokerSession | Recording,
  onAnswer: () => void,
): Promise<readonly RecordedAnswer[]> {
  if (isRecording(side)) return side.answers;
  const answers: RecordedAnswer[] = [];
  for (const request of requestsOf(side)) {
    onAnswer();
    answers.push(await send(side, request));
  }
  return answers;
}

async function send(
  { api, prefix, testClients }: BrokerSession,
  { name, path }: DiffRequest,
): Promise<RecordedAnswer> {
  try {
    const exchange = await api.send({ path });
    refuseForeign(exchange);
    const { body, ...head } = normalise(exchange, prefix, testClients !== undefined);
    return { name, plain: { ...head, body: redacted(body, api) }, curl: exchange.curl };
  } catch (error) {
    if (!(error instanceof BrokenAnswer)) throw error;
    const body = api.redact(error.message).replaceAll(prefix, '<prefix>');
    return { name, plain: { status: BROKEN_OFF, contentType: '', body }, curl: path };
  }
}

/** A broker may send the credentials back. */
function redacted(value: Json, api: BrokerSession['api']): Json {
  if (typeof value === 'string') return api.redact(value);
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => redacted(item, api));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      api.redact(key),
      item === undefined ? item : redacted(item, api),
    ]),
  );
}

function entryOf(one: RecordedAnswer, other: RecordedAnswer): DiffEntry | undefined {
  const found = differences({ ...one.plain }, { ...other.plain }).filter(isRelevant);
  if (found.length === 0) return undefined;
  return { request: `GET ${one.name}`, differences: found, curlA: one.curl, curlB: other.curl };
}

/** A broker without any rows differs by its clients, not by its behaviour. */
function isRelevant({ path, a, b }: Difference): boolean {
  return !(path.endsWith(`["${ANY_ROW}"]`) && (a === undefined || b === undefined));
}
