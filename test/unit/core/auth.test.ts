import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkAuthorization,
  equalInConstantTime,
  isReadableAuthorization,
} from '../../../mock/core/auth.js';

const APPS = [
  { id: 'app_id', secret: 'app_secret' },
  { id: '用户', secret: 'pass:with:colons' },
];

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

describe('an Authorization header', () => {
  test.each<[header: string | undefined, failure: string | undefined]>([
    [basic('app_id:app_secret'), undefined],
    [basic('用户:pass:with:colons'), undefined],
    [basic('app_id:app_secret').replace('Basic', 'bAsIc'), undefined],
    [basic('app_id:app_secret').replace(' ', '   '), undefined],
    [`${basic('app_id:app_secret')}  `, undefined],
    [undefined, 'missing'],
    ['', 'missing'],
    ['Basic', 'missing'],
    ['Bearer abc', 'missing'],
    [`X${basic('app_id:app_secret')}`, 'missing'],
    [basic(''), 'missing'],
    [basic(':'), 'missing'],
    [basic('app_id:'), 'missing'],
    [basic('app_id'), 'missing'],
    [basic('app_idapp_secret'), 'missing'],
    [basic(':app_secret'), 'missing'],
    [basic('app_id:wrong'), 'wrong'],
    [basic('wrong:app_secret'), 'wrong'],
    [basic('app_id:pass:with:colons'), 'wrong'],
    [basic('APP_ID:app_secret'), 'wrong'],
    [basic('app_id:app_secret '), 'wrong'],
    [basic('app_id:app_secre'), 'wrong'],
    [basic('__proto__:constructor'), 'wrong'],
    ['Basic not base64!', 'not base64'],
    ['Basic YQ', 'not base64'],
    ['Basic 用户', 'not base64'],
  ])('%j: %s', (header, failure) => {
    expect(checkAuthorization(header, APPS)).toBe(failure);
  });

  test('accepts no caller if there are no applications', () => {
    expect(checkAuthorization(basic('app_id:app_secret'), [])).toBe('wrong');
  });
});

describe('an Authorization header that the web server of EMQX 4.3.0 can read', () => {
  test.each<[header: string | undefined, readable: boolean]>([
    [undefined, true],
    [basic('app_id:app_secret'), true],
    [basic(':'), true],
    ['Bearer abc', true],
    ['digest x', true],
    ['Bearer', false],
    ['Bearer ', false],
    ['My bearer abc', false],
    ['', false],
    ['Basic', false],
    ['Basic not base64!', false],
    [basic('app_id'), false],
  ])('%j: %s', (header, readable) => {
    expect(isReadableAuthorization(header)).toBe(readable);
  });
});

describe('comparing in constant time', () => {
  test('says what === says', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\0', '用'), maxLength: 4 });
    fc.assert(
      fc.property(text, text, (expected, given) => {
        expect(equalInConstantTime(expected, given)).toBe(expected === given);
      }),
    );
  });

  test('reads all of the guess, however early it is wrong', () => {
    const read: number[] = [];
    const spy = (text: string): string =>
      new Proxy(new String(text), {
        get: (target, key) => {
          if (key === 'length') return target.length;
          return (index: number) => {
            read.push(index);
            return target.charCodeAt(index);
          };
        },
      }) as unknown as string;
    expect(equalInConstantTime('secret', spy('Xecret'))).toBe(false);
    expect(read).toEqual([0, 1, 2, 3, 4, 5]);
  });
});
