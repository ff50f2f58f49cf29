import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../contracts/cli/main.js';
import { runMain } from '../support/run-main.js';
import { WAYS } from './ways.js';

/** The commands that reach for the list first, with a base URL. */
const COMMANDS = ['check', 'identify', 'snapshot', 'diff', 'record', 'cleanup'] as const;

const MORE: Readonly<Record<string, (good: string) => readonly string[]>> = {
  snapshot: (good) => ['--out', good],
  record: (good) => ['--out', good],
  cleanup: () => ['--prefix', 'ck-5f0c1a-', '--yes'],
};

describe.concurrent('what is in the way is named, and no rule accuses the broker of it', () => {
  test.for(WAYS)('$name', async (way) => {
    const folder = await mkdtemp(join(tmpdir(), 'way-'));
    const good = join(folder, 'clients.json');
    await writeFile(good, 'a good snapshot');
    const obstacle = await way.start();
    const base = (way.url ?? ((host: string) => `http://${host}/api/v4`))(obstacle.host);
    try {
      await Promise.all(
        COMMANDS.map(async (command) => {
          const urls = command === 'diff' ? [base, base] : [base];
          const more = MORE[command]?.(good) ?? [];
          const { code, stdout, stderr } = await runMain(
            main,
            [command, ...urls, ...(way.args ?? []), ...more],
            way.user === '' ? {} : { EMQX_CONTRACT_USER: way.user ?? 'app_id:app_secret' },
          );
          const told = `${command}: ${stderr}`;
          for (const part of way.says) expect(told).toContain(part);
          expect(told).toMatch(/^\w+: error: [^\n]+\n$/);
          // Texts and codes of OpenSSL, Node and undici name the library's trouble.
          expect(told).not.toMatch(/SSL routines|:error:|\bE[A-Z]{4,}\b|UND_ERR|HPE_|hunter2/);
          expect(stdout).not.toMatch(/fail/i);
          expect(code).toBe(way.code);
        }),
      );
      expect(await readFile(good, 'utf8')).toBe('a good snapshot');
    } finally {
      await obstacle.close();
      await rm(folder, { recursive: true });
    }
  });
});
