import { readFileSync } from 'node:fs';
import type { ClientInput } from '../../mock/core/client-input.js';
import type { DialectName } from '../../mock/core/releases/releases.js';
import type { Answer } from './agreement.js';
import type { Exchange } from './recording.js';

/** What one MQTT client was told to be; README.md describes the format. */
interface Asked {
  readonly clientid: string;
  readonly version: 3 | 4 | 5;
  /** Unix seconds. */
  readonly at: number;
  readonly username?: string;
  readonly keepalive?: number;
  readonly ip?: string;
  readonly clean?: boolean;
  readonly expiry?: number;
  readonly subs?: readonly string[];
  readonly offline?: boolean;
}

/** Answers of a real broker on the paths beside `/clients`. */
export interface BesideRecording {
  readonly broker: { readonly version: string; readonly credentials: string };
  readonly asked: readonly Asked[];
  readonly exchanges: readonly Exchange[];
}

/** Each is replayed in the dialect of its own release. */
export const BESIDE = [
  'emqx-4.0.13',
  'emqx-4.1.5',
  'emqx-4.2.14',
  'emqx-4.3.0',
  'emqx-4.3.22',
  'emqx-4.4.0',
] as const satisfies readonly DialectName[];

export function readBeside(name: string): BesideRecording {
  const file = new URL(`beside/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as BesideRecording;
}

/** The recorded broker's only node. */
const nodeOf = ({ exchanges }: BesideRecording): string => {
  const body = exchanges.find(({ id }) => id === 'nodes')?.response.body as {
    readonly data: readonly { readonly node: string }[];
  };
  return body.data[0]?.node ?? '';
};

/** Options for a mock with the recorded broker's clients. */
export function besideOptions(recording: BesideRecording, dialect: DialectName) {
  const { broker, asked } = recording;
  const node = nodeOf(recording);
  const clients = asked.map((client): ClientInput => {
    const at = new Date(client.at * 1000);
    const isClean = client.clean ?? true;
    const expiry = client.version === 5 ? (client.expiry ?? 0) : isClean ? 0 : 7200;
    return {
      clientid: client.clientid,
      node,
      username: client.username ?? null,
      proto_name: client.version === 3 ? 'MQIsdp' : 'MQTT',
      proto_ver: client.version,
      ip_address: client.ip ?? '127.0.0.1',
      keepalive: client.keepalive ?? 60,
      clean_start: isClean,
      expiry_interval: expiry,
      connected_at: at,
      conn_state: client.offline ? 'disconnected' : 'connected',
      subscriptions: (client.subs ?? []).map((topic) => ({ topic, qos: 1 })),
    };
  });
  const last = Math.max(...asked.map(({ at }) => at));
  return { dialect, clients, apps: [broker.credentials], now: new Date((last + 10) * 1000) };
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Members whose value changes from one request to the next, or depends on the machine: only their
 * type is compared.
 */
const VOLATILE =
  /^(?:uptime|datetime|updated_time|load\d+|memory_(?:used|total)|process_used|.*\.max|heap_size|reductions|mailbox_len|port|(?:recv|send)_.*|(?:connected|created|disconnected)_at)$/;

/** Why the mock does not answer these as recorded: `listeners` is every exchange of that name. */
export const EXCEPTIONS: Readonly<Record<string, string>> = {
  'auth/login': 'POST /auth is the dashboard’s: the recorded port is not its own',
  'auth/login-without-basic': 'the same',
  listeners: 'the listeners of a broker are not part of the state: the list is empty',
  alarms: 'the alarms of the recording machine, about its CPU and memory: the list is empty',
};

/** The rows of tables that a broker lists in an arbitrary order: only their set is compared. */
const SETS = /^(?:nodes\/[^/]+\/)?(?:subscriptions|routes|clients|acl_cache|user|after)\b/;

/** A list of which a page was asked for: which rows it has is arbitrary, not how many. */
const isPart = ({ request }: Exchange): boolean => /_limit=[1-9]/.test(request.path);

const sorted = (text: readonly string[]): readonly string[] => [...text].sort();

function shapeOf(value: Json, key = '', isLagging = false): Json {
  if (VOLATILE.test(key) || (isLagging && key === 'subscriptions_cnt')) return typeof value;
  if (Array.isArray(value)) return value.map((item: Json) => shapeOf(item, '', isLagging));
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value).map(([name, member]) => [name, shapeOf(member, name, isLagging)]);
}

/** The answer with a list's rows sorted, or as their number if a page of more has been asked for. */
function comparable(exchange: Exchange, body: Json): string {
  const isAfter = exchange.id.startsWith('after/');
  const isClientRow = Array.isArray(body) ? false : JSON.stringify(body).includes('"ip_address"');
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return JSON.stringify(body);
  const { data } = body as { readonly data?: Json };
  const members = Object.entries(body as Readonly<Record<string, Json>>).map(([name, value]) => {
    if (name !== 'data') return [name, value];
    if (!Array.isArray(data)) return [name, shapeOf(value, '', isAfter)];
    const rows = data.map((row: Json) =>
      JSON.stringify(isClientRow ? sortMembers(shapeOf(row, '', isAfter)) : shapeOf(row)),
    );
    if (isPart(exchange)) return [name, rows.length];
    return [name, SETS.test(exchange.id) || isClientRow ? sorted(rows) : rows];
  });
  return JSON.stringify(members);
}

/** A client has more members than Erlang keeps in order: their order is arbitrary. */
const sortMembers = (members: Json): Json =>
  Array.isArray(members) ? [...members].sort((a, b) => (String(a) < String(b) ? -1 : 1)) : members;

/** Sentences about what differs from the recorded answer; none if they agree. */
export function besideDifferences(exchange: Exchange, answer: Answer): string[] {
  const { response: recorded } = exchange;
  const pairs: [what: string, broker: unknown, mock: unknown][] = [
    ['status', recorded.status, answer.status],
    ['content-type', recorded.headers['content-type'], answer.headers['content-type']],
    ['www-authenticate', recorded.headers['www-authenticate'], answer.headers['www-authenticate']],
  ];
  if (typeof recorded.body === 'string') pairs.push(['body', recorded.body, answer.body]);
  else {
    const body = parse(answer.body);
    pairs.push(['body', comparable(exchange, recorded.body as Json), comparable(exchange, body)]);
  }
  return pairs.flatMap(([what, broker, mock]) =>
    broker === mock
      ? []
      : `${exchange.id}: ${what}: the broker sent ${String(broker)}, the mock ${String(mock)}`,
  );
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
