import { expect, test } from 'vitest';
import { chromiumPath } from './chromium.js';

test('CHROMIUM_PATH is the path of the browser', () => {
  expect(chromiumPath({ CHROMIUM_PATH: process.execPath })).toBe(process.execPath);
});

test('a missing browser is reported with its path', () => {
  expect(() => chromiumPath({ CHROMIUM_PATH: '/no/such/chromium' })).toThrow(
    'Failed to find Chromium: CHROMIUM_PATH is /no/such/chromium, which does not exist.',
  );
});
