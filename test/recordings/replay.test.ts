import { expect, test } from 'vitest';
import { createMock, startMock, type Mock } from '../../mock/index.js';
import { differencesOf, type Answer } from './agreement.js';
import { PageWatch } from './pages.js';
import {
  fileOf,
  headersOf,
  optionsOf,
  readRecording,
  RECORDINGS,
  type Exchange,
  type Recording,
} from './recording.js';
import { sendRaw } from './socket.js';

type Ask = (recording: Recording, exchange: Exchange) => Answer | Promise<Answer>;

async function replay(
  recording: Recording,
  ask: Ask,
): Promise<{ agree: number; pagedQueries: number; problems: string[] }> {
  const watch = new PageWatch();
  const problems: string[] = [];
  let agree = 0;
  for (const exchange of recording.exchanges) {
    const answer = await ask(recording, exchange);
    const found = differencesOf(exchange, answer);
    if (found.length === 0) {
      agree++;
      watch.note(exchange, answer.body);
    }
    const { method, path } = exchange.request;
    problems.push(...found.map((text) => `${exchange.id} (${method} ${path}): ${text}`));
  }
  const pages = watch.judge();
  return { agree, pagedQueries: pages.queries, problems: [...problems, ...pages.problems] };
}

function ask(mock: Mock): Ask {
  return (recording, exchange) => {
    const { method, path, body } = exchange.request;
    const [before = '', ...query] = path.split('?');
    return mock.handle({
      method,
      path: before,
      query: query.join('?'),
      headers: headersOf(recording, exchange),
      ...(body !== undefined && { body }),
    });
  };
}

test.for(RECORDINGS)(
  'the mock answers $name as the broker did',
  async ({ name, dialect, exchanges }) => {
    const recording = readRecording(name);
    const result = await replay(recording, ask(createMock(optionsOf(recording, dialect))));
    process.stdout.write(`${name}: ${result.agree} of ${exchanges} exchanges agree\n`);
    expect(result.problems).toEqual([]);
    expect(result.agree).toBe(exchanges);
    expect(result.pagedQueries).toBeGreaterThan(10);
  },
);

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
