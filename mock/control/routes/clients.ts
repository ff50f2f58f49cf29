import type { StoredClient } from '../../core/client.js';
import type { Sandbox } from '../../sandboxes/sandbox.js';
import { applyBulk, type Bulk, type BulkStep } from '../bulk.js';
import { badInput } from '../validation-error.js';
import { readInteger, readList, readMembers } from '../read.js';
import type { ControlAnswer, ControlCall, ControlRoute } from '../route.js';

/** A client as the API sends it, and what the API does not send. */
function shown(sandbox: Sandbox, client: StoredClient): unknown {
  return { ...sandbox.engine.show(client), conn_state: client.conn_state };
}

function found({ sandbox, parameter }: ControlCall): ControlAnswer {
  const clients = sandbox.state.store.get(parameter);
  if (clients.length === 0) return unknownClient(parameter);
  return { json: { clients: clients.map((client) => shown(sandbox, client)) } };
}

const unknownClient = (clientid: string): ControlAnswer => ({
  status: 404,
  json: { message: `There is no client ${JSON.stringify(clientid)}.`, field: 'clientid' },
});

/** One client, a list of them, or what the API itself answers: `{"data": […]}`. */
function readClients(body: unknown): { clients: readonly unknown[]; one: boolean } {
  if (Array.isArray(body)) return { clients: body, one: false };
  if (typeof body === 'object' && body !== null && Object.hasOwn(body, 'data')) {
    return { clients: readList((body as { data: unknown }).data, 'data'), one: false };
  }
  return { clients: [body], one: true };
}

const STEPS = ['remove', 'add', 'update', 'disconnect', 'reconnect'] as const;

/** A step that is done to the one client that the path names. */
const step =
  (name: BulkStep): ControlRoute['handle'] =>
  (call) => {
    const { sandbox, parameter } = call;
    if (sandbox.state.store.get(parameter).length === 0) return unknownClient(parameter);
    applyBulk(sandbox, { [name]: [parameter] });
    const left = sandbox.state.store.get(parameter);
    return { json: { clients: left.map((client) => shown(sandbox, client)) } };
  };

export const CLIENT_ROUTES: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/clients',
    query: ['offset', 'limit'],
    handle({ sandbox, query }) {
      const { store } = sandbox.state;
      const max = Number.MAX_SAFE_INTEGER;
      const offset = readInteger(query, 'offset', { min: 0, max, usual: 0 });
      const limit = readInteger(query, 'limit', { min: 0, max: 10_000, usual: 100 });
      const clients = store.slice(offset, limit).map((client) => shown(sandbox, client));
      return { json: { count: store.size, clients } };
    },
  },
  {
    method: 'POST',
    path: '/clients',
    handle({ sandbox, body }) {
      const { clients, one } = readClients(body);
      const fieldOf = (_: BulkStep, index: number): string => (one ? '' : `[${index}]`);
      const { added } = applyBulk(sandbox, { add: clients }, fieldOf);
      return { status: 201, json: { added: added.length, clientids: added } };
    },
  },
  {
    method: 'DELETE',
    path: '/clients',
    handle({ sandbox }) {
      const remove = [...new Set([...sandbox.state.store].map(({ clientid }) => clientid))];
      applyBulk(sandbox, { remove });
      return { json: { removed: remove.length } };
    },
  },
  {
    method: 'POST',
    path: '/clients/bulk',
    handle({ sandbox, body }) {
      const members = readMembers(body, STEPS);
      const bulk: Bulk = Object.fromEntries(
        [...members].map(([name, items]) => [name, readList(items, name)]),
      );
      return { json: applyBulk(sandbox, bulk).counts };
    },
  },
  { method: 'GET', path: '/clients/{clientid}', handle: found },
  {
    method: 'PATCH',
    path: '/clients/{clientid}',
    handle(call) {
      const { sandbox, parameter, body } = call;
      if (sandbox.state.store.get(parameter).length === 0) return unknownClient(parameter);
      if (typeof body !== 'object' || body === null || Array.isArray(body)) {
        throw badInput('body', body, 'an object with what is to be changed');
      }
      if (Object.hasOwn(body, 'clientid')) {
        const { clientid } = body as { clientid: unknown };
        if (clientid !== parameter) throw badInput('clientid', clientid, 'the id of the path');
      }
      // A client may have a member called __proto__: it is kept as an own one.
      const change = Object.fromEntries([...Object.entries(body), ['clientid', parameter]]);
      applyBulk(sandbox, { update: [change] }, () => '');
      return found(call);
    },
  },
  { method: 'DELETE', path: '/clients/{clientid}', handle: step('remove') },
  { method: 'POST', path: '/clients/{clientid}/disconnect', handle: step('disconnect') },
  { method: 'POST', path: '/clients/{clientid}/reconnect', handle: step('reconnect') },
];
