import { idIn, isFiltered, isKick, isList, queryOf, rewrite } from '../broken.js';
import type { Fault } from '../broker.js';
import type { BrokenBroker } from './broken-broker.js';

const KICKED = {
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: '{"code":0}',
};

export const kickFaults: readonly BrokenBroker[] = [
  {
    name: 'only disconnects whom it should kick',
    fault: (request, next, broker) => {
      if (!isKick(request)) return next(request);
      const [client] = broker.mock.state.store.get(idIn(request));
      if (!client || client.clean_start) return next(request);
      broker.disconnect(idIn(request));
      return KICKED;
    },
    finds: 'kick/persistent-session: session-stays',
    says: /at most its connection was closed/,
  },
  {
    name: 'keeps offline sessions',
    fault: (request, next, broker) => {
      const [client] = isKick(request) ? broker.mock.state.store.get(idIn(request)) : [];
      return client?.conn_state === 'disconnected' ? KICKED : next(request);
    },
    finds: 'kick/offline-session: session-stays',
  },
  {
    name: 'hides whom it kicks, and leaves the connection',
    fault: (request, next, broker) => {
      if (!isKick(request)) return next(request);
      broker.mock.state.store.remove(idIn(request));
      return KICKED;
    },
    finds: 'kick/closes-mqtt-4: connection-stays-open',
  },
  {
    name: 'kicks every client whose id begins so',
    fault: (request, next, broker) => {
      if (isKick(request)) {
        for (const { clientid } of broker.mock.clients.list()) {
          if (clientid.startsWith(idIn(request))) broker.mock.clients.remove(clientid);
        }
      }
      return next(request);
    },
    finds: 'kick/others-stay: others-are-kicked',
  },
  {
    name: 'kicks whatever the case',
    fault: (request, next, broker) => {
      if (!isKick(request)) return next(request);
      const wanted = idIn(request).toLowerCase();
      const twin = broker.mock.clients
        .list()
        .find(({ clientid }) => clientid.toLowerCase() === wanted);
      return next({
        ...request,
        path: request.path.replace(/[^/]+$/, encodeURIComponent(twin?.clientid ?? wanted)),
      });
    },
    finds: 'kick/others-stay: others-are-kicked',
  },
  {
    name: 'loses the clients of the same user name',
    fault: (request, next, broker) => {
      const [client] = isKick(request) ? broker.mock.state.store.get(idIn(request)) : [];
      if (client) {
        for (const { clientid, username } of broker.mock.clients.list()) {
          if (username === client.username) broker.mock.clients.remove(clientid);
        }
      }
      const response = next(request);
      return client ? { ...response, body: '{"code":0}' } : response;
    },
    finds: 'kick/others-stay: others-are-kicked',
  },
  {
    name: 'does not decode the id of a kick',
    fault: (request, next) =>
      isKick(request)
        ? next({ ...request, path: request.path.replace(/[^/]+$/, (id) => encodeURIComponent(id)) })
        : next(request),
    finds: 'kick/odd-ids: is-not-decoded',
  },
  ...([3, 5] as const).map((version): BrokenBroker => ({
    name: `leaves the connection of a kicked client of version ${version}`,
    fault: (request, next, broker) => {
      const [client] = isKick(request) ? broker.mock.state.store.get(idIn(request)) : [];
      if (client?.proto_ver !== version) return next(request);
      broker.mock.state.store.remove(idIn(request));
      return KICKED;
    },
    finds: `kick/closes-mqtt-${version}: connection-stays-open`,
  })),
  {
    name: 'closes MQTT 5.0 clients without a word',
    fault: (request, next, broker) => {
      const [client] = isKick(request) ? broker.mock.state.store.get(idIn(request)) : [];
      // The stand-in for MQTT sends DISCONNECT to 5.0 clients only.
      if (client) broker.mock.state.store.put({ ...client, proto_ver: 4 }, broker.clock.now());
      return next(request);
    },
    finds: 'kick/reason: no-disconnect',
  },
  {
    name: 'only disconnects MQTT 5.0 clients whom it should kick',
    fault: (request, next, broker) => {
      const [client] = isKick(request) ? broker.mock.state.store.get(idIn(request)) : [];
      if (!client || client.clean_start || client.proto_ver !== 5) return next(request);
      broker.disconnect(idIn(request));
      return KICKED;
    },
    finds: 'kick/persistent-session-mqtt-5: session-stays',
  },
  {
    name: 'says code 0 whomever it is asked to kick',
    fault: (request, next) => {
      const response = next(request);
      return isKick(request) ? { ...response, body: '{"code":0}' } : response;
    },
    finds: 'kick/unknown: code-is-0',
    says: /as if the client existed/,
  },
  {
    name: 'knows no DELETE',
    fault: (request, next) =>
      isKick(request)
        ? { status: 404, headers: { 'content-type': 'application/json' }, body: '{"code":102}' }
        : next(request),
    finds: 'kick/answer: status-is-not-200',
    says: /does not support DELETE/,
  },
  {
    name: 'crashes at a second kick',
    fault: (request, next) => {
      const response = next(request);
      return isKick(request) && response.body.includes('112')
        ? { status: 500, headers: {}, body: 'Internal Error' }
        : response;
    },
    finds: 'kick/again: crashes',
  },
  {
    name: 'kicks some time after it said so',
    fault: ((): Fault => {
      const due: { at: number; id: string }[] = [];
      return (request, next, broker) => {
        const now = broker.clock.now();
        for (const { id } of due.filter(({ at }) => at <= now)) broker.mock.clients.remove(id);
        if (!isKick(request)) return next(request);
        due.push({ at: now + 15, id: idIn(request) });
        return KICKED;
      };
    })(),
    finds: 'kick/at-once: is-still-shown',
  },
  {
    name: 'leaves the kicked in the index of a filter',
    fault: ((): Fault => {
      const ghosts = new Map<string, Record<string, unknown>>();
      return (request, next, broker) => {
        if (isKick(request)) {
          const ghost = broker.mock.clients.get(idIn(request));
          if (ghost) ghosts.set(ghost.clientid, { ...ghost });
        }
        return rewrite(
          (asked) => isList(asked) && queryOf(asked).has('username'),
          (body, asked) => {
            const wanted = queryOf(asked).get('username');
            for (const ghost of ghosts.values()) {
              if (ghost['username'] === wanted) body.data?.push(ghost);
            }
          },
        )(request, next, broker);
      };
    })(),
    finds: 'kick/gone: is-still-found',
    says: /username=.* still finds/,
  },
  {
    name: 'leaves the kicked in the whole list',
    fault: ((): Fault => {
      const ghosts: Record<string, unknown>[] = [];
      return (request, next, broker) => {
        const ghost = isKick(request) ? broker.mock.clients.get(idIn(request)) : undefined;
        if (ghost) ghosts.push({ ...ghost });
        return rewrite(
          (asked) => isList(asked) && !isFiltered(queryOf(asked)),
          (body) => ({ ...body, data: [...(body.data ?? []), ...ghosts] }),
        )(request, next, broker);
      };
    })(),
    finds: 'kick/gone: is-still-listed',
  },
];
