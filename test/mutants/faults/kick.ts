import type { StoredClient } from '../../../mock/core/client.js';
import { kick } from '../../../mock/core/broker-state.js';
import type { MockRequest } from '../../../mock/core/messages.js';
import type { Mutant, Mutation } from '../mutant.js';
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
export const kicks: readonly Mutant[] = [
  {
    name: 'kick-only-disconnects',
    description: 'A kick ends the connection and leaves the session.',
    named: /session of .* is still there after the kick/,
    breaks: leavingSession(() => true),
  },
  {
    name: 'kick-leaves-mqtt-5-sessions',
    description: 'The kick of an MQTT 5.0 client with a session expiry leaves its session.',
    named: /session of .* is still there after the kick/,
    breaks: leavingSession((version) => version === 5),
  },
  {
    name: 'kick-leaves-mqtt-3-sessions',
    description: 'The kick of a persistent MQTT 3.1.1 client leaves its session.',
    named: /session of .* is still there after the kick/,
    breaks: leavingSession((version) => version === 4),
  },
  {
    name: 'kick-does-nothing',
    description: 'A kick is answered with code 0 and does nothing.',
    named: /still shown by its lookup/,
    breaks: kicking(() => OK),
  },
  {
    name: 'kick-ignores-offline-sessions',
    description: 'The kick of an offline session finds nobody, and leaves it.',
    named: /kick of an offline session is answered with HTTP 200, code 112/,
    breaks: kicking((id, engine, request) =>
      engine.state.store.get(id)[0]?.conn_state === 'disconnected'
        ? jsonAnswer(200, { code: 112, message: 'not_found' })
        : engine.handle(request),
    ),
  },
  {
    name: 'kick-leaves-the-connection-open',
    description: 'A kicked client is no longer listed, but its MQTT connection stays open.',
    named: /MQTT connection of .* stays open/,
    faults: { ends: () => undefined },
  },
  {
    name: 'kick-leaves-mqtt-3.1-connections-open',
    description: 'The connection of a kicked MQTT 3.1 client stays open.',
    named: /MQTT connection of .* stays open/,
    faults: { ends: (version) => (version === 3 ? undefined : { reasonCode: 152 }) },
  },
  {
    name: 'kick-without-reason',
    description: 'A kicked MQTT 5.0 client is not told why: no DISCONNECT is sent.',
    named: /sent no DISCONNECT/,
    faults: { ends: () => ({}) },
  },
  {
    name: 'kick-with-another-reason',
    description: 'A kicked MQTT 5.0 client is told that its session was taken over (142).',
    named: /DISCONNECT with reason code 142/,
    faults: { ends: (version) => (version === 5 ? { reasonCode: 142 } : {}) },
  },
  {
    name: 'kick-answers-before-it-acts',
    description: 'A kick is answered at once and done some time later.',
    named: /lookup right after the kick still shows the client/,
    breaks: (engine) => {
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
  },
  {
    name: 'kick-removes-the-wrong-one',
    description: 'A kick ends the client after the given one in the list.',
    named: /still shown by its lookup/,
    breaks: kicking((id, { state }) => {
      const ids = [...state.store].map(({ clientid }) => clientid);
      const next = ids[ids.indexOf(id) + 1];
      if (next !== undefined && ids.includes(id)) kick(state, next);
      return OK;
    }),
  },
  {
    name: 'kick-ends-a-prefix',
    description: 'A kick ends every client whose id begins with the given one.',
    named: /kick of 'victim-\d*', an id that nobody has, ended 'victim-\d+'/,
    breaks: kickingAlso(({ clientid }, id) => clientid.startsWith(id)),
  },
  {
    name: 'kick-ignores-case',
    description: 'A kick ends the clients whose id differs in case only, too.',
    named: /kick of 'VICTIM-\d+', an id that nobody has, ended 'victim-\d+'/,
    breaks: kickingAlso(({ clientid }, id) => clientid.toLowerCase() === id.toLowerCase()),
  },
  {
    name: 'kick-ends-the-whole-user',
    description: 'A kick ends every client of the same user name.',
    named: /kick of .* (?:ended the connection of|hid)/,
    breaks: kickingAlso(({ username }, _id, victim) => username === victim?.username),
  },
  {
    name: 'kick-loses-the-neighbour',
    description: 'The client beside the kicked one is lost from the list and the lookup with it.',
    named: /kick of .* (?:ended the connection of|hid)/,
    breaks: kicking((id, engine, request) => {
      const { state } = engine;
      const ids = [...state.store].map(({ clientid }) => clientid);
      const neighbour = ids[ids.indexOf(id) + 1] ?? ids[ids.indexOf(id) - 1];
      if (ids.includes(id) && neighbour !== undefined) state.store.remove(neighbour);
      return engine.handle(request);
    }),
  },
  {
    name: 'kick-leaves-it-in-the-username-index',
    description: 'A kicked client is still found by its user name.',
    named: /username=.* still finds client/,
    breaks: showingKicked((request) => parameter(request, 'username') !== undefined),
  },
  {
    name: 'kick-leaves-it-in-the-list',
    description: 'A kicked client is still in the list that has no filter.',
    named: /list still shows client/,
    breaks: showingKicked((request) => !isFiltered(request)),
  },
];
