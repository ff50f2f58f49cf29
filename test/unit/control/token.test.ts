import { expect, test } from 'vitest';
import { chooseToken } from '../../../mock/control/token.js';

const generate = () => 'generated';

test.each([['127.0.0.1'], ['127.9.9.9'], ['::1'], ['localhost']])(
  'on %s no token is required',
  (host) => {
    expect(chooseToken(undefined, host, generate)).toBeUndefined();
  },
);

test.each([['0.0.0.0'], ['::'], ['192.168.0.7'], ['127.example.org'], ['localhost.example.org']])(
  'on %s, which other machines can reach, a token is generated',
  (host) => {
    expect(chooseToken(undefined, host, generate)).toBe('generated');
  },
);

test('a given token is required everywhere', () => {
  expect(chooseToken('of-my-own', '127.0.0.1', generate)).toBe('of-my-own');
});

test.each([[''], ['short'], ['with space'], ['ünicode-token'], ['x'.repeat(201)]])(
  'the token %j is refused, and not shown',
  (token) => {
    expect(() => chooseToken(token, '127.0.0.1', generate)).toThrow(
      'Option controlToken: expected 8 to 200 printable ASCII characters without spaces, but got "(not shown)".',
    );
  },
);
