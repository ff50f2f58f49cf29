/** Prints the files of mock/ in which a function runs while one list request is answered. */
import { Agent, get } from 'node:http';
import { Session } from 'node:inspector/promises';
import { startMock } from '../../mock/index.js';

await using mock = await startMock({ port: 0, now: '2026-03-01T12:00:00Z' });
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const request = (): Promise<void> =>
  new Promise((resolve) => {
    const url = `${mock.url}/clients?_page=2&_limit=5&conn_state=connected`;
    get(url, { agent, headers: mock.authorization }, (response) => {
      response.resume().once('end', resolve);
    });
  });
const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
// The first request also formats its rows, which are kept as text.
await request();
await session.post('Profiler.takePreciseCoverage');
await request();
const { result } = await session.post('Profiler.takePreciseCoverage');
session.disconnect();
agent.destroy();

const root = new URL('../../', import.meta.url).href;
const files = result
  .filter(({ functions }) => functions.some(({ ranges }) => (ranges[0]?.count ?? 0) > 0))
  .filter(({ url }) => url.startsWith(`${root}mock/`))
  .map(({ url }) => url.slice(root.length));
console.log(JSON.stringify(files));
