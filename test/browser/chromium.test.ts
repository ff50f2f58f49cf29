import { expect, test } from 'vitest';
import { chromiumPath } from './chromium.js';

test('the browser is the one that CHROMIUM_PATH tells', () => {
  expect(chromiumPath({ CHROMIUM_PATH: process.execPath })).toBe(process.execPath);
});

test('a browser that is not there is missed by name', () => {
  expect(() => chromiumPath({ CHROMIUM_PATH: '/no/such/chromium' })).toThrow(
    'Failed to find Chromium: CHROMIUM_PATH is /no/such/chromium, where there is no file.',
  );
});
