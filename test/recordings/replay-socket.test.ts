import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startMock } from '../../mock/index.js';
import { headersOf, optionsOf, readRecording, RECORDINGS } from './recording.js';
import { replay } from './replay.js';
import { sendRaw } from './socket.js';

const folder = mkdtempSync(join(tmpdir(), 'recordings-'));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

test.for(RECORDINGS)(
  'Express answers $name through a socket as the broker did',
  async ({ name, exchanges }) => {
    const recording = readRecording(name);
    // The population is read from a file, as `--from` reads it.
    const { clients, ...options } = optionsOf(recording, name);
    const from = join(folder, `${name}.json`);
    writeFileSync(from, JSON.stringify({ ...recording, population: clients }));
    await using mock = await startMock({ ...options, from, port: 0 });
    const result = await replay(recording, (from, exchange) => {
      return sendRaw(mock.port, exchange.request, headersOf(from, exchange));
    });
    process.stdout.write(
      `${name} through a socket: ${result.agree} of ${exchanges} exchanges agree\n`,
    );
    expect(result.problems).toEqual([]);
    expect(result.agree).toBe(exchanges);
    expect(result.pagedQueries).toBeGreaterThan(10);
  },
);
