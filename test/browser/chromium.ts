import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

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
export function launchChromium(): Promise<Browser> {
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
