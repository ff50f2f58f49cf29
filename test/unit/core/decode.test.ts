import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeQuery } from '../../../mock/core/parse-request.js';
import { decodePercent, hasRawBytes, toBytes } from '../../../mock/core/query/decode.js';
import type { QueryPair } from '../../../mock/core/query/query-types.js';

describe('a percent-encoded text', () => {
  test.each<[encoded: string, decoded: string | undefined]>([
    ['plain', 'plain'],
    ['', ''],
    ['a%20b', 'a b'],
    ['a+b', 'a+b'],
    ['%2F', '/'],
    ['%2f', '/'],
    ['%252F', '%2F'],
    ['%E7%94%A8%E6%88%B7', '用户'],
    ['%F0%9F%98%80', '😀'],
    ['用户', '用户'],
    ['%00', '\0'],
    ['%', undefined],
    ['%2', undefined],
    ['%zz', undefined],
    ['ok%20%', undefined],
    ['%E7%94%A', undefined],
    ['%FF', '\udcff'],
    ['%E7%94', '\udce7\udc94'],
    ['a%FFb%C3%A9', 'a\udcffbé'],
    ['%C3%A9%FF', 'é\udcff'],
    ['%E7%94%A8%FF', '用\udcff'],
    ['%E0%A4%85%FF', '\u0905\udcff'],
    ['%F0%9F%98%80%FF', '😀\udcff'],
    ['%C0%80', '\udcc0\udc80'],
    ['%ED%A0%80', '\udced\udca0\udc80'],
    ['%ED%9F%BF%FF', '\ud7ff\udcff'],
    ['%C2%80%FF', '\u0080\udcff'],
    ['%E0%9F%80', '\udce0\udc9f\udc80'],
    ['%F0%8F%BF%BF', '\udcf0\udc8f\udcbf\udcbf'],
    ['%F4%8F%BF%BF%FF', '\u{10ffff}\udcff'],
    ['%F4%90%80%80', '\udcf4\udc90\udc80\udc80'],
    ['%F5%80', '\udcf5\udc80'],
    ['%E7%94%41', '\udce7\udc94A'],
  ])('%j decodes to %j', (encoded, decoded) => {
    expect(decodePercent(encoded)).toBe(decoded);
  });

  test('any text comes back from what encodeURIComponent makes of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(text.isWellFormed());
        expect(decodePercent(encodeURIComponent(text))).toBe(text);
      }),
    );
  });

  test('any bytes come back, whether they are UTF-8 or not', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        const encoded = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
        const decoded = decodePercent(encoded);
        expect(toBytes(decoded ?? 'nothing')).toBe(String.fromCharCode(...bytes));
      }),
    );
  });
});

describe('a query string', () => {
  test.each<[query: string, pairs: readonly QueryPair[] | undefined]>([
    ['', []],
    ['&', []],
    ['a=1', [['a', '1']]],
    ['a=1&b=2', Object.entries({ a: '1', b: '2' })],
    ['a=1&&b=2&', Object.entries({ a: '1', b: '2' })],
    ['a=1&a=2', ['1', '2'].map((value) => ['a', value] as const)],
    ['a', [['a', true]]],
    ['a=', [['a', '']]],
    ['=a', [['', 'a']]],
    ['a=b=c', [['a', 'b=c']]],
    ['a+b=c+d', [['a b', 'c d']]],
    ['a=%2B', [['a', '+']]],
    ['a=%26b%3D', [['a', '&b=']]],
    ['__proto__=1', [['__proto__', '1']]],
    ['%61=1', [['a', '1']]],
    ['a=%', undefined],
    ['%=a', undefined],
    ['a=1&b=%4', undefined],
  ])('%j is the pairs %j', (query, pairs) => {
    expect(decodeQuery(query)).toEqual(pairs);
  });
});

test.each<[text: string, raw: boolean]>([
  ['plain', false],
  ['😀', false],
  ['\udcff', true],
  ['a\udc80', true],
])('that %j holds bytes beyond UTF-8: %s', (text, raw) => {
  expect(hasRawBytes(text)).toBe(raw);
});

test('a text has the bytes of its UTF-8', () => {
  for (const text of ['é用\ue000\uffff😀', 'plain']) {
    expect(toBytes(text)).toBe(Buffer.from(text).toString('latin1'));
  }
});

test.each(['\ud800', '\udbff', '\udc00', '\udc7f', '\udfff'])(
  'half of a surrogate pair, %j, has the bytes of the replacement character',
  (text) => {
    expect(toBytes(`a${text}é`)).toBe('a\xef\xbf\xbd\xc3\xa9');
  },
);
