import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ClientInput } from '../../mock/core/client-input.js';
import type { DialectName } from '../../mock/core/releases/releases.js';

/** A client as the recorded broker sent it. */
export type RecordedClient = Readonly<Record<string, unknown>>;

export interface RecordedBody {
  readonly code?: number;
  readonly message?: string;
  /** EMQX 4.0 sends no `hasnext`. */
  readonly meta?: { page: number; limit: number; hasnext?: boolean; count: number };
  readonly data?: readonly RecordedClient[];
  /** The ids of the rows in the order sent, if the recording has them instead of `data`. */
  readonly clientids?: readonly string[];
}

export interface Exchange {
  readonly id: string;
  readonly request: {
    readonly method: string;
    /** Path and query, byte for byte. */
    readonly path: string;
    /** Default: the recording's own credentials; empty: none were sent. */
    readonly authorization?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string | undefined>>;
    readonly body: string | RecordedBody;
  };
}

/** What a real broker answered; README.md describes the format. */
export interface Recording {
  readonly broker: {
    readonly product: string;
    readonly version: string;
    readonly utcOffsetMinutes: number;
    readonly credentials: string;
  };
  readonly population: readonly RecordedClient[];
  readonly exchanges: readonly Exchange[];
}

/** The recordings that are replayed, each in the dialect of its own release. */
export const RECORDINGS = [
  { name: 'emqx-4.3.22', exchanges: 385 },
  { name: 'emqx-4.3.8', exchanges: 385 },
  { name: 'emqx-4.3.0', exchanges: 384 },
  { name: 'emqx-4.2.14', exchanges: 384 },
  { name: 'emqx-4.1.5', exchanges: 384 },
  { name: 'emqx-4.0.13', exchanges: 385 },
] as const satisfies readonly { name: DialectName; exchanges: number }[];

function fileOf(name: string): string {
  return fileURLToPath(new URL(`${name}.json`, import.meta.url));
}

export function readRecording(name: string): Recording {
  return JSON.parse(readFileSync(fileOf(name), 'utf8')) as Recording;
}

/** Options for a mock that imitates the recorded broker, one minute after the last client connected. */
export function optionsOf({ broker, population }: Recording, dialect: DialectName) {
  const sign = broker.utcOffsetMinutes < 0 ? '-' : '+';
  const minutes = Math.abs(broker.utcOffsetMinutes);
  const two = (value: number): string => String(value).padStart(2, '0');
  const utcOffset = `${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  const latest = population.flatMap((client) => [
    client['connected_at'],
    client['disconnected_at'],
  ]);
  const last =
    latest
      .filter((time) => typeof time === 'string')
      .sort()
      .at(-1) ?? '2026-01-01 00:00:00';
  return {
    dialect,
    utcOffset,
    apps: [broker.credentials],
    clients: population.map(withoutContradiction) as unknown as readonly ClientInput[],
    now: new Date(Date.parse(`${last.replace(' ', 'T')}${utcOffset}`) + 60_000),
  };
}

/**
 * The recorder found each client's `conn_state` with that filter, which EMQX 4.0 ignores: there every
 * client has the last value that was asked for. `connected` is the broker's own.
 */
function withoutContradiction({ conn_state, ...row }: RecordedClient): RecordedClient {
  const agrees = (conn_state === 'connected') === row['connected'];
  return agrees ? { ...row, conn_state } : row;
}

/** The headers of an exchange's request, names in lower case. */
export function headersOf({ broker }: Recording, { request }: Exchange): Record<string, string> {
  const token = Buffer.from(broker.credentials).toString('base64');
  const { authorization = `Basic ${token}` } = request;
  return { ...request.headers, ...(authorization !== '' && { authorization }) };
}
