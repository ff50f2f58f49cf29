/** Faults as a caller meets them, on a real socket. */
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startMock, type FaultRule, type RunningMock } from '../../mock/index.js';

async function start(...faults: (FaultRule | string)[]): Promise<RunningMock> {
  const mock = await startMock({ port: 0, clients: 20, apps: false, faults });
  onTestFinished(() => mock.close());
  return mock;
}

/** From here on, delays, drips and time limits of the mock end only when a test says so. */
function stopTimers(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
}

/** The code of the error that Node's own client ends with, and what it had read by then. */
async function readRaw(url: string): Promise<{ code: string; text: string; length: number }> {
  let text = '';
  let length = NaN;
  const asked = request(url, { agent: false }).end();
  try {
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    length = Number(response.headers['content-length']);
    for await (const chunk of response) text += String(chunk);
    return { code: 'none', text, length };
  } catch (error) {
    return { code: (error as NodeJS.ErrnoException).code ?? String(error), text, length };
  }
}

test('a reset is a reset connection', async () => {
  const mock = await start('reset');
  expect((await readRaw(`${mock.url}/clients`)).code).toBe('ECONNRESET');
});

test.each(['truncate=0', 'truncate=10', 'truncate=50%'])(
  '%s ends the connection before what was announced has come',
  async (fault) => {
    const mock = await start(fault);
    const { code, text, length } = await readRaw(`${mock.url}/clients`);
    expect(code).toBe('ECONNRESET');
    const sent = { 'truncate=0': 0, 'truncate=10': 10 }[fault] ?? Math.floor(length / 2);
    expect(Buffer.byteLength(text)).toBe(sent);
    expect(length).toBeGreaterThan(10_000);
    await expect(fetch(`${mock.url}/clients`).then((answer) => answer.text())).rejects.toThrow();
  },
);

test('a reset waits for its delay', async () => {
  const mock = await start('reset delay=60000');
  stopTimers();
  const answer = readRaw(`${mock.url}/clients`);
  await expect.poll(() => vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect((await answer).code).toBe('ECONNRESET');
});

test('a drip of a truncated body sends the part, and then ends the connection', async () => {
  const mock = await start('drip=100 truncate=12');
  const { code, text } = await readRaw(`${mock.url}/clients`);
  expect([code, text.length]).toEqual(['ECONNRESET', 12]);
});

test('a drip sends the headers and a first part, and the rest in its time', async () => {
  const mock = await start('drip=300');
  stopTimers();
  const answer = await fetch(`${mock.url}/clients`);
  const reader = answer.body!.getReader();
  const first = await reader.read();
  expect(first.done).toBe(false);
  await vi.advanceTimersByTimeAsync(200);
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(100);
  expect(vi.getTimerCount()).toBe(0);
  const parts = [first.value!];
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    parts.push(next.value);
  }
  expect(JSON.parse(Buffer.concat(parts).toString())).toMatchObject({ data: { length: 20 } });
});

test('a delay holds back the whole answer', async () => {
  const mock = await start('delay=150');
  stopTimers();
  const answer = fetch(`${mock.url}/clients`);
  await mock.journal.waitFor({ count: 1, path: '/clients' });
  await vi.advanceTimersByTimeAsync(149);
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect((await answer).status).toBe(200);
});

test('a caller that hangs can give up, and closing the mock waits for none of them', async () => {
  const mock = await start('GET /clients hang');
  const caller = new AbortController();
  const givenUp = fetch(`${mock.url}/clients`, { signal: caller.signal });
  await mock.journal.waitFor({ count: 1, path: '/clients' });
  caller.abort();
  await expect(givenUp).rejects.toThrow(/abort/);
  const hanging = fetch(`${mock.url}/clients`);
  const lost = hanging.then(
    () => 'answered',
    () => 'lost',
  );
  await mock.journal.waitFor({ count: 2, path: '/clients' });
  stopTimers(); // closing by force waits for one
  await mock.close();
  expect(await lost).toBe('lost');
});

test('more than a thousand hanging answers are reset', async () => {
  const mock = await start('hang');
  const controller = new AbortController();
  const { signal } = controller;
  const outcomes = Array.from({ length: 1005 }, () =>
    fetch(`${mock.url}/clients`, { signal }).catch((error: unknown) => (error as Error).name),
  );
  await mock.journal.waitFor({ count: 1005, timeout: '1h' });
  const reset = outcomes.map((outcome, index) => outcome.then(() => index));
  // The five that are reset fail by themselves; the others last until they are given up.
  const seen = new Set<number>();
  while (seen.size < 5) {
    seen.add(await Promise.race(reset.filter((_, index) => !seen.has(index))));
  }
  controller.abort();
  const names = await Promise.all(outcomes);
  expect(names.filter((name) => name === 'TypeError')).toHaveLength(5);
  expect(names.filter((name) => name === 'AbortError')).toHaveLength(1000);
});

test('Prefer comes through, and its answer can be read by pages', async () => {
  const mock = await start();
  const headers = { Prefer: 'code=500, delay=50', Origin: 'http://dashboard.test' };
  const answer = await fetch(`${mock.url}/clients`, { headers });
  expect(answer.status).toBe(500);
  expect(answer.headers.get('preference-applied')).toBe('code=500, delay=50');
  const exposed = answer.headers.get('access-control-expose-headers');
  expect(exposed).toContain('preference-applied');
  expect(exposed).toContain('x-mock-explain');
});

test('the control API sets, counts and clears the faults of one sandbox', async () => {
  const mock = await start();
  const control = new URL('/__mock/faults', mock.url);
  const headers = { 'X-Mock-Sandbox': 'a' };
  const body = JSON.stringify({ faults: ['GET /clients nth=2 status=503'] });
  expect((await fetch(control, { method: 'PUT', headers, body })).status).toBe(200);
  const ask = async (init: RequestInit): Promise<number> =>
    (await fetch(`${mock.url}/clients?_limit=1`, init)).status;
  expect([await ask({ headers }), await ask({}), await ask({}), await ask({ headers })]).toEqual([
    200, 200, 200, 503,
  ]);
  expect(await (await fetch(control, { headers })).json()).toEqual({
    faults: [
      {
        rule: { match: { method: 'GET', path: '/clients', nth: 2 }, do: { status: 503 } },
        matched: 2,
        applied: 1,
      },
    ],
  });
  expect(await (await fetch(control, { method: 'DELETE', headers })).json()).toEqual({
    faults: [],
  });
});

test('a bad rule is a 400 that names the field, and changes nothing', async () => {
  const mock = await start('/clients/x reset');
  const control = new URL('/__mock/faults', mock.url);
  const body = JSON.stringify({ faults: [{ do: { delay: 'soon' } }] });
  const answer = await fetch(control, { method: 'PUT', body });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ field: 'faults[0].do.delay' });
  expect(mock.faults.rules).toHaveLength(1);
});

test('a program sets and clears faults, and a reset brings back those of the start', async () => {
  const mock = await start('GET /clients status=500');
  const status = async (): Promise<number> => (await fetch(`${mock.url}/clients`)).status;
  mock.faults.set({ match: { path: '/clients' }, do: { status: 429 } });
  expect(await status()).toBe(429);
  expect(mock.faults.counts()).toEqual([{ matched: 1, applied: 1 }]);
  mock.faults.clear();
  expect(await status()).toBe(200);
  mock.reset();
  expect(await status()).toBe(500);
  expect(() => mock.faults.set('GET /clients stauts=1')).toThrow(/Option faults\[0\]: expected/);
});
