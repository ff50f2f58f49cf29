import { CONN_STATES } from '../../core/client.js';
import * as s from '../../core/schema.js';
import { BULK, CLIENT_ID, CLIENT_INPUT, CLIENT_INPUTS } from '../bulk.js';
import { answer, ok, operation, parameters, queryInteger, ref } from './operation.js';

/** The query of GET /clients. */
export const CLIENT_PAGE = s.object({
  offset: s.optional(queryInteger('Number of clients to skip.'), 0),
  limit: s.optional(queryInteger('The most clients to return.', { maximum: 10_000 }), 100),
});

/** The body of PATCH /clients/{clientid}. */
export const CLIENT_CHANGE = s.check<Readonly<Record<string, unknown>>>(
  { type: 'object', description: 'The members to change; the id cannot change.' },
  'an object with the members to change',
  s.isObject,
);

/** The body of POST /clients. */
export const NEW_CLIENTS = s.oneOf(
  'a client, a list of clients, or an answer of GET /clients',
  CLIENT_INPUTS,
  {
    openapi: {
      type: 'object',
      description: 'An answer of the clients API.',
      properties: { data: CLIENT_INPUTS.openapi },
      required: ['data'],
    },
    fits: (value) => s.isObject(value) && Object.hasOwn(value, 'data'),
    read: (value, _, problems) =>
      CLIENT_INPUTS.read((value as { data: unknown }).data, 'data', problems),
  } satisfies s.Schema,
  CLIENT_INPUT,
);

const clientid = parameters({ clientid: s.text('The client id, percent-encoded.') }, 'path');
const noClient = { 404: answer('The client does not exist.', ref('Problem')) };
const steps = s.object({
  remove: s.integer('Clients removed.'),
  add: s.integer('Clients added.'),
  update: s.integer('Clients changed.'),
  disconnect: s.integer('Clients disconnected.'),
  reconnect: s.integer('Clients reconnected.'),
});
/** The operations on the clients of a sandbox. */
export const CLIENT_PATHS = {
  '/clients': {
    get: operation(
      'listClients',
      'List clients with their conn_state, which the clients API does not return',
      ok(
        'Clients in the order of the clients API.',
        s.object({ count: s.integer('Number of all clients.'), clients: s.list(ref('Client')) }),
      ),
      { parameters: parameters(CLIENT_PAGE.members) },
    ),
    post: operation(
      'addClients',
      'Add one or more clients; none if one of them is invalid',
      {
        201: answer(
          'The clients were added.',
          s.object({ added: s.integer('Number of clients.'), clientids: s.list(CLIENT_ID) }),
        ),
      },
      { body: NEW_CLIENTS },
    ),
    delete: operation(
      'removeClients',
      'Remove all clients',
      ok('All clients were removed.', s.object({ removed: s.integer('Number of client ids.') })),
    ),
  },
  '/clients/bulk': {
    post: operation(
      'changeClients',
      'Apply several changes at once; none if one of them is invalid',
      ok('All changes were applied.', steps),
      { description: 'The order is remove, add, update, disconnect, reconnect.', body: BULK },
    ),
  },
  '/clients/{clientid}': {
    get: operation(
      'getClient',
      'Get a client on every node that has it',
      { ...ok('One row per node.', ref('Clients')), ...noClient },
      { parameters: clientid },
    ),
    patch: operation(
      'changeClient',
      'Change a client',
      { ...ok('The changed rows.', ref('Clients')), ...noClient },
      { parameters: clientid, body: CLIENT_CHANGE },
    ),
    delete: operation(
      'removeClient',
      'Remove a client: its connection and its session',
      { ...ok('An empty list.', ref('Clients')), ...noClient },
      { parameters: clientid },
    ),
  },
  '/clients/{clientid}/disconnect': {
    post: operation(
      'disconnectClient',
      'Disconnect a client; a persistent session remains',
      { ...ok('The remaining rows.', ref('Clients')), ...noClient },
      { parameters: clientid },
    ),
  },
  '/clients/{clientid}/reconnect': {
    post: operation(
      'reconnectClient',
      'Reconnect a client to its session',
      { ...ok('The rows of the client.', ref('Clients')), ...noClient },
      { parameters: clientid },
    ),
  },
};

const client = (description: string, properties: s.Schema['openapi']) =>
  s.check(
    { type: 'object', description, properties, required: Object.keys(properties) },
    'a client',
    s.isObject,
  );

export const CLIENT_SCHEMAS = {
  Client: client('A client as the clients API returns it, with its conn_state.', {
    clientid: CLIENT_ID.openapi,
    conn_state: { enum: CONN_STATES },
  }),
  ClientInput: client(
    'A client with the members of the clients API, and conn_state. A member that is left out gets the default of a stock EMQX.',
    { clientid: CLIENT_ID.openapi },
  ),
  Clients: s.object({ clients: s.list(ref('Client')) }),
};
