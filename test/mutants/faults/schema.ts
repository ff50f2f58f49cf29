import { type Mutation, mutantsOf } from '../mutant.js';
import { editing, editingRows, type Members, spoiling } from '../seams/answer.js';
import { isList } from '../seams/request.js';

const rename =
  (from: string, to: string) =>
  (row: Members): void => {
    row[to] = row[from];
    Reflect.deleteProperty(row, from);
  };

const inRows = (change: (row: Members) => void): Mutation => editingRows((row) => change(row));

export const rowSchema = mutantsOf({
  'port-as-text': [
    'port is a string.',
    /port of client .* is "\d+", but must be integer/,
    inRows((row) => (row['port'] = String(row['port']))),
  ],
  'connected-as-text': [
    'connected is a string.',
    /connected of client .* is "(?:true|false)", but must be boolean/,
    inRows((row) => (row['connected'] = String(row['connected']))),
  ],
  'keepalive-null': [
    'keepalive is null.',
    /keepalive of client .* is null, but must be integer/,
    inRows((row) => (row['keepalive'] = null)),
  ],
  'counter-negative': [
    'reductions has overflowed and is negative.',
    /reductions of client .* is -\d+, but must be >= 0/,
    inRows((row) => (row['reductions'] = Number(row['reductions']) - 2 ** 31)),
  ],
  'heap-size-missing': [
    'The member heap_size is missing.',
    /lacks a member: heap_size/,
    inRows((row) => delete row['heap_size']),
  ],
  'members-in-camel-case': [
    'ip_address is called ipAddress.',
    /ip_address is called ipAddress/,
    inRows(rename('ip_address', 'ipAddress')),
  ],
  'clientid-with-underscore': [
    'clientid is called client_id.',
    /"client_id"|clientid is called client_id|not show/,
    inRows(rename('clientid', 'client_id')),
  ],
  'mountpoint-missing': [
    'The member mountpoint is missing.',
    /mountpoint of client .* is missing/,
    inRows((row) => delete row['mountpoint']),
  ],
  'no-username-is-null': [
    'username of a client without one is null, not "undefined".',
    /username of client .* is null|username null/,
    inRows((row) => {
      if (row['username'] === 'undefined') row['username'] = null;
    }),
  ],
  'no-username-is-empty': [
    'username of a client without one is empty.',
    /is shown with username ""/,
    inRows((row) => {
      if (row['username'] === 'undefined') row['username'] = '';
    }),
  ],
  'disconnected-at-always': [
    'disconnected_at is also sent for connected clients.',
    /is connected, but disconnected_at is "/,
    inRows((row) => (row['disconnected_at'] ??= row['connected_at'])),
  ],
  'disconnected-at-never': [
    'disconnected_at is never sent.',
    /is not connected, but disconnected_at is missing/,
    inRows((row) => delete row['disconnected_at']),
  ],
  'times-in-iso-form': [
    'Times are in ISO 8601 format.',
    /is "\d{4}-\d\d-\d\dT[\d:]+Z", not of the form/,
    inRows((row) => {
      for (const name of ['created_at', 'connected_at', 'disconnected_at']) {
        if (typeof row[name] === 'string') row[name] = `${row[name].replace(' ', 'T')}Z`;
      }
    }),
  ],
  'times-as-numbers': [
    'created_at is a number of seconds.',
    /created_at of client .* is \d+, not of the form/,
    inRows((row) => (row['created_at'] = Date.parse(`${String(row['created_at'])}Z`) / 1000)),
  ],
  'connected-at-in-another-zone': [
    'created_at is in local time, connected_at in UTC, eight hours earlier.',
    /connected_at of client .* before its created_at/,
    inRows((row) => (row['connected_at'] = shifted(row['connected_at'], -8))),
  ],
  'disconnected-at-in-another-zone': [
    'disconnected_at is eight hours earlier than it should be.',
    /disconnected_at of client .* before its connected_at/,
    inRows((row) => {
      if (row['disconnected_at'] !== undefined) {
        row['disconnected_at'] = shifted(row['disconnected_at'], -8);
      }
    }),
  ],
});

const shifted = (time: unknown, hours: number): string =>
  new Date(Date.parse(`${String(time)}Z`) + hours * 3_600_000)
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ');

export const envelope = mutantsOf({
  'data-is-an-object': [
    'data of the list is an object with client ids as keys.',
    /data is an object, not an array/,
    editing((json) => {
      const rows = json['data'] as Members[];
      json['data'] = Object.fromEntries(rows.map((row) => [row['clientid'], row]));
    }, isList),
  ],
  'code-as-text': [
    'code is the string "0".',
    /code is "0"/,
    editing((json) => (json['code'] = String(json['code'])), isList),
  ],
  'meta-missing': [
    'The list has no meta.',
    /meta is missing/,
    editing((json) => delete json['meta'], isList),
  ],
  'content-type-text': [
    'The content type is text/html.',
    /content-type of GET \S+ is 'text\/html'/,
    spoiling((answer) => ({ ...answer, headers: { 'content-type': 'text/html' } })),
  ],
  'content-type-missing': [
    'The content type is missing.',
    /content-type of GET \S+ is missing/,
    spoiling((answer) => ({ ...answer, headers: {} })),
  ],
  'json-truncated': [
    'A list is truncated after 64 kB.',
    /not a JSON object|body is not as documented/,
    spoiling(
      (answer) =>
        answer.body.length > 65_536 ? { ...answer, body: answer.body.slice(0, 65_536) } : answer,
      isList,
    ),
    150,
  ],
  'trailing-slash-is-404': [
    '/clients/ is HTTP 404.',
    /GET \/clients\/ is answered with HTTP 404/,
    (engine) => (request) =>
      request.path.endsWith('/')
        ? engine.dialect.answers.notFound(request, 'inside')
        : engine.handle(request),
  ],
});
