import type { StoredClient } from '../../../mock/core/client.js';
import { kick } from '../../../mock/core/broker-state.js';
import type { MockRequest } from '../../../mock/core/request-response.js';
import { type Mutation, mutantsOf } from '../mutant.js';
import { jsonAnswer, OK } from '../seams/answer.js';
import { endConnection, kicking, kickingAlso } from '../seams/kick.js';
import { isFiltered, isList, parameter } from '../seams/request.js';
import { seeing } from '../seams/rows.js';

/** Does not end the session of a client of the given versions. */
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

/** Some lists still show kicked clients. */
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

/** Milliseconds that a slow broker needs for a kick. */
const DELAY = 400;

/** The effects of DELETE /clients/{clientid}. */
export const kicks = mutantsOf({
  'kick-only-disconnects': [
    'A kick ends the connection, but not the session.',
    /session of .* still exists after the kick/,
    leavingSession(() => true),
  ],
  'kick-leaves-mqtt-5-sessions': [
    'The kick of an MQTT 5.0 client with a session expiry does not end the session.',
    /session of .* still exists after the kick/,
    leavingSession((version) => version === 5),
  ],
  'kick-leaves-mqtt-3-sessions': [
    'The kick of a persistent MQTT 3.1.1 client does not end the session.',
    /session of .* still exists after the kick/,
    leavingSession((version) => version === 4),
  ],
  'kick-does-nothing': [
    'A kick has code 0, but does nothing.',
    /the lookup still shows client .*, long after the kick/,
    kicking(() => OK),
  ],
  'kick-ignores-offline-sessions': [
    'The kick of an offline session has code 112 and does nothing.',
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
    'A kicked MQTT 5.0 client receives no DISCONNECT.',
    /receives no DISCONNECT/,
    { ends: () => ({}) },
  ],
  'kick-with-another-reason': [
    'A kicked MQTT 5.0 client receives reason code 142, session taken over.',
    /DISCONNECT with reason code 142/,
    { ends: (version) => (version === 5 ? { reasonCode: 142 } : {}) },
  ],
  'kick-answers-before-it-acts': [
    'A kick is answered before it takes effect.',
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
    'A kick ends the next client in the list instead.',
    /the lookup still shows client .*, long after the kick/,
    kicking((id, { state }) => {
      const ids = [...state.store].map(({ clientid }) => clientid);
      const next = ids[ids.indexOf(id) + 1];
      if (next !== undefined && ids.includes(id)) kick(state, next);
      return OK;
    }),
  ],
  'kick-ends-a-prefix': [
    'A kick ends every client whose id begins with the given one.',
    /kick of 'victim-\d*', an id that no client has, kicked client 'victim-\d+'/,
    kickingAlso(({ clientid }, id) => clientid.startsWith(id)),
  ],
  'kick-ignores-case': [
    'A kick also ends clients whose id differs only in case.',
    /kick of 'VICTIM-\d+', an id that no client has, kicked client 'victim-\d+'/,
    kickingAlso(({ clientid }, id) => clientid.toLowerCase() === id.toLowerCase()),
  ],
  'kick-ends-the-whole-user': [
    'A kick also ends every client with the same user name.',
    /kick of .* also (?:closed the connection of|removed)/,
    kickingAlso(({ username }, _id, victim) => username === victim?.username),
  ],
  'kick-loses-the-neighbour': [
    'A kick also removes the next client from list and lookup.',
    /kick of .* also (?:closed the connection of|removed)/,
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
    'A kicked client is still in the list without a filter.',
    /list still shows client/,
    showingKicked((request) => !isFiltered(request)),
  ],
});
