import { expect, test } from 'vitest';
import { createMock } from '../../mock/index.js';
import type { Mock } from '../../mock/mock.js';
import { headersOf, optionsOf, readRecording, RECORDINGS } from './recording.js';
import { replay, type Ask } from './replay.js';

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

test.for(RECORDINGS)('the mock answers $name as the broker did', async ({ name, exchanges }) => {
  const recording = readRecording(name);
  const result = await replay(recording, ask(createMock(optionsOf(recording, name))));
  process.stdout.write(`${name}: ${result.agree} of ${exchanges} exchanges agree\n`);
  expect(result.problems).toEqual([]);
  expect(result.agree).toBe(exchanges);
  expect(result.pagedQueries).toBeGreaterThan(10);
});
