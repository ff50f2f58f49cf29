import { document as api } from '../../../openapi/index.js';
import { CONN_STATES } from '../../core/client.js';
import * as s from '../../core/schema.js';
import { BULK, CLIENT_ID, CLIENT_INPUT, CLIENT_INPUTS } from '../bulk.js';
import { answer, operation, parameters, queryInteger, ref } from './operation.js';

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

/** An operation on the client in the path, which returns its rows: one for each node that has it. */
const onClient = (id: string, summary: string, body?: s.Schema) =>
  operation(id, summary, ref('Clients'), {
    parameters: clientid,
    body,
    answers: { 404: answer('The client does not exist.', ref('Problem')) },
  });

/** The operations on the clients of a sandbox. */
export const CLIENT_OPERATIONS = {
  'GET /clients': operation(
    'listClients',
    'List clients with their conn_state and subscriptions, which the clients API does not return',
    {
      count: s.integer('Number of all clients.'),
      clients: s.list(ref('Client')),
    },
    { parameters: parameters(CLIENT_PAGE.members) },
  ),
  'POST /clients': operation(
    'addClients',
    'Add one or more clients; none if one of them is invalid',
    { added: s.integer('Number of clients.'), clientids: s.list(CLIENT_ID) },
    { body: NEW_CLIENTS, status: 201 },
  ),
  'DELETE /clients': operation('removeClients', 'Remove all clients', {
    removed: s.integer('Number of client ids.'),
  }),
  'POST /clients/bulk': operation(
    'changeClients',
    'Apply several changes at once; none if one of them is invalid',
    {
      remove: s.integer('Clients removed.'),
      add: s.integer('Clients added.'),
      update: s.integer('Clients changed.'),
      disconnect: s.integer('Clients disconnected.'),
      reconnect: s.integer('Clients reconnected.'),
    },
    { description: 'The order is remove, add, update, disconnect, reconnect.', body: BULK },
  ),
  'GET /clients/{clientid}': onClient('getClient', 'Get a client on every node that has it'),
  'PATCH /clients/{clientid}': onClient('changeClient', 'Change a client', CLIENT_CHANGE),
  'DELETE /clients/{clientid}': onClient(
    'removeClient',
    'Remove a client: its connection and its session',
  ),
  'POST /clients/{clientid}/disconnect': onClient(
    'disconnectClient',
    'Disconnect a client; a persistent session remains',
  ),
  'POST /clients/{clientid}/reconnect': onClient(
    'reconnectClient',
    'Reconnect a client to its session',
  ),
};

const SUBSCRIPTIONS = s.list(
  s.object({ topic: s.text('A topic filter.'), qos: s.integer('0, 1 or 2.') }),
).openapi;

/** The members of a client: those of the clients API by type, and those that only the mock has. */
const MEMBERS: s.Schema['openapi'] = {
  ...Object.fromEntries(
    Object.entries(api.components.schemas['Client']?.properties ?? {}).flatMap(([name, member]) =>
      typeof member === 'object'
        ? [[name, { type: member.type, description: member.description }] as const]
        : [],
    ),
  ),
  conn_state: { enum: CONN_STATES },
  subscriptions: SUBSCRIPTIONS,
};

const client = (description: string, properties: s.Schema['openapi'], required: string[]) =>
  s.check({ type: 'object', description, properties, required }, 'a client', s.isObject);

export const CLIENT_SCHEMAS = {
  Client: client(
    'A client as the clients API returns it, with its conn_state and subscriptions.',
    MEMBERS,
    ['clientid', 'conn_state', 'subscriptions'],
  ),
  ClientInput: client(
    'A client with the members of the clients API, conn_state, and its subscriptions, a list of objects with topic and qos. A member that is left out gets the default of a stock EMQX.',
    {
      ...MEMBERS,
      username: {
        type: ['string', 'null'],
        description: 'Null, or the text undefined: the client has none.',
      },
    },
    ['clientid'],
  ),
  Clients: s.object({ clients: s.list(ref('Client')) }),
};
