/** Set-up of the tests of dist: checks that it exists, and warns if it is older than the sources. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Time of the last change of a file with that ending in the folder, in epoch milliseconds. */
function newest(folder: string, ending: string): number {
  const path = join(root, folder);
  if (!existsSync(path)) return 0;
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .reduce((latest, file) => Math.max(latest, statSync(join(path, file)).mtimeMs), 0);
}

/** Called by vitest, once, before the first test of the project `shipped`. */
export function setup(): void {
  if (!existsSync(join(root, 'dist/mock/bin.js'))) {
    throw new Error(
      'Failed to find dist/mock/bin.js: these tests run the built package. Run `npm run build`.',
    );
  }
  const sources = Math.max(
    ...['mock', 'openapi', 'contracts'].map((folder) => newest(folder, '.ts')),
  );
  if (sources > newest('dist', '.js')) {
    console.warn('dist is older than the sources: run `npm run build` to test your changes.');
  }
}
