import { existsSync, readFileSync } from 'node:fs';

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
