import { mutantsOf } from '../mutant.js';
import { editingRows, type Members } from '../seams/answer.js';
import { isList } from '../seams/request.js';
import { seeing } from '../seams/rows.js';

const inRows = (change: (row: Members) => void) => editingRows((row) => change(row));

/** Wrong values in rows, and wrong rows. */
export const wrongFacts = mutantsOf({
  'mqtt-3.1-is-called-mqtt': [
    'The protocol of an MQTT 3.1 client is shown as MQTT.',
    /MQTT 3\.1 client, is shown with proto_name "MQTT"/,
    inRows((row) => {
      if (row['proto_name'] === 'MQIsdp') row['proto_name'] = 'MQTT';
    }),
  ],
  'proto-ver-always-4': [
    'Every client is shown with protocol version 4.',
    /is shown with proto_ver 4/,
    inRows((row) => (row['proto_ver'] = 4)),
  ],
  'keepalive-times-one-and-a-half': [
    'keepalive is shown as the timeout, 1.5 times the value of the client.',
    /is shown with keepalive \d+/,
    inRows((row) => (row['keepalive'] = Math.floor(Number(row['keepalive']) * 1.5))),
  ],
  'subscriptions-always-0': [
    'Every client is shown with 0 subscriptions.',
    /has \d+ subscriptions, but is shown with subscriptions_cnt 0/,
    inRows((row) => (row['subscriptions_cnt'] = 0)),
  ],
  'clean-start-inverted-in-rows': [
    'clean_start is shown inverted.',
    /is shown with clean_start (?:true|false)/,
    inRows((row) => (row['clean_start'] = row['clean_start'] !== true)),
  ],
  'expiry-in-milliseconds': [
    'expiry_interval is shown in milliseconds.',
    /is shown with expiry_interval \d+000\b/,
    inRows((row) => (row['expiry_interval'] = Number(row['expiry_interval']) * 1000)),
  ],
  'mqtt-5-without-expiry': [
    'The session expiry of MQTT 5.0 clients is shown as 0.',
    /MQTT 5\.0 client, is shown with expiry_interval 0/,
    inRows((row) => {
      if (row['proto_ver'] === 5) row['expiry_interval'] = 0;
    }),
  ],
  'mqtt-5-is-a-bridge': [
    'MQTT 5.0 clients are shown as bridges.',
    /MQTT 5\.0 client, is shown with is_bridge true/,
    inRows((row) => (row['is_bridge'] = row['proto_ver'] === 5)),
  ],
  'created-at-renewed-on-return': [
    'When a client resumes its session, created_at is shown as now.',
    /resumed its session .* shows created_at/,
    { stores: (client) => ({ ...client, created_at: client.connected_at }) },
  ],
  'connected-at-kept-on-return': [
    'When a client resumes its session, connected_at is shown as before.',
    /resumed its session .* and connected_at/,
    {
      stores: (client, old) => (old ? { ...client, connected_at: old.connected_at } : client),
    },
  ],
  'offline-sessions-not-listed': [
    'The list lacks offline sessions.',
    /the list does not show it|misses client/,
    seeing((rows) => rows.filter(({ conn_state: state }) => state === 'connected')),
  ],
  'mqtt-3.1-clients-not-listed': [
    'MQTT 3.1 clients are neither listed nor found.',
    /is connected over MQTT, but the list does not show it/,
    { stores: (client) => (client.proto_ver === 3 ? undefined : client) },
  ],
  'non-ascii-ids-not-listed': [
    'Clients whose id has characters beyond ASCII are not listed.',
    /客户端/,
    seeing((rows) => rows.filter(({ clientid }) => /^[ -~]*$/.test(clientid))),
  ],
  'non-ascii-ids-garbled': [
    'Ids are sent as Latin-1: characters beyond ASCII are garbled.',
    /客户端/,
    inRows((row) => {
      const bytes = new TextEncoder().encode(String(row['clientid']));
      row['clientid'] = String.fromCharCode(...bytes);
    }),
  ],
  'clients-listed-twice': [
    'Clients that resumed their session are listed twice.',
    /is listed twice|repeats client/,
    (engine) => (request) => {
      const answer = engine.handle(request);
      if (!isList(request) || answer.status !== 200) return answer;
      const json = JSON.parse(answer.body) as { data: Members[] };
      json.data = json.data.flatMap((row) =>
        row['created_at'] === row['connected_at'] ? [row] : [row, row],
      );
      return { ...answer, body: JSON.stringify(json) };
    },
  ],
});
