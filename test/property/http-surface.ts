import fc from 'fast-check';
import type { MockRequest } from '../../mock/core/request-response.js';
import { FILTERS } from '../../mock/core/query/parameters.js';

/** Names of parameters: known, misspelt and unknown ones. */
const names = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('_page', '_limit', ...FILTERS.map(({ name }) => name)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('Username', '_like_zone', '__proto__', 'constructor', 'node', ''),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
);

const integers = fc.oneof(
  fc.integer({ min: 1, max: 40 }).map(String),
  fc.integer({ min: 1_500_000_000, max: 2_000_000_000 }).map(String),
  fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }).map(String),
  fc.constantFrom('0', '-1', '+1', '007', '1e3', '0x10', '1.5', '9007199254740993', ' 1', ''),
);

const texts = fc.oneof(
  fc.constantFrom(
    ...'emqx_c_1 test external undefined connected idle true false MQTT MQIsdp 127.0.0.1 ::1'.split(
      ' ',
    ),
    ...'10.0.0.256 .* [ (a+)+$ % _ \0 客户端 \u{1f600}'.split(' '),
  ),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.string({ minLength: 1, maxLength: 3 }).map((text) => text.repeat(300)),
);

/** Percent-encoded correctly, not at all, in part, twice, or wrongly. */
const written = (text: string): fc.Arbitrary<string> =>
  fc.constantFrom(
    encodeURIComponent(text.toWellFormed()),
    encodeURIComponent(encodeURIComponent(text.toWellFormed())),
    encodeURIComponent(text.toWellFormed()).replaceAll('%20', '+'),
    text.replace(/[^!-~]|[?#&]/g, ''),
    `${encodeURIComponent(text.toWellFormed())}%`,
    `%zz${text.replace(/[^!-~]|[?#&]/g, '')}`,
    '%ff%c3%28%00',
  );

const values = fc.oneof(integers, texts).chain(written);
const keys = names.chain((name) => fc.oneof(fc.constant(encodeURIComponent(name)), written(name)));

const queries = fc
  .array(
    fc.oneof(
      { weight: 9, arbitrary: fc.tuple(keys, values).map((pair) => pair.join('=')) },
      { weight: 1, arbitrary: keys },
      { weight: 1, arbitrary: fc.constantFrom('', '=', '==', '&', '=a=b=') },
    ),
    { maxLength: 6 },
  )
  .map((pairs) => pairs.join('&'));

const paths = fc.oneof(
  { weight: 6, arbitrary: fc.constant('/api/v4/clients') },
  { weight: 4, arbitrary: texts.chain(written).map((id) => `/api/v4/clients/${id}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...'/ // /api/v4 /api/v4/clients/ /api//v4/clients// /api/v4/clients/a/b /status'.split(' '),
      ...'/api/v4/clients/../clients /api/v4/%63lients /api/v4/nodes/x/clients'.split(' '),
      ...'/api/v4/clients/username/test /api/v3/clients'.split(' '),
    ),
  },
);

const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`;
const authorizations = fc.oneof(
  { weight: 12, arbitrary: fc.constant(basic('app_id:app_secret')) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      undefined,
      '',
      'Basic',
      'Basic ',
      'Basic !!!!',
      'Bearer x',
      basic(''),
      basic(':'),
      basic('app_id:'),
      basic('app_id:wrong'),
      basic('app_id:app_secret:more'),
      `Basic ${'A'.repeat(4000)}`,
    ),
  },
);

const methods = fc.oneof(
  { weight: 8, arbitrary: fc.constant('GET') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('DELETE', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'PURGE'),
  },
);

const bodies = fc.oneof(
  { weight: 9, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.constantFrom('{}', '{"_limit":0}', 'null', '{', '[1]', '\0') },
);

/** Requests that a client, a fuzzer or an attacker may send. */
export const requests: fc.Arbitrary<MockRequest> = fc
  .record({
    method: methods,
    path: paths,
    query: queries,
    authorization: authorizations,
    body: bodies,
  })
  .map(({ authorization, ...request }) => ({ ...request, headers: { authorization } }));
