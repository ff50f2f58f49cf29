import { kickAll } from '../../core/broker-state.js';
import type { StoredClient } from '../../core/client.js';
import { JSON_TYPE } from '../../core/releases/json-response.js';
import type { Steps } from '../../core/steps.js';
import { subscriptionsOf } from '../../core/subscriptions.js';
import type { Sandbox } from '../../sandboxes/sandbox.js';
import { applyBulk, BULK, type BulkStep } from '../bulk.js';
import { CLIENT_CHANGE, CLIENT_PAGE, NEW_CLIENTS } from '../openapi/clients.js';
import { refusal, show } from '../refusal.js';
import type { ControlAnswer, ControlCall, ControlRoute, ControlRoutes } from '../route.js';
import { invalid, readInput } from '../validation-error.js';

/** A client as the API sends it, with its state and its subscriptions. */
function toJson(sandbox: Sandbox, client: StoredClient): unknown {
  const { conn_state } = client;
  const subscriptions = [...subscriptionsOf(client)];
  return { ...sandbox.engine.show(client), conn_state, subscriptions };
}

/** Rows that are printed in a step. */
const ROWS = 256;

/** The text of a page of clients, in parts; they are those of the moment that it begins. */
function* pageOf(sandbox: Sandbox, offset: number, limit: number): Steps<string[]> {
  const { store } = sandbox.state;
  const parts = [`{"count":${store.size},"clients":[`];
  let texts: string[] = [];
  for (const client of store.rows(offset, limit)) {
    texts.push(JSON.stringify(toJson(sandbox, client)));
    if (texts.length < ROWS) continue;
    parts.push(texts.join(','), ',');
    texts = [];
    yield;
  }
  if (texts.length > 0) parts.push(texts.join(','));
  else if (parts.length > 1) parts.pop();
  parts.push(']}');
  return parts;
}

function rowsOf({ sandbox, parameter }: ControlCall): ControlAnswer {
  const clients = sandbox.state.store.get(parameter);
  return { json: { clients: clients.map((client) => toJson(sandbox, client)) } };
}

/** Answers with 404 if the client in the path does not exist. */
const ifFound =
  (handle: ControlRoute['handle']): ControlRoute['handle'] =>
  (call) => {
    const { sandbox, parameter } = call;
    if (sandbox.state.store.get(parameter).length > 0) return handle(call);
    const message = `There is no client ${show(parameter)}.`;
    return refusal('unknown client', message, { field: 'clientid', value: parameter });
  };

/** Applies a change to the client in the path. */
const change = (step: 'remove' | 'disconnect' | 'reconnect') =>
  ifFound(async (call) => {
    await call.inTurns(applyBulk(call.sandbox, { [step]: [call.parameter] }));
    return rowsOf(call);
  });

export const CLIENT_ROUTES: ControlRoutes = {
  'GET /clients': {
    query: Object.keys(CLIENT_PAGE.members),
    async handle({ sandbox, query, inTurns }) {
      const { offset, limit } = readInput(CLIENT_PAGE, Object.fromEntries(query));
      return { text: { type: JSON_TYPE, body: await inTurns(pageOf(sandbox, offset, limit)) } };
    },
  },
  'POST /clients': async ({ sandbox, body, inTurns }) => {
    const clients = readInput(NEW_CLIENTS, body);
    const isList = Array.isArray(clients);
    const fieldOf = (_: BulkStep, index: number): string => (isList ? `[${index}]` : '');
    const { added } = await inTurns(applyBulk(sandbox, { add: [clients].flat() }, fieldOf));
    return { status: 201, json: { added: added.length, clientids: added } };
  },
  'DELETE /clients': ({ sandbox }) => ({ json: { removed: kickAll(sandbox.state) } }),
  'POST /clients/bulk': async ({ sandbox, body, inTurns }) => {
    const { counts } = await inTurns(applyBulk(sandbox, readInput(BULK, body)));
    return { json: counts };
  },
  'GET /clients/{clientid}': ifFound(rowsOf),
  'PATCH /clients/{clientid}': ifFound(async (call) => {
    const { sandbox, parameter: clientid } = call;
    const given = new Map(Object.entries(readInput(CLIENT_CHANGE, call.body)));
    if (given.has('clientid') && given.get('clientid') !== clientid) {
      throw invalid('clientid', given.get('clientid'), 'the id in the path');
    }
    // Unlike an assignment, Object.fromEntries treats `__proto__` as an ordinary name.
    const update = [{ ...Object.fromEntries(given), clientid }];
    await call.inTurns(applyBulk(sandbox, { update }, () => ''));
    return rowsOf(call);
  }),
  'DELETE /clients/{clientid}': change('remove'),
  'POST /clients/{clientid}/disconnect': change('disconnect'),
  'POST /clients/{clientid}/reconnect': change('reconnect'),
};
