import { splitPath } from '../core/parse-request.js';
import { FAULT_LIMITS, type FaultMatch } from './fault-rule.js';
import { isObject, present, type Reader, text, whole } from './reader.js';

const MEMBERS = ['method', 'path', 'query', 'nth', 'probability', 'times'] as const;

const METHOD = text(20, /^[A-Za-z]+$/, 'an HTTP method, such as GET');
const PATH = text(
  FAULT_LIMITS.path,
  /^\/[^?#]*$/,
  `a path that begins with / and has no query, such as /clients/*, of at most ${FAULT_LIMITS.path} characters`,
);
const QUERY_VALUE = text(FAULT_LIMITS.text);
const COUNT = whole(1, FAULT_LIMITS.count);
const PROBABILITY = {
  is: (value: unknown): value is number => typeof value === 'number' && value > 0 && value <= 1,
  expected: 'a number above 0 and at most 1',
};

export function readMatch(value: unknown, field: string, reader: Reader): FaultMatch {
  const given = reader.members(value, field, MEMBERS);
  if (!given) return {};
  const path = reader.read(given['path'], `${field}.path`, PATH);
  if (path !== undefined && !splitPath(path)) {
    reader.refuse(`${field}.path`, path, 'two hexadecimal digits after each %');
  }
  return present<FaultMatch>({
    method: reader.read(given['method'], `${field}.method`, METHOD)?.toUpperCase(),
    path,
    query: readQuery(given['query'], `${field}.query`, reader),
    nth: reader.read(given['nth'], `${field}.nth`, COUNT),
    probability: reader.read(given['probability'], `${field}.probability`, PROBABILITY),
    times: reader.read(given['times'], `${field}.times`, COUNT),
  });
}

function readQuery(value: unknown, field: string, reader: Reader): FaultMatch['query'] {
  if (value === undefined) return undefined;
  if (!isObject(value) || Object.keys(value).length > FAULT_LIMITS.queryParameters) {
    const expected = `an object of at most ${FAULT_LIMITS.queryParameters} parameters and their values`;
    reader.refuse(field, value, expected);
    return undefined;
  }
  const query = Object.create(null) as Record<string, string>;
  for (const [name, wanted] of Object.entries(value)) {
    // 3 and true are written without quotes in JSON, and are text in a URL.
    const isPlain = typeof wanted === 'number' || typeof wanted === 'boolean';
    const read = reader.read(isPlain ? String(wanted) : wanted, `${field}.${name}`, QUERY_VALUE);
    if (read !== undefined) query[name] = read;
  }
  return query;
}
