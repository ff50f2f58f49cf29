import { answer, listOf, object, operation, parameter, ref, text, whole } from './parts.js';

const clientid = parameter('clientid', text('The client id, percent-encoded.'), 'path');
const noClient = { 404: answer('There is no such client.', ref('Problem')) };

const bulkCounts = object({
  remove: whole('Clients removed.'),
  add: whole('Clients added.'),
  update: whole('Clients changed.'),
  disconnect: whole('Clients disconnected.'),
  reconnect: whole('Clients reconnected.'),
});

/** The operations on the clients of a sandbox. */
export const CLIENT_PATHS = {
  '/__mock/clients': {
    get: operation({
      id: 'listClients',
      tag: 'clients',
      summary: 'The clients, with what the API does not send',
      parameters: [
        parameter('offset', whole('How many to leave out. Default 0.')),
        parameter('limit', whole('How many to send. Default 100.', { maximum: 10_000 })),
      ],
      answers: {
        200: answer(
          'In the order in which the API lists them.',
          object({ count: whole('How many there are in all.'), clients: listOf(ref('Client')) }),
        ),
      },
    }),
    post: operation({
      id: 'addClients',
      tag: 'clients',
      summary: 'Add one client, or several, or none where one is wrong',
      body: {
        anyOf: [
          ref('ClientInput'),
          listOf(ref('ClientInput')),
          {
            type: 'object',
            description: 'What the clients API itself answers.',
            properties: { data: listOf(ref('ClientInput')) },
            required: ['data'],
          },
        ],
      },
      answers: {
        201: answer(
          'They are there.',
          object({ added: whole('How many.'), clientids: listOf(text('A client id.')) }),
        ),
      },
    }),
    delete: operation({
      id: 'removeClients',
      tag: 'clients',
      summary: 'Remove all clients',
      answers: { 200: answer('Nobody is left.', object({ removed: whole('How many ids.') })) },
    }),
  },
  '/__mock/clients/bulk': {
    post: operation({
      id: 'changeClients',
      tag: 'clients',
      summary: 'Do several things to the clients at once, or none where one is wrong',
      description: 'In the order remove, add, update, disconnect, reconnect.',
      body: object(
        {
          remove: listOf(text('A client id.')),
          add: listOf(ref('ClientInput')),
          update: listOf(ref('ClientInput')),
          disconnect: listOf(text('A client id.')),
          reconnect: listOf(text('A client id.')),
        },
        [],
      ),
      answers: { 200: answer('All of it is done.', bulkCounts) },
    }),
  },
  '/__mock/clients/{clientid}': {
    get: operation({
      id: 'getClient',
      tag: 'clients',
      summary: 'One client, on every node that has it',
      parameters: [clientid],
      answers: { 200: answer('Its rows.', ref('Clients')), ...noClient },
    }),
    patch: operation({
      id: 'changeClient',
      tag: 'clients',
      summary: 'Change a client',
      parameters: [clientid],
      body: { type: 'object', description: 'The members that change; the id can not.' },
      answers: { 200: answer('Its rows, changed.', ref('Clients')), ...noClient },
    }),
    delete: operation({
      id: 'removeClient',
      tag: 'clients',
      summary: 'Remove a client: connection and session',
      parameters: [clientid],
      answers: { 200: answer('It is gone: no rows.', ref('Clients')), ...noClient },
    }),
  },
  '/__mock/clients/{clientid}/disconnect': {
    post: operation({
      id: 'disconnectClient',
      tag: 'clients',
      summary: "End a client's connection; a persistent session stays",
      parameters: [clientid],
      answers: { 200: answer('What is left of it.', ref('Clients')), ...noClient },
    }),
  },
  '/__mock/clients/{clientid}/reconnect': {
    post: operation({
      id: 'reconnectClient',
      tag: 'clients',
      summary: 'Let a client return to its session',
      parameters: [clientid],
      answers: { 200: answer('Its rows.', ref('Clients')), ...noClient },
    }),
  },
};
