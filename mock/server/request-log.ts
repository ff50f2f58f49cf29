import type { MockResponse } from '../core/request-response.js';
import { printable } from '../shared/printable.js';
import { truncate } from '../shared/truncate.js';

export const LOG_FORMATS = ['pretty', 'json', 'silent'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

/** What the hosts report: requests, errors, and other events. */
export interface RequestLog {
  /** Absent if no request is logged. */
  request?(
    request: { readonly method: string; readonly url: string },
    response: MockResponse,
    ms: number,
  ): void;
  error(error: unknown): void;
  /** Reports an event that is not a request, such as an MQTT connection. */
  note(event: string, details: Readonly<Record<string, unknown>>): void;
}

/** Characters of a URL that the log shows. */
const MAX_URL = 500;

/**
 * @param write receives whole lines, with their newlines.
 * @param now epoch milliseconds, for the `time` of a JSON line.
 */
export function createLog(
  format: LogFormat,
  write: (line: string) => void,
  now: () => number,
): RequestLog {
  const writeJson = (fields: Readonly<Record<string, unknown>>): void => {
    write(`${printable(JSON.stringify({ time: new Date(now()).toISOString(), ...fields }))}\n`);
  };
  switch (format) {
    case 'silent':
      return { error: () => undefined, note: () => undefined };
    case 'json':
      return {
        request: ({ method, url }, { status, outcome }, ms) => {
          writeJson({
            event: 'request',
            method,
            path: truncate(url, MAX_URL),
            status,
            rows: outcome?.rows,
            ms: round(ms),
          });
        },
        error: (error) => writeJson({ event: 'error', error: describe(error) }),
        note: (event, details) => writeJson({ event, ...details }),
      };
    case 'pretty':
      return {
        request: ({ method, url }, { status, outcome }, ms) => {
          const rows = outcome?.rows;
          const count = rows === undefined ? '' : ` ${rows} ${rows === 1 ? 'row' : 'rows'}`;
          const path = printable(truncate(url, MAX_URL));
          write(`${method.padEnd(6)} ${path} ${status}${count} ${round(ms)} ms\n`);
        },
        error: (error) => {
          // Indented, so that no line of an error can be taken for another entry.
          const lines = describe(error).split('\n').map(printable);
          write(`ERROR  ${lines.join('\n       ')}\n`);
        },
        note: (event, details) => {
          const members = Object.entries(details).map(([key, value]) => `${key}=${String(value)}`);
          write(`${event.padEnd(6)} ${printable(members.join(' '))}\n`);
        },
      };
  }
}

const round = (ms: number): number => Math.round(ms * 100) / 100;

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
