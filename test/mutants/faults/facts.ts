import type { Mutant } from '../mutant.js';
import { editingRows, type Members } from '../seams/answer.js';
import { isList } from '../seams/request.js';
import { seeing } from '../seams/rows.js';

const inRows = (change: (row: Members) => void) => editingRows((row) => change(row));

/** Clients that are shown as what they are not. */
export const wrongFacts: readonly Mutant[] = [
  {
    name: 'mqtt-3.1-is-called-mqtt',
    description: 'The protocol of an MQTT 3.1 client is shown as MQTT.',
    named: /MQTT 3\.1 client, is shown with proto_name "MQTT"/,
    breaks: inRows((row) => {
      if (row['proto_name'] === 'MQIsdp') row['proto_name'] = 'MQTT';
    }),
  },
  {
    name: 'proto-ver-always-4',
    description: 'Every client is shown with protocol version 4.',
    named: /is shown with proto_ver 4/,
    breaks: inRows((row) => (row['proto_ver'] = 4)),
  },
  {
    name: 'keepalive-times-one-and-a-half',
    description: 'keepalive is shown as the time-out, one and a half of what the client said.',
    named: /is shown with keepalive \d+/,
    breaks: inRows((row) => (row['keepalive'] = Math.floor(Number(row['keepalive']) * 1.5))),
  },
  {
    name: 'subscriptions-always-0',
    description: 'Every client is shown with 0 subscriptions.',
    named: /has \d+ subscriptions, but is shown with subscriptions_cnt 0/,
    breaks: inRows((row) => (row['subscriptions_cnt'] = 0)),
  },
  {
    name: 'clean-start-inverted-in-rows',
    description: 'clean_start is shown the wrong way round.',
    named: /is shown with clean_start (?:true|false)/,
    breaks: inRows((row) => (row['clean_start'] = row['clean_start'] !== true)),
  },
  {
    name: 'expiry-in-milliseconds',
    description: 'expiry_interval is shown in milliseconds.',
    named: /is shown with expiry_interval \d+000\b/,
    breaks: inRows((row) => (row['expiry_interval'] = Number(row['expiry_interval']) * 1000)),
  },
  {
    name: 'mqtt-5-without-expiry',
    description: 'The session expiry of MQTT 5.0 clients is shown as 0.',
    named: /MQTT 5\.0 client, is shown with expiry_interval 0/,
    breaks: inRows((row) => {
      if (row['proto_ver'] === 5) row['expiry_interval'] = 0;
    }),
  },
  {
    name: 'mqtt-5-is-a-bridge',
    description: 'MQTT 5.0 clients are shown as bridges.',
    named: /MQTT 5\.0 client, is shown with is_bridge true/,
    breaks: inRows((row) => (row['is_bridge'] = row['proto_ver'] === 5)),
  },
  {
    name: 'created-at-renewed-on-return',
    description: 'A session that its client comes back to is shown as created anew.',
    named: /came back to its session .* shows created_at/,
    faults: { stores: (client) => ({ ...client, created_at: client.connected_at }) },
  },
  {
    name: 'connected-at-kept-on-return',
    description: 'A client that comes back is shown with its old connected_at.',
    named: /came back to its session .* and connected_at/,
    faults: {
      stores: (client, old) => (old ? { ...client, connected_at: old.connected_at } : client),
    },
  },
  {
    name: 'offline-sessions-not-listed',
    description: 'The list leaves offline sessions out.',
    named: /the list does not show it|misses client/,
    breaks: seeing((rows) => rows.filter(({ conn_state: state }) => state === 'connected')),
  },
  {
    name: 'mqtt-3.1-clients-not-listed',
    description: 'MQTT 3.1 clients are neither listed nor found.',
    named: /is connected over MQTT, but the list does not show it/,
    faults: { stores: (client) => (client.proto_ver === 3 ? undefined : client) },
  },
  {
    name: 'non-ascii-ids-not-listed',
    description: 'Clients whose id has characters beyond ASCII are not listed.',
    named: /客户端/,
    breaks: seeing((rows) => rows.filter(({ clientid }) => /^[ -~]*$/.test(clientid))),
  },
  {
    name: 'non-ascii-ids-garbled',
    description: 'Ids are sent as Latin-1: what is not ASCII comes garbled.',
    named: /客户端/,
    breaks: inRows((row) => {
      const bytes = new TextEncoder().encode(String(row['clientid']));
      row['clientid'] = String.fromCharCode(...bytes);
    }),
  },
  {
    name: 'clients-listed-twice',
    description: 'Clients that have come back are listed twice.',
    named: /stands twice|repeats client|is there twice/,
    breaks: (engine) => (request) => {
      const answer = engine.handle(request);
      if (!isList(request) || answer.status !== 200) return answer;
      const json = JSON.parse(answer.body) as { data: Members[] };
      json.data = json.data.flatMap((row) =>
        row['created_at'] === row['connected_at'] ? [row] : [row, row],
      );
      return { ...answer, body: JSON.stringify(json) };
    },
  },
];
