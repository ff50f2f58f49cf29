import { expect, test } from 'vitest';
import { EventStream } from '../../../mock/control/events/event-stream.js';

const streamOf = (ended: string[] = []): EventStream =>
  new EventStream(
    () => ended.push('ended'),
    () => 'resync\n',
  );

test('a caller that reads gets every event', async () => {
  const stream = streamOf();
  stream.send('1\n');
  stream.send('2\n');
  expect(await stream.next()).toEqual({ done: false, value: '1\n2\n' });
  const next = stream.next();
  stream.send('3\n');
  expect(await next).toEqual({ done: false, value: '3\n' });
});

test('a caller that does not read gets one event in place of those that it was too slow for', async () => {
  const stream = streamOf();
  const event = `${'x'.repeat(100_000)}\n`;
  for (let sent = 0; sent < 1000; sent++) stream.send(event);
  const { value = '' } = await stream.next();
  expect(value.startsWith('resync\n')).toBe(true);
  expect(value.length).toBeLessThanOrEqual(1024 * 1024);
  stream.send('later\n');
  expect(await stream.next()).toEqual({ done: false, value: 'later\n' });
});

test('what waits is sent before the end, and nothing after it', async () => {
  const ended: string[] = [];
  const stream = streamOf(ended);
  stream.send('last\n');
  stream.end();
  stream.send('too late\n');
  expect(await stream.next()).toEqual({ done: false, value: 'last\n' });
  expect(await stream.next()).toEqual({ done: true, value: undefined });
  expect(ended).toEqual(['ended']);
});

test('a caller that goes away ends the stream, also while it waits', async () => {
  const ended: string[] = [];
  const stream = streamOf(ended);
  const next = stream.next();
  await stream.return();
  expect(await next).toEqual({ done: true, value: undefined });
  expect(ended).toEqual(['ended']);
});
