import { expect, test } from 'vitest';
import { chooseToken } from '../../../mock/control/token.js';

const makeUp = () => 'made-up';

test.each([['127.0.0.1'], ['127.9.9.9'], ['::1'], ['localhost']])(
  'on %s no token is asked for',
  (host) => {
    expect(chooseToken(undefined, host, makeUp)).toBeUndefined();
  },
);

test.each([['0.0.0.0'], ['::'], ['192.168.0.7'], ['127.example.org'], ['localhost.example.org']])(
  'on %s, which others can reach, one is made up',
  (host) => {
    expect(chooseToken(undefined, host, makeUp)).toBe('made-up');
  },
);

test('a token that is given is asked for everywhere', () => {
  expect(chooseToken('of-my-own', '127.0.0.1', makeUp)).toBe('of-my-own');
});

test.each([[''], ['short'], ['with space'], ['ünicode-token'], ['x'.repeat(201)]])(
  'the token %j is refused, and not repeated',
  (token) => {
    expect(() => chooseToken(token, '127.0.0.1', makeUp)).toThrow(
      'Option controlToken: expected 8 to 200 printable ASCII characters without spaces, but got "(not shown)".',
    );
  },
);
