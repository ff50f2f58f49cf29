import { describe, expect, test } from 'vitest';
import { FILTERS } from '../../../mock/core/query/parameters.js';
import { readAsBroker } from '../../../mock/core/query/parse-as-broker.js';
import { canonicalAddress, readInteger } from '../../../mock/core/query/parse.js';

describe('an address', () => {
  test.each([
    ['127.0.0.1', '127.0.0.1'],
    ['0.0.0.0', '0.0.0.0'],
    ['255.255.255.255', '255.255.255.255'],
    ['::', '::'],
    ['::1', '::1'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['2001:DB8::1', '2001:db8::1'],
    ['2001:0db8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
  ])('%s is compared as %s', (text, canonical) => {
    expect(canonicalAddress(text)).toBe(canonical);
  });

  const invalid =
    'abc 1 127.1 0x7f.0.0.1 127.0.0.01 1.2.3.4.5 1.2.3.256 1.2.3.-4 1.2.3.4/24 1.2.3.4:80';
  test.each([...`${invalid} [::1] ::: 1::2::3 gggg::`.split(' '), '', ' 1.2.3.4'])(
    '%j is invalid',
    (text) => {
      expect(canonicalAddress(text)).toBeUndefined();
    },
  );
});

describe('an integer', () => {
  test.each<[text: string, value: bigint]>([
    ['0', 0n],
    ['7', 7n],
    ['+7', 7n],
    ['-7', -7n],
    ['007', 7n],
    ['123456789012345678901234567890', 123456789012345678901234567890n],
  ])('%s is read', (text, value) => {
    expect(readInteger(text)).toBe(value);
  });

  test.each([...'+ - 1.0 1e3 0x1 --1 一 ١'.split(' '), '', ' 1', '1 ', '1\n', true as const])(
    '%j is invalid',
    (text) => {
      expect(readInteger(text)).toBeUndefined();
    },
  );
});

describe('a value that a broker cannot convert is reported with its type', () => {
  const named = (name: string) => FILTERS.find((filter) => filter.name === name)!;

  test.each([
    ['proto_ver', 'abc', 'integer'],
    ['_gte_created_at', 'now', 'timestamp'],
    ['ip_address', '::1', 'ip'],
    ['zone', 'x'.repeat(256), 'atom'],
  ] as const)('%s=%s: %s', (parameter, value, type) => {
    expect(readAsBroker(named(parameter), value)).toEqual({
      problem: {
        parameter,
        value,
        reason: 'type',
        expected: `a value of type ${type}`,
        broker: { value, type },
      },
    });
  });

  test('and as none, if it is not a text', () => {
    expect(readAsBroker(named('proto_ver'), { json: [1] })).toMatchObject({
      problem: { value: null, broker: { value: [1], type: 'integer' } },
    });
  });
});
