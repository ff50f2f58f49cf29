import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Peer, Stage } from './peers.js';
import { cpuMsOf, memoryOf } from './process.js';

/** What every request carries; only the mock asks for it. */
export const AUTHORIZATION = `Basic ${Buffer.from('app_id:app_secret').toString('base64')}`;
export const CALLER = { authorization: AUTHORIZATION };
/** A page of another origin, as a browser sends its requests. */
export const PAGE = { ...CALLER, origin: 'http://dashboard.example:3000' };

/** A server in a process of its own. */
export interface RunningPeer {
  readonly peer: Peer;
  readonly url: string;
  /** From the start of the process to its first answer. Milliseconds. */
  readonly startMs: number;
  /** So far, user and system. Milliseconds. */
  cpuMs(): number;
  /** Resident megabytes. */
  memoryMb(): number;
  stop(): Promise<void>;
}

/** The longest time until the first answer. */
const START_MS = 120_000;

/** @throws {Error} if it ends, or does not answer. */
export async function startPeer(peer: Peer, stage: Omit<Stage, 'port'>): Promise<RunningPeer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const [file = '', ...args] = peer.command({ ...stage, port });
  const started = performance.now();
  const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.on(
    'data',
    (part: Buffer) => (complaint = (complaint + part.toString()).slice(-2000)),
  );
  const path = peer.path({ kind: 'list', limit: 1 }) ?? '/';
  while (!(await answers(url + path))) {
    if (child.exitCode !== null) throw new Error(`${peer.name} ended: ${complaint}`);
    if (performance.now() - started > START_MS) {
      await stop(child);
      throw new Error(`${peer.name} did not answer within ${START_MS / 1000} s: ${complaint}`);
    }
    await sleep(5);
  }
  return {
    peer,
    url,
    startMs: performance.now() - started,
    cpuMs: () => cpuMsOf(child.pid),
    memoryMb: () => memoryOf(child.pid).VmRSS,
    stop: () => stop(child),
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { headers: CALLER });
    await response.arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'close');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
