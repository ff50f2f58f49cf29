import { hostname } from 'node:os';
import { isObject } from '../core/schema.js';

/** The process that holds a lock. */
interface Holder {
  readonly pid: number;
  readonly host: string;
}

/** The content of a lock file of this process. */
export const ownHolderText = (): string =>
  `${JSON.stringify({ pid: process.pid, host: hostname() } satisfies Holder)}\n`;

/** `undefined`: the process was killed before it wrote its name. */
export function holderOf(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value)) return undefined;
    const { pid, host } = value;
    const isHolder = Number.isInteger(pid) && Number(pid) > 0 && typeof host === 'string';
    return isHolder ? { pid: Number(pid), host } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the process may run; one on another host cannot be seen. */
export function isAlive({ pid, host }: Holder): boolean {
  if (host !== hostname()) return true;
  // The number of an earlier process: this one holds no such lock.
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
