import { expect, test } from 'vitest';
import { UsageError } from '../../../contracts/shared/errors.js';
import { readTarget } from '../../../contracts/http/read-target.js';

test('credentials of the base URL become those of the target', () => {
  expect(readTarget({ baseUrl: 'http://app:s%40x@broker:8081/api/v4/' })).toEqual({
    baseUrl: 'http://broker:8081/api/v4',
    credentials: { id: 'app', secret: 's@x' },
  });
});

test.each([
  'http://app:hush@broker/api/v4?x=1',
  'ftp://app:hush@broker',
  'http://app:hush%zz@b/api',
])('%s is refused without repeating the secret', (baseUrl) => {
  const read = (): unknown => readTarget({ baseUrl });
  expect(read).toThrow(UsageError);
  expect(read).not.toThrow(/hush/);
});
