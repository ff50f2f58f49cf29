/**
 * A mock that reports on itself: when it was ready, its memory, how long a request takes in it, and
 * the longest time that its event loop was held. Called by test/bench/million.ts over IPC.
 */
import { Buffer } from 'node:buffer';
import { existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers';
import { startMock } from '../../../dist/mock/index.js';

const mock = await startMock(JSON.parse(process.argv[2] ?? '{}'));
const readyMs = performance.now();
const megabytes = (name) =>
  Number(
    new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync('/proc/self/status', 'utf8'))?.[1],
  ) / 1000;
const { user, system } = process.cpuUsage();

/** Linux counts what a thread has run, which the other work of a busy machine does not change. */
const STATISTICS = `/proc/self/task/${process.pid}/schedstat`;
const statistics = existsSync(STATISTICS) ? openSync(STATISTICS, 'r') : undefined;
const buffer = Buffer.alloc(64);
/** Milliseconds that the event loop has run; without such statistics, by the clock. */
function ranMs() {
  if (statistics === undefined) return performance.now();
  const length = readSync(statistics, buffer, 0, buffer.length, 0);
  return Number(buffer.toString('latin1', 0, length).split(' ', 1)[0]) / 1e6;
}

/** Milliseconds between two beats; what runs in between holds the event loop. */
const BEAT = 1;
let last = { at: performance.now(), ran: ranMs() };
let longest = 0;
let began = last.ran;
function beat() {
  const now = { at: performance.now(), ran: ranMs() };
  longest = Math.max(longest, Math.min(now.at - last.at - BEAT, now.ran - last.ran));
  last = now;
  setTimeout(beat, BEAT);
}
beat();

/** Runs each in turn, without a socket. Milliseconds of each. */
function timeEach(all, run) {
  return all.map((each) => {
    const [at, used] = [performance.now(), process.cpuUsage()];
    run(each);
    const { user, system } = process.cpuUsage(used);
    return Math.min(performance.now() - at, (user + system) / 1000);
  });
}

const COMMANDS = {
  state: () => ({ residentMb: megabytes('VmRSS'), heapMb: process.memoryUsage().heapUsed / 1e6 }),
  handle: ({ requests, expected }) =>
    timeEach(requests, (request) => {
      const { status } = mock.handle(request);
      if (status !== expected) throw new Error(`${JSON.stringify(request)}: HTTP ${status}`);
    }),
  add: ({ clientids }) => timeEach(clientids, (clientid) => mock.clients.add({ clientid })),
  reset: () => {
    longest = 0;
    began = ranMs();
  },
  /** What the requests since then have held at most, and taken together. */
  held: () => ({ longest, ran: ranMs() - began }),
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
