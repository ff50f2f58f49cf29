import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { AUTHORIZATION, type RunningPeer } from './server.js';
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

const hasWrk = (process.env['PATH'] ?? '')
  .split(delimiter)
  .some((folder) => folder !== '' && existsSync(join(folder, 'wrk')));

/** wrk where it is installed, since it takes less of the machine; else autocannon. */
export const GENERATOR = hasWrk ? 'wrk' : 'autocannon';

const METHODS = { list: 'GET', lookup: 'GET', kick: 'DELETE' } as const;

/** Sends the requests in turn, over 10 connections that are kept, for some seconds. */
export async function sendLoad(
  server: RunningPeer,
  requests: readonly BenchRequest[],
  { seconds, folder }: { readonly seconds: number; readonly folder: string },
): Promise<Round> {
  const sent = requests.flatMap((request) => {
    const path = server.peer.path(request);
    return path === undefined ? [] : [{ method: METHODS[request.kind], path }];
  });
  const before = server.cpuMs();
  const counted = hasWrk
    ? await runWrk(server.url, sent, seconds, folder)
    : await runAutocannon(server.url, sent, seconds, folder);
  const cpuMs = server.cpuMs() - before;
  return {
    perSecond: counted.perSecond,
    cpuUsPerRequest: (cpuMs * 1000) / (counted.perSecond * seconds),
    failed: counted.failed,
  };
}

type SentRequests = readonly { readonly method: string; readonly path: string }[];

async function runAutocannon(
  url: string,
  requests: SentRequests,
  seconds: number,
  folder: string,
): Promise<{ perSecond: number; failed: number }> {
  const file = join(folder, 'requests.json');
  writeFileSync(file, JSON.stringify({ requests, authorization: AUTHORIZATION }));
  const script = join(import.meta.dirname, 'autocannon.mjs');
  const { stdout } = await run(process.execPath, [script, url, String(seconds), file]);
  return JSON.parse(stdout) as { perSecond: number; failed: number };
}

async function runWrk(
  url: string,
  requests: SentRequests,
  seconds: number,
  folder: string,
): Promise<{ perSecond: number; failed: number }> {
  const file = join(folder, 'requests.lua');
  const lines = requests.map(
    ({ method, path }) => `wrk.format(${JSON.stringify(method)}, ${JSON.stringify(path)})`,
  );
  writeFileSync(
    file,
    [
      `wrk.headers["authorization"] = ${JSON.stringify(AUTHORIZATION)}`,
      'local requests = {}',
      'local turn = 0',
      `init = function() requests = { ${lines.join(', ')} } end`,
      'request = function() turn = turn % #requests + 1 return requests[turn] end',
    ].join('\n'),
  );
  const duration = `${Math.max(1, Math.round(seconds))}s`;
  const { stdout } = await run('wrk', ['-t1', '-c10', `-d${duration}`, '-s', file, url]);
  const read = (pattern: RegExp): number => Number(pattern.exec(stdout)?.[1] ?? 0);
  return {
    perSecond: read(/Requests\/sec:\s+([\d.]+)/),
    failed: read(/Non-2xx or 3xx responses: (\d+)/) + read(/Socket errors: connect (\d+)/),
  };
}
