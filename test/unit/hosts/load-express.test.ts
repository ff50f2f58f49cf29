/** Loading Express lets other requests pass: none waits for the whole of it. */
import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers';
import { expect, test } from 'vitest';
import { loadExpressParts } from '../../../mock/hosts/express/load-express.js';

const require = createRequire(import.meta.url);
const { cache } = require;

test('Express is loaded part by part, and hardly anything of it is left for the end', async () => {
  const known = { ...cache };
  for (const path of Object.keys(known)) Reflect.deleteProperty(cache, path);
  let isLoading = true;
  try {
    const loaded = [0];
    const watch = (): void => {
      loaded.push(Object.keys(cache).length);
      if (isLoading) setImmediate(watch);
    };
    watch();
    await loadExpressParts();
    isLoading = false;
    require('express');
    const all = Object.keys(cache).length;
    loaded.push(all);
    const turns = loaded.slice(1).map((count, turn) => count - (loaded[turn] ?? 0));
    expect(all).toBeGreaterThan(60);
    expect(Math.max(...turns)).toBeLessThan(all / 2);
  } finally {
    isLoading = false;
    for (const path of Object.keys(cache)) Reflect.deleteProperty(cache, path);
    Object.assign(cache, known);
  }
});
