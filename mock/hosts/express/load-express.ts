import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';

/** What takes longest of loading Express: paths of packages, each needed by the one before. */
const PARTS = [
  ['express', 'body-parser', 'debug'],
  ['express', 'body-parser', 'http-errors'],
  ['express', 'body-parser', 'iconv-lite'],
  ['express', 'body-parser', 'type-is'],
  ['express', 'body-parser', 'qs'],
  ['express', 'body-parser'],
  ['express', 'router'],
  ['express', 'send'],
  ['express', 'proxy-addr'],
];

/**
 * Loads what Express needs part by part, with other requests in between: in one go, it would hold
 * them up for 60 ms.
 */
export async function loadExpressParts(): Promise<void> {
  for (const path of PARTS) {
    loadPart(path);
    await setImmediate();
  }
}

/** A package manager may keep a package where only those that need it find it. */
function loadPart(path: readonly string[]): void {
  let require = createRequire(import.meta.url);
  try {
    for (const name of path.slice(0, -1)) require = createRequire(require.resolve(name));
    require(path.at(-1) ?? '');
  } catch {
    // Another release of Express does not need it.
  }
}
