import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** @throws where there is no browser, saying where one was looked for. */
export function chromiumPath(env: NodeJS.ProcessEnv): string {
  const told = env['CHROMIUM_PATH'];
  const found = (told === undefined ? PLACES : [told]).find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new Error(
    told === undefined
      ? `Failed to find Chromium: expected it at one of ${PLACES.join(', ')}. ` +
          'Install it (Debian: apt-get install chromium), or tell where it is in CHROMIUM_PATH.'
      : `Failed to find Chromium: CHROMIUM_PATH is ${told}, where there is no file.`,
  );
}

/** Starts a Chromium with a profile of its own, which looks nothing up on the network. */
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
