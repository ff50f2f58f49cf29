import { type BrokerState } from '../../core/broker-state.js';
import { readClient } from '../../core/client-input.js';
import type { StoredClient } from '../../core/client.js';
import { createClock } from '../../core/clock.js';
import { createEngine } from '../../core/engine.js';
import { insertionOrder } from '../../core/order.js';
import type { Dialect } from '../../core/releases/dialect.js';
import { Store } from '../../core/store.js';
import { subscriptionsOf } from '../../core/subscriptions.js';
import type { MockRequest } from '../../core/request-response.js';
import type { Use } from '../../../openapi/usage/usage.js';
import { EXAMPLE_CLIENTS, NODES, NOW } from './example-clients.js';
import { clientOf, CREDENTIALS } from './example-request.js';

/** What a broker answers. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  /** Of a request that changes subscriptions: the topics that the client is subscribed to then. */
  readonly subscriptions?: readonly string[];
}

/** A broker to try uses on. */
export interface ExampleBroker {
  readonly dialect: Dialect;
  /** Whether it has the paths beside `/clients`. */
  readonly companions: boolean;
}

/**
 * Of one broker, the answer to an example of a use. It always begins with the same clients.
 * @param example one of the use's `exampleRequests`.
 */
export function replay(
  use: Pick<Use, 'request' | 'with'>,
  example: MockRequest,
  broker: ExampleBroker,
): Answer {
  const { dialect, companions } = broker;
  const engine = createEngine({
    dialect,
    basePath: '/api/v4',
    credentials: [CREDENTIALS],
    strict: false,
    companions,
    dashboardUser: { id: 'admin', secret: 'public' },
    utcOffsetMinutes: () => 0,
  });
  const hasNodes = use.with['nodes'] === 'several' || use.with['node'] === 'stopped';
  const state: BrokerState = {
    store: (hasNodes ? cluster : single).fork(),
    clock: createClock(() => NOW, NOW),
    listeners: new Set(),
    kickedMqtt5: dialect.kickedMqtt5,
    ...(use.with['asked'] === 'another node' && { askedNode: NODES[1] }),
    ...(use.with['node'] === 'stopped' && { nodeStates: new Map([[NODES[1], 'down'] as const]) }),
  };
  const request = engine.parse(example);
  const { status, body } = engine.execute(engine.prepare(request, state), request, state);
  if (!CHANGES_SUBSCRIPTIONS.test(use.request)) return { status, body };
  const subscriptions = state.store
    .get(clientOf(use.with))
    .flatMap((client) => [...subscriptionsOf(client)].map(({ topic }) => topic));
  return { status, body, subscriptions };
}

const CHANGES_SUBSCRIPTIONS = /\/mqtt\/(?:un)?subscribe$/;

const cluster = storeOf((node) => node);
const single = storeOf(() => NODES[0]);

function storeOf(nodeOf: (node: string) => string): Store {
  const store = new Store(insertionOrder);
  const clients = EXAMPLE_CLIENTS.map((input): StoredClient => {
    const read = readClient(
      { ...input, node: nodeOf(input.node ?? NODES[0]) },
      { utcOffsetMinutes: 0, now: NOW },
    );
    if (!read.ok) throw new Error(`Failed to read ${input.clientid}.`, { cause: read.problems });
    return read.client;
  });
  store.load(clients, NOW);
  return store;
}
