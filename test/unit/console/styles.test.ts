/** The CSS files of the console: they are one bundle, so a class of one view must not mean another's. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folder = join(import.meta.dirname, '../../../mock/console');

/** The classes that a file styles by themselves: `.card`, and not `.card.empty` or `.row .card`. */
const ownClasses = (css: string): Set<string> =>
  new Set([...css.matchAll(/^\s*\.([\w-]+)(?= \{|,$)/gm)].map(([, name = '']) => name));

test('a class is styled by itself in one file only', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.css') && !file.startsWith('reference'),
  );
  expect(files.length).toBeGreaterThan(5);
  const owners = new Map<string, string[]>();
  for (const file of files) {
    for (const name of ownClasses(readFileSync(join(folder, file), 'utf8'))) {
      owners.set(name, [...(owners.get(name) ?? []), file]);
    }
  }
  expect([...owners].filter(([, in_]) => in_.length > 1)).toEqual([]);
});
