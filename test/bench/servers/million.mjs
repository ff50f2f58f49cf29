/**
 * A mock that reports on itself: when it was ready, its memory, how long a request takes in it, and
 * the longest time that its event loop was held. Called by test/bench/million.ts over IPC.
 */
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { startMock } from '../../../dist/mock/index.js';

const mock = await startMock(JSON.parse(process.argv[2] ?? '{}'));
const readyMs = performance.now();
const megabytes = (name) =>
  Number(
    new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync('/proc/self/status', 'utf8'))?.[1],
  ) / 1000;
const { user, system } = process.cpuUsage();

/** Milliseconds between two looks at the clock. */
const RESOLUTION = 1;
const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
delay.enable();

const COMMANDS = {
  state: () => ({ residentMb: megabytes('VmRSS'), heapMb: process.memoryUsage().heapUsed / 1e6 }),
  /** Each request in turn, without a socket. Milliseconds of each. */
  handle: ({ requests }) =>
    requests.map((request) => {
      const started = performance.now();
      const { status } = mock.handle(request);
      const took = performance.now() - started;
      if (status >= 500) throw new Error(`${JSON.stringify(request)}: HTTP ${status}`);
      return took;
    }),
  reset: () => delay.reset(),
  held: () => Math.max(0, delay.max / 1e6 - RESOLUTION),
};

process.on('message', ({ id, command, ...given }) => {
  try {
    process.send?.({ id, result: COMMANDS[command](given) });
  } catch (error) {
    process.send?.({ id, error: String(error) });
  }
});
process.on('disconnect', () => process.exit());
process.send?.({
  id: 0,
  result: {
    url: mock.url,
    controlUrl: mock.controlUrl,
    readyMs,
    cpuMs: (user + system) / 1000,
    peakMb: megabytes('VmHWM'),
    ...COMMANDS.state(),
  },
});
