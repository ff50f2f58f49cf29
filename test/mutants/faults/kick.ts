import type { StoredClient } from '../../../mock/core/client.js';
import { kick } from '../../../mock/core/broker-state.js';
import type { MockRequest } from '../../../mock/core/messages.js';
import { type Mutation, mutantsOf } from '../mutant.js';
import { jsonAnswer, OK } from '../seams/answer.js';
import { endConnection, kicking, kickingAlso } from '../seams/kick.js';
import { isFiltered, isList, parameter } from '../seams/request.js';
import { seeing } from '../seams/rows.js';

/** The session of a kicked client stays where `keeps` says so. */
const leavingSession = (keeps: (version: number) => boolean): Mutation =>
  kicking((id, engine, request) => {
    const [client] = engine.state.store.get(id);
    if (client?.clean_start !== false || !keeps(client.proto_ver)) return engine.handle(request);
    const now = engine.clock.now();
    endConnection(engine, id, (row) => ({
      ...row,
      conn_state: 'disconnected',
      disconnected_at: row.disconnected_at ?? now,
    }));
    return OK;
  });

/** Some lists still show the clients that have been kicked. */
const showingKicked =
  (inList: (request: MockRequest) => boolean): Mutation =>
  (engine) => {
    const kicked: StoredClient[] = [];
    engine.state.listeners.add({
      kicked: (clients) => kicked.push(...clients),
      reset: () => undefined,
    });
    return seeing(
      (rows) => [...rows, ...kicked],
      (request) => isList(request) && inList(request),
    )(engine);
  };

/** How long a slow broker takes. Milliseconds. */
const DELAY = 400;

/** DELETE /clients/{clientid}: what it does. */
export const kicks = mutantsOf({
  'kick-only-disconnects': [
    'A kick ends the connection and leaves the session.',
    /session of .* is still there after the kick/,
    leavingSession(() => true),
  ],
  'kick-leaves-mqtt-5-sessions': [
    'The kick of an MQTT 5.0 client with a session expiry leaves its session.',
    /session of .* is still there after the kick/,
    leavingSession((version) => version === 5),
  ],
  'kick-leaves-mqtt-3-sessions': [
    'The kick of a persistent MQTT 3.1.1 client leaves its session.',
    /session of .* is still there after the kick/,
    leavingSession((version) => version === 4),
  ],
  'kick-does-nothing': [
    'A kick is answered with code 0 and does nothing.',
    /still shown by its lookup/,
    kicking(() => OK),
  ],
  'kick-ignores-offline-sessions': [
    'The kick of an offline session finds nobody, and leaves it.',
    /kick of an offline session is answered with HTTP 200, code 112/,
    kicking((id, engine, request) =>
      engine.state.store.get(id)[0]?.conn_state === 'disconnected'
        ? jsonAnswer(200, { code: 112, message: 'not_found' })
        : engine.handle(request),
    ),
  ],
  'kick-leaves-the-connection-open': [
    'A kicked client is no longer listed, but its MQTT connection stays open.',
    /MQTT connection of .* stays open/,
    { ends: () => undefined },
  ],
  'kick-leaves-mqtt-3.1-connections-open': [
    'The connection of a kicked MQTT 3.1 client stays open.',
    /MQTT connection of .* stays open/,
    { ends: (version) => (version === 3 ? undefined : { reasonCode: 152 }) },
  ],
  'kick-without-reason': [
    'A kicked MQTT 5.0 client is not told why: no DISCONNECT is sent.',
    /sent no DISCONNECT/,
    { ends: () => ({}) },
  ],
  'kick-with-another-reason': [
    'A kicked MQTT 5.0 client is told that its session was taken over (142).',
    /DISCONNECT with reason code 142/,
    { ends: (version) => (version === 5 ? { reasonCode: 142 } : {}) },
  ],
  'kick-answers-before-it-acts': [
    'A kick is answered at once and done some time later.',
    /lookup right after the kick still shows the client/,
    (engine) => {
      const due = new Map<string, number>();
      const broken = kicking((id, { clock, state }) => {
        if (state.store.get(id).length > 0) due.set(id, clock.now() + DELAY);
        return OK;
      })(engine);
      return (request) => {
        for (const [id, at] of due) {
          if (at > engine.clock.now()) continue;
          due.delete(id);
          kick(engine.state, id);
        }
        return broken(request);
      };
    },
  ],
  'kick-removes-the-wrong-one': [
    'A kick ends the client after the given one in the list.',
    /still shown by its lookup/,
    kicking((id, { state }) => {
      const ids = [...state.store].map(({ clientid }) => clientid);
      const next = ids[ids.indexOf(id) + 1];
      if (next !== undefined && ids.includes(id)) kick(state, next);
      return OK;
    }),
  ],
  'kick-ends-a-prefix': [
    'A kick ends every client whose id begins with the given one.',
    /kick of 'victim-\d*', an id that nobody has, ended 'victim-\d+'/,
    kickingAlso(({ clientid }, id) => clientid.startsWith(id)),
  ],
  'kick-ignores-case': [
    'A kick ends the clients whose id differs in case only, too.',
    /kick of 'VICTIM-\d+', an id that nobody has, ended 'victim-\d+'/,
    kickingAlso(({ clientid }, id) => clientid.toLowerCase() === id.toLowerCase()),
  ],
  'kick-ends-the-whole-user': [
    'A kick ends every client of the same user name.',
    /kick of .* (?:ended the connection of|hid)/,
    kickingAlso(({ username }, _id, victim) => username === victim?.username),
  ],
  'kick-loses-the-neighbour': [
    'The client beside the kicked one is lost from the list and the lookup with it.',
    /kick of .* (?:ended the connection of|hid)/,
    kicking((id, engine, request) => {
      const { state } = engine;
      const ids = [...state.store].map(({ clientid }) => clientid);
      const neighbour = ids[ids.indexOf(id) + 1] ?? ids[ids.indexOf(id) - 1];
      if (ids.includes(id) && neighbour !== undefined) state.store.remove(neighbour);
      return engine.handle(request);
    }),
  ],
  'kick-leaves-it-in-the-username-index': [
    'A kicked client is still found by its user name.',
    /username=.* still finds client/,
    showingKicked((request) => parameter(request, 'username') !== undefined),
  ],
  'kick-leaves-it-in-the-list': [
    'A kicked client is still in the list that has no filter.',
    /list still shows client/,
    showingKicked((request) => !isFiltered(request)),
  ],
});
