import { kickAll } from '../../core/broker-state.js';
import type { StoredClient } from '../../core/client.js';
import { JSON_TYPE } from '../../core/releases/json-response.js';
import { subscriptionsOf } from '../../core/subscriptions.js';
import type { Sandbox } from '../../sandboxes/sandbox.js';
import { applyBulk, BULK, type BulkStep } from '../bulk.js';
import { CLIENT_CHANGE, CLIENT_PAGE, NEW_CLIENTS } from '../openapi/clients.js';
import { refusal, show } from '../refusal.js';
import type { ControlAnswer, ControlCall, ControlRoute, ControlRoutes } from '../route.js';
import { invalid, readInput } from '../validation-error.js';

/** Characters of a part, at least: of some clients, or of some of the subscriptions of one. */
const PART = 64 * 1024;

/** Joins short texts to parts; a client may have 100,000 subscriptions. */
function* inLongParts(texts: Iterable<string>): Generator<string, void> {
  let part = '';
  for (const text of texts) {
    part += text;
    if (part.length < PART) continue;
    yield part;
    part = '';
  }
  if (part !== '') yield part;
}

/** The text of clients as the API sends them, each with its state and its subscriptions. */
function* print(
  sandbox: Sandbox,
  start: string,
  clients: Iterable<StoredClient>,
): Generator<string, void> {
  yield start;
  let comma = '';
  for (const client of clients) {
    const { conn_state } = client;
    const row = JSON.stringify({ ...sandbox.engine.show(client), conn_state });
    yield `${comma}${row.slice(0, -1)},"subscriptions":[`;
    comma = '';
    for (const subscription of subscriptionsOf(client)) {
      yield comma + JSON.stringify(subscription);
      comma = ',';
    }
    yield ']}';
    comma = ',';
  }
  yield ']}';
}

/** An answer that is printed while it is sent: the clients are those of the moment that this begins. */
const answerOf = (texts: () => Iterable<string>): ControlAnswer => ({
  text: { type: JSON_TYPE, body: { [Symbol.iterator]: () => inLongParts(texts()) } },
});

function pageOf(sandbox: Sandbox, offset: number, limit: number): ControlAnswer {
  const { store } = sandbox.state;
  return answerOf(() =>
    print(sandbox, `{"count":${store.size},"clients":[`, store.rows(offset, limit)),
  );
}

function rowsOf({ sandbox, parameter }: ControlCall): ControlAnswer {
  const clients = sandbox.state.store.get(parameter);
  return answerOf(() => print(sandbox, '{"clients":[', clients));
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
    handle({ sandbox, query }) {
      const { offset, limit } = readInput(CLIENT_PAGE, Object.fromEntries(query));
      return pageOf(sandbox, offset, limit);
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
