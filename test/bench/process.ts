import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const BIN = join(import.meta.dirname, '../../dist/mock/bin.js');

/** Time and memory of a started `emqx-mock`. */
export interface Start {
  /** From the start of the process to its first line of output. */
  readonly readyMs: number;
  /** The same as CPU time. */
  readonly readyCpuMs: number;
  /** Resident megabytes when ready, the peak until then, and after some requests. */
  readonly readyMb: number;
  readonly peakMb: number;
  readonly usedMb: number;
}

/** Starts the built command, sends a page request and some searches, and stops it. */
export async function measureStart(clients: number): Promise<Start> {
  if (!existsSync(BIN)) throw new Error(`Failed to find ${BIN}: run \`npm run build\` first.`);
  const started = performance.now();
  const args = [BIN, '--port', '0', '--clients', String(clients), '--no-auth', '--log', 'json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const readyMs = performance.now() - started;
    const { url } = JSON.parse(line) as { url: string };
    const ready = memoryOf(child.pid);
    const readyCpuMs = cpuMsOf(child.pid);
    for (const query of ['_limit=100', '_like_clientid=zzzz', '_like_username=zzzz', '']) {
      await (await fetch(`${url}/clients?${query}`)).text();
    }
    return {
      readyMs,
      readyCpuMs,
      readyMb: ready.VmRSS,
      peakMb: ready.VmHWM,
      usedMb: memoryOf(child.pid).VmRSS,
    };
  } finally {
    child.kill();
    await once(child, 'close');
  }
}

/** From /proc, in kilobytes; `NaN` on other systems than Linux. */
export function memoryOf(pid: number | undefined): { VmRSS: number; VmHWM: number } {
  const path = `/proc/${String(pid)}/status`;
  const status = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const read = (name: string): number => {
    return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? NaN) / 1000;
  };
  return { VmRSS: read('VmRSS'), VmHWM: read('VmHWM') };
}

/** User and system time so far, from /proc, in hundredths of a second. */
export function cpuMsOf(pid: number | undefined): number {
  const path = `/proc/${String(pid)}/stat`;
  const stat = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11] ?? NaN) + Number(fields[12] ?? NaN)) * 10;
}
