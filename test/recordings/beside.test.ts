/** The paths beside `/clients`, as six real brokers answered them. */
import { expect, test } from 'vitest';
import { createMock } from '../../mock/index.js';
import { startMock } from '../../mock/index.js';
import type { Answer } from './agreement.js';
import {
  BESIDE,
  besideDifferences,
  besideOptions,
  EXCEPTIONS,
  readBeside,
  type BesideRecording,
} from './beside.js';
import { headersOf, type Exchange, type Recording } from './recording.js';
import { sendRaw } from './socket.js';

type Ask = (exchange: Exchange, headers: Record<string, string>) => Answer | Promise<Answer>;

/** Replays the exchanges in order; returns what differs, by the ids of the exchanges. */
async function replay(recording: BesideRecording, ask: Ask) {
  const problems: string[] = [];
  const differing: string[] = [];
  for (const exchange of recording.exchanges) {
    const answer = await ask(exchange, headersOf(recording as unknown as Recording, exchange));
    const found = besideDifferences(exchange, answer);
    if (found.length > 0) differing.push(exchange.id);
    if (!Object.hasOwn(EXCEPTIONS, exchange.id)) problems.push(...found);
  }
  return { problems, differing };
}

/** The exceptions that the recording has: releases before 4.2 have no such alarms. */
const exceptionsOf = (name: string): string[] =>
  Object.keys(EXCEPTIONS).filter((id) => id !== 'alarms' || !/-4\.[01]\./.test(name));

test.for(BESIDE)('the mock answers %s beside /clients as the broker did', async (name) => {
  const recording = readBeside(name);
  expect(recording.exchanges).toHaveLength(101);
  const mock = createMock(besideOptions(recording, name));
  const { problems, differing } = await replay(recording, ({ request }, headers) => {
    const [path = '', ...query] = request.path.split('?');
    const { method, body } = request;
    return mock.handle({
      method,
      path,
      query: query.join('?'),
      headers,
      ...(body !== undefined && { body }),
    });
  });
  expect(problems).toEqual([]);
  // Every exception is needed.
  expect(differing.sort()).toEqual(exceptionsOf(name).sort());
});

test.for(BESIDE)('Express answers %s beside /clients through a socket', async (name) => {
  const recording = readBeside(name);
  await using mock = await startMock({ ...besideOptions(recording, name), port: 0 });
  const { problems, differing } = await replay(recording, ({ request }, headers) => {
    return sendRaw(mock.port, request, headers);
  });
  expect(problems).toEqual([]);
  expect(differing.sort()).toEqual(exceptionsOf(name).sort());
});
