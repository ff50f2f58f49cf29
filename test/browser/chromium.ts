import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** @throws {Error} if there is no browser, with the paths that were tried. */
export function chromiumPath(env: NodeJS.ProcessEnv): string {
  const given = env['CHROMIUM_PATH'];
  const found = (given === undefined ? PLACES : [given]).find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new Error(
    given === undefined
      ? `Failed to find Chromium: expected it at one of ${PLACES.join(', ')}. ` +
          'Install it (Debian: apt-get install chromium), or set CHROMIUM_PATH.'
      : `Failed to find Chromium: CHROMIUM_PATH is ${given}, which does not exist.`,
  );
}

/** Starts Chromium with a new profile and without requests of its own. */
function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(process.env),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Opens pages and profiles in a browser that a file's tests share. */
export type SharedBrowser = Pick<Browser, 'newContext' | 'newPage'>;

/** Chromium for all tests of a file: it starts before the first and stops after the last. */
export function useChromium(): SharedBrowser {
  let browser: Browser | undefined;
  const started = (): Browser => {
    if (browser) return browser;
    throw new Error('Failed to use Chromium: expected a test or a hook, after beforeAll().');
  };
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());
  return {
    newContext: (options) => started().newContext(options),
    newPage: (options) => started().newPage(options),
  };
}
