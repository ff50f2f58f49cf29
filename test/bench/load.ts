import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { Pool } from 'undici';
import type { RunningPeer } from './server.js';
import type { BenchRequest } from './scenes.js';

const run = promisify(execFile);

/** One round of load. */
export interface Round {
  readonly perSecond: number;
  /** CPU time of the server, which other work on the machine changes little. Microseconds. */
  readonly cpuUsPerRequest: number;
  /** Answers that were not 2xx, and connections that failed. */
  readonly failed: number;
}

/** What is sent in turn, over `CONNECTIONS` connections that are kept. */
interface Load {
  readonly url: string;
  readonly requests: readonly { readonly method: string; readonly path: string }[];
  readonly headers: Readonly<Record<string, string>>;
  readonly seconds: number;
  /** For files of the load generator. */
  readonly folder: string;
}

interface Counted {
  readonly perSecond: number;
  readonly failed: number;
}

const CONNECTIONS = 10;
const METHODS = { list: 'GET', lookup: 'GET', kick: 'DELETE' } as const;

const hasWrk = (process.env['PATH'] ?? '')
  .split(delimiter)
  .some((folder) => folder !== '' && existsSync(join(folder, 'wrk')));

/**
 * Sends load. `undici` needs no package of test/bench and less than a second, but takes more of the
 * machine than a fast server: what it counts is a check, not a measurement.
 */
const GENERATORS = {
  wrk: sendWithWrk,
  autocannon: sendWithAutocannon,
  undici: sendWithUndici,
};
export type GeneratorName = keyof typeof GENERATORS;

/** wrk where it is installed, since it takes less of the machine. */
export const BEST_GENERATOR: GeneratorName = hasWrk ? 'wrk' : 'autocannon';

export async function sendLoad(
  server: RunningPeer,
  requests: readonly BenchRequest[],
  {
    generator,
    ...how
  }: Pick<Load, 'headers' | 'seconds' | 'folder'> & { generator: GeneratorName },
): Promise<Round> {
  const sent = requests.flatMap((request) => {
    const path = server.peer.path(request);
    return path === undefined ? [] : [{ method: METHODS[request.kind], path }];
  });
  const before = server.cpuMs();
  const counted = await GENERATORS[generator]({ url: server.url, requests: sent, ...how });
  const cpuMs = server.cpuMs() - before;
  return { ...counted, cpuUsPerRequest: (cpuMs * 1000) / (counted.perSecond * how.seconds) };
}

async function sendWithUndici({ url, requests, headers, seconds }: Load): Promise<Counted> {
  const pool = new Pool(url, { connections: CONNECTIONS });
  const started = performance.now();
  const end = started + seconds * 1000;
  let turn = 0;
  let failed = 0;
  const sendInTurn = async (): Promise<void> => {
    while (performance.now() < end) {
      const { method = 'GET', path = '/' } = requests[turn++ % requests.length] ?? {};
      try {
        const { statusCode, body } = await pool.request({ method, path, headers });
        await body.dump({ limit: Infinity });
        if (statusCode < 200 || statusCode > 299) failed++;
      } catch {
        failed++;
      }
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, sendInTurn));
  const took = performance.now() - started;
  await pool.close();
  return { perSecond: (turn * 1000) / took, failed };
}

async function sendWithAutocannon({ url, folder, ...load }: Load): Promise<Counted> {
  const file = join(folder, 'load.json');
  writeFileSync(file, JSON.stringify({ url, connections: CONNECTIONS, ...load }));
  const script = join(import.meta.dirname, 'autocannon.mjs');
  const { stdout } = await run(process.execPath, [script, file]);
  return JSON.parse(stdout) as Counted;
}

async function sendWithWrk({ url, requests, headers, seconds, folder }: Load): Promise<Counted> {
  const file = join(folder, 'requests.lua');
  const text = JSON.stringify;
  const formats = requests.map(({ method, path }) => `wrk.format(${text(method)}, ${text(path)})`);
  writeFileSync(
    file,
    [
      ...Object.entries(headers).map(
        ([name, value]) => `wrk.headers[${text(name)}] = ${text(value)}`,
      ),
      'local requests = {}',
      'local turn = 0',
      `init = function() requests = { ${formats.join(', ')} } end`,
      'request = function() turn = turn % #requests + 1 return requests[turn] end',
    ].join('\n'),
  );
  // wrk knows whole seconds only.
  const duration = `${Math.max(1, Math.round(seconds))}s`;
  const { stdout } = await run('wrk', [
    '-t1',
    `-c${CONNECTIONS}`,
    `-d${duration}`,
    '--timeout',
    '60s',
    '-s',
    file,
    url,
  ]);
  const read = (pattern: RegExp): number => Number(pattern.exec(stdout)?.[1] ?? 0);
  const [, connect, reading, write, timeout] =
    /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(stdout) ?? [];
  const broken = [connect, reading, write, timeout].reduce((sum, n) => sum + Number(n ?? 0), 0);
  return {
    perSecond: read(/Requests\/sec:\s+([\d.]+)/),
    failed: read(/Non-2xx or 3xx responses: (\d+)/) + broken,
  };
}
