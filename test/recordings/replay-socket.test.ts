import { expect, test } from 'vitest';
import { startMock } from '../../mock/index.js';
import { fileOf, headersOf, optionsOf, readRecording, RECORDINGS } from './recording.js';
import { replay } from './replay.js';
import { sendRaw } from './socket.js';

test.for(RECORDINGS)(
  'Express answers $name through a socket as the broker did',
  async ({ name, dialect, exchanges }) => {
    const recording = readRecording(name);
    // The population is read from the file, as `--from` reads it.
    const options = { ...optionsOf(recording, dialect), clients: undefined };
    await using mock = await startMock({ ...options, from: fileOf(name), port: 0 });
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
