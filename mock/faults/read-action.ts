import type { JsonValue } from '../core/client.js';
import { type FaultAction, type FaultDelay, FAULT_LIMITS } from './fault-rule.js';
import { isObject, number, on, present, type Reader, text, whole } from './reader.js';

const MEMBERS = [
  'status',
  'body',
  'contentType',
  'headers',
  'delay',
  'hang',
  'reset',
  'truncate',
  'malformed',
  'drip',
] as const;

const STATUS = whole(200, 599);
const MS = number(0, FAULT_LIMITS.delayMs);
const HEADER_VALUE = text(
  FAULT_LIMITS.text,
  /^[\x20-\x7e]+$/,
  `1 to ${FAULT_LIMITS.text} printable ASCII characters`,
);
const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/;
/** The connection is the host's business: a wrong length or framing would be a fault of another kind. */
const FRAMING = [
  'connection',
  'content-length',
  'transfer-encoding',
  'keep-alive',
  'trailer',
  'upgrade',
];

const TRUNCATE = {
  is: (value: unknown): value is number | string =>
    typeof value === 'string'
      ? /^\d{1,3}(?:\.\d{1,6})?%$/.test(value) && Number.parseFloat(value) < 100
      : Number.isSafeInteger(value) && Number(value) >= 0,
  expected: 'a number of bytes, or a share below 100 % such as "50%"',
};

export function readAction(value: unknown, field: string, reader: Reader): FaultAction {
  const given = reader.members(value, field, MEMBERS);
  if (!given) return {};
  if (!MEMBERS.some((name) => given[name] !== undefined)) {
    reader.refuse(field, value, `at least one of ${MEMBERS.join(', ')}`);
  }
  const { hang, reset } = given;
  if (hang === true && reset === true) {
    reader.refuse(`${field}.reset`, reset, 'either hang or reset, not both');
  }
  return present<FaultAction>({
    status: reader.read(given['status'], `${field}.status`, STATUS),
    body: readBody(given['body'], `${field}.body`, reader),
    contentType: reader.read(given['contentType'], `${field}.contentType`, HEADER_VALUE),
    headers: readHeaders(given['headers'], `${field}.headers`, reader),
    delay: readDelay(given['delay'], `${field}.delay`, reader),
    hang: reader.read(hang, `${field}.hang`, on),
    reset: reader.read(reset, `${field}.reset`, on),
    truncate: reader.read(given['truncate'], `${field}.truncate`, TRUNCATE),
    malformed: reader.read(given['malformed'], `${field}.malformed`, on),
    drip: reader.read(given['drip'], `${field}.drip`, MS),
  });
}

function readBody(value: unknown, field: string, reader: Reader): JsonValue | undefined {
  if (value === undefined) return undefined;
  const sent = typeof value === 'string' ? value : writeJson(value);
  if (sent !== undefined && sent.length <= FAULT_LIMITS.body) return value as JsonValue;
  const shown = sent === undefined ? value : `${sent.slice(0, 40)}…`;
  reader.refuse(field, shown, `a text or JSON of at most ${FAULT_LIMITS.body} characters`);
  return undefined;
}

/** What can not be written (a circle, a bigint, a function) is no JSON. */
function writeJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

function readHeaders(value: unknown, field: string, reader: Reader): FaultAction['headers'] {
  if (value === undefined) return undefined;
  if (!isObject(value) || Object.keys(value).length > FAULT_LIMITS.headers) {
    const expected = `an object of at most ${FAULT_LIMITS.headers} header names and their values`;
    reader.refuse(field, value, expected);
    return undefined;
  }
  const headers = Object.create(null) as Record<string, string>;
  for (const [name, text] of Object.entries(value)) {
    const lower = name.toLowerCase();
    if (!HEADER_NAME.test(name) || FRAMING.includes(lower)) {
      const expected = `the name of a header, none of ${FRAMING.join(', ')}`;
      reader.refuse(`${field}.${name}`, name, expected);
      continue;
    }
    const read = reader.read(text, `${field}.${name}`, HEADER_VALUE);
    if (read !== undefined) headers[lower] = read;
  }
  return headers;
}

const DELAY =
  `milliseconds (a number from 0 to ${FAULT_LIMITS.delayMs}), {min, max}, {mean, stddev} ` +
  'or {percentiles: {"50": 40, "99": 900}}';

function readDelay(value: unknown, field: string, reader: Reader): FaultDelay | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number') return reader.read(value, field, MS);
  if (!isObject(value)) {
    reader.refuse(field, value, DELAY);
    return undefined;
  }
  const keys = Object.keys(value).sort().join();
  const read = (name: string): number => {
    const member = value[name];
    if (MS.is(member)) return member;
    reader.refuse(`${field}.${name}`, member, MS.expected);
    return 0;
  };
  if (keys === 'max,min') {
    const delay = { min: read('min'), max: read('max') };
    if (delay.min > delay.max) reader.refuse(`${field}.min`, delay.min, 'at most max');
    return delay;
  }
  if (keys === 'mean,stddev') return { mean: read('mean'), stddev: read('stddev') };
  if (keys === 'percentiles') {
    return readPercentiles(value['percentiles'], `${field}.percentiles`, reader);
  }
  reader.refuse(field, value, DELAY);
  return undefined;
}

function readPercentiles(value: unknown, field: string, reader: Reader): FaultDelay | undefined {
  const points = isObject(value)
    ? Object.entries(value).map(([key, ms]) => [Number(key), ms] as const)
    : [];
  points.sort(([a], [b]) => a - b);
  const areGood =
    points.length > 0 &&
    points.length <= FAULT_LIMITS.percentiles &&
    points.every(([percentile, ms], index) => {
      const before = points[index - 1]?.[1] ?? 0;
      return percentile >= 0 && percentile <= 100 && MS.is(ms) && ms >= Number(before);
    });
  if (areGood) {
    return { percentiles: Object.fromEntries(points as (readonly [number, number])[]) };
  }
  const expected = `1 to ${FAULT_LIMITS.percentiles} percentiles from 0 to 100, each with milliseconds from 0 to ${FAULT_LIMITS.delayMs} that do not fall`;
  reader.refuse(field, value, expected);
  return undefined;
}
