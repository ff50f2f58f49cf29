import type { MockResponse } from '../core/messages.js';

export const LOG_FORMATS = ['pretty', 'json', 'silent'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

/** What a host tells of the requests that it answered. */
export interface RequestLog {
  request(
    request: { readonly method: string; readonly url: string },
    response: MockResponse,
    ms: number,
  ): void;
  error(error: unknown): void;
  /** Something that a user may want to know, and no request. */
  note(event: string, details: Readonly<Record<string, unknown>>): void;
}

/** A URL in the log is cut here: the log is for reading. */
const SHOWN_URL = 500;

/**
 * @param write receives whole lines, newline included.
 * @param now epoch milliseconds, for the time of a line in JSON.
 */
export function createLog(
  format: LogFormat,
  write: (line: string) => void,
  now: () => number,
): RequestLog {
  const record = (fields: Readonly<Record<string, unknown>>): void => {
    write(`${JSON.stringify({ time: new Date(now()).toISOString(), ...fields })}\n`);
  };
  switch (format) {
    case 'silent':
      return { request: () => undefined, error: () => undefined, note: () => undefined };
    case 'json':
      return {
        request: ({ method, url }, { status, outcome }, ms) => {
          record({
            event: 'request',
            method,
            path: cut(url),
            status,
            rows: outcome?.rows,
            ms: round(ms),
          });
        },
        error: (error) => {
          record({ event: 'error', error: describe(error) });
        },
        note: (event, details) => {
          record({ event, ...details });
        },
      };
    case 'pretty':
      return {
        request: ({ method, url }, { status, outcome }, ms) => {
          const rows = outcome?.rows;
          const count = rows === undefined ? '' : ` ${rows} ${rows === 1 ? 'row' : 'rows'}`;
          write(`${method.padEnd(6)} ${printable(cut(url))} ${status}${count} ${round(ms)} ms\n`);
        },
        error: (error) => {
          write(`ERROR  ${describe(error)}\n`);
        },
        note: (event, details) => {
          const members = Object.entries(details).map(([key, value]) => `${key}=${String(value)}`);
          write(`${event.padEnd(6)} ${printable(members.join(' '))}\n`);
        },
      };
  }
}

const round = (ms: number): number => Math.round(ms * 100) / 100;

const cut = (url: string): string => (url.length > SHOWN_URL ? `${url.slice(0, SHOWN_URL)}…` : url);

/** Keeps a hostile client id from steering the reader's terminal. */
const printable = (text: string): string => text.replace(/[\x00-\x1f\x7f-\x9f]/g, '�');

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
