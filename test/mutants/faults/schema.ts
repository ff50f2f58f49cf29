import type { Mutant, Mutation } from '../mutant.js';
import { editing, editingRows, type Members, spoiling } from '../seams/answer.js';
import { isList } from '../seams/request.js';

const rename =
  (from: string, to: string) =>
  (row: Members): void => {
    row[to] = row[from];
    Reflect.deleteProperty(row, from);
  };

const inRows = (change: (row: Members) => void): Mutation => editingRows((row) => change(row));

/** What a client looks like. */
export const rowSchema: readonly Mutant[] = [
  {
    name: 'port-as-text',
    description: 'port is a text.',
    named: /port of client .* is "\d+", but must be integer/,
    breaks: inRows((row) => (row['port'] = String(row['port']))),
  },
  {
    name: 'connected-as-text',
    description: 'connected is a text.',
    named: /connected of client .* is "(?:true|false)", but must be boolean/,
    breaks: inRows((row) => (row['connected'] = String(row['connected']))),
  },
  {
    name: 'keepalive-null',
    description: 'keepalive is null.',
    named: /keepalive of client .* is null, but must be integer/,
    breaks: inRows((row) => (row['keepalive'] = null)),
  },
  {
    name: 'counter-negative',
    description: 'reductions has run over, and is negative.',
    named: /reductions of client .* is -\d+, but must be >= 0/,
    breaks: inRows((row) => (row['reductions'] = Number(row['reductions']) - 2 ** 31)),
  },
  {
    name: 'heap-size-missing',
    description: 'The member heap_size is missing.',
    named: /lacks a member: heap_size/,
    breaks: inRows((row) => delete row['heap_size']),
  },
  {
    name: 'members-in-camel-case',
    description: 'ip_address is called ipAddress.',
    named: /ip_address is called ipAddress/,
    breaks: inRows(rename('ip_address', 'ipAddress')),
  },
  {
    name: 'clientid-with-underscore',
    description: 'clientid is called client_id.',
    named: /"client_id"|clientid is called client_id|not show/,
    breaks: inRows(rename('clientid', 'client_id')),
  },
  {
    name: 'mountpoint-missing',
    description: 'The member mountpoint is missing.',
    named: /mountpoint of client .* is missing/,
    breaks: inRows((row) => delete row['mountpoint']),
  },
  {
    name: 'no-username-is-null',
    description: 'A client without a user name has null, not the text "undefined".',
    named: /username of client .* is null|username null/,
    breaks: inRows((row) => {
      if (row['username'] === 'undefined') row['username'] = null;
    }),
  },
  {
    name: 'no-username-is-empty',
    description: 'A client without a user name has an empty one.',
    named: /is shown with username ""/,
    breaks: inRows((row) => {
      if (row['username'] === 'undefined') row['username'] = '';
    }),
  },
  {
    name: 'disconnected-at-always',
    description: 'disconnected_at is sent of connected clients too.',
    named: /is connected, but disconnected_at is "/,
    breaks: inRows((row) => (row['disconnected_at'] ??= row['connected_at'])),
  },
  {
    name: 'disconnected-at-never',
    description: 'disconnected_at is never sent.',
    named: /is not connected, but disconnected_at is missing/,
    breaks: inRows((row) => delete row['disconnected_at']),
  },
  {
    name: 'times-in-iso-form',
    description: 'Times are in the form of ISO 8601.',
    named: /is "\d{4}-\d\d-\d\dT[\d:]+Z", not of the form/,
    breaks: inRows((row) => {
      for (const name of ['created_at', 'connected_at', 'disconnected_at']) {
        if (typeof row[name] === 'string') row[name] = `${row[name].replace(' ', 'T')}Z`;
      }
    }),
  },
  {
    name: 'times-as-numbers',
    description: 'created_at is a number of seconds.',
    named: /created_at of client .* is \d+, not of the form/,
    breaks: inRows(
      (row) => (row['created_at'] = Date.parse(`${String(row['created_at'])}Z`) / 1000),
    ),
  },
  {
    name: 'connected-at-in-another-zone',
    description: 'created_at is in local time, connected_at eight hours behind in UTC.',
    named: /connected_at of client .* before its created_at/,
    breaks: inRows((row) => (row['connected_at'] = shifted(row['connected_at'], -8))),
  },
  {
    name: 'disconnected-at-in-another-zone',
    description: 'disconnected_at is eight hours behind the other times.',
    named: /disconnected_at of client .* before its connected_at/,
    breaks: inRows((row) => {
      if (row['disconnected_at'] !== undefined) {
        row['disconnected_at'] = shifted(row['disconnected_at'], -8);
      }
    }),
  },
];

const shifted = (time: unknown, hours: number): string =>
  new Date(Date.parse(`${String(time)}Z`) + hours * 3_600_000)
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ');

/** What an answer looks like around its clients. */
export const envelope: readonly Mutant[] = [
  {
    name: 'data-is-an-object',
    description: 'data of the list is an object, by client id.',
    named: /data is a value of type object, not an array|data is not as documented/,
    breaks: editing((json) => {
      const rows = json['data'] as Members[];
      json['data'] = Object.fromEntries(rows.map((row) => [row['clientid'], row]));
    }, isList),
  },
  {
    name: 'code-as-text',
    description: 'code is the text "0".',
    named: /code is "0"/,
    breaks: editing((json) => (json['code'] = String(json['code'])), isList),
  },
  {
    name: 'meta-missing',
    description: 'The list has no meta.',
    named: /there is no meta/,
    breaks: editing((json) => delete json['meta'], isList),
  },
  {
    name: 'content-type-text',
    description: 'The content type is text/html.',
    named: /content-type of GET \S+ is 'text\/html'/,
    breaks: spoiling((answer) => ({ ...answer, headers: { 'content-type': 'text/html' } })),
  },
  {
    name: 'content-type-missing',
    description: 'There is no content type.',
    named: /content-type of GET \S+ is missing/,
    breaks: spoiling((answer) => ({ ...answer, headers: {} })),
  },
  {
    name: 'json-truncated',
    description: 'A list that is longer than 64 kB is cut off there.',
    named: /not a JSON object|body is not as documented/,
    breaks: spoiling(
      (answer) =>
        answer.body.length > 65_536 ? { ...answer, body: answer.body.slice(0, 65_536) } : answer,
      isList,
    ),
    clients: 150,
  },
  {
    name: 'trailing-slash-is-404',
    description: '/clients/ is HTTP 404.',
    named: /GET \/clients\/ is answered with HTTP 404/,
    breaks: (engine) => (request) =>
      request.path.endsWith('/')
        ? engine.dialect.answers.notFound(request, 'inside')
        : engine.handle(request),
  },
];
