import type { Clock } from '../../../contracts/shared/clock.js';
import type { StoredClient } from '../../../mock/core/client.js';
import type { DialectName, MockRequest, MockResponse } from '../../../mock/index.js';
import { createMockOf, type Mock } from '../../../mock/mock.js';
import { readOptions } from '../../../mock/options.js';
import { seedClients } from '../../../mock/seed/seed-clients.js';

/** What every client id of the tests' runs starts with. */
export const PREFIX = 'ecc-k3f9q2-';

/** A broker of one process: the mock's engine, and MQTT clients that are rows in its store. */
export interface Broker {
  readonly mock: Mock;
  readonly clock: FakeClock;
  handle(request: MockRequest): MockResponse | Promise<MockResponse>;
  /** Ends a client's connection, and leaves its session where it is persistent. */
  disconnect(clientid: string): void;
}

/** Time that passes only while somebody sleeps. */
export class FakeClock implements Clock {
  // Not at the start of a second: a broker's clients seldom are.
  #now = Date.parse('2026-03-18T02:15:57.250Z');

  now(): number {
    return this.#now;
  }

  sleep(ms: number): Promise<void> {
    this.#now += ms;
    return Promise.resolve();
  }
}

export interface BrokerOptions {
  readonly dialect?: DialectName;
  /** Clients of others. Default 41. */
  readonly clients?: number;
  readonly seed?: number;
  /** Minutes east of UTC in which the broker prints times. */
  readonly utcOffset?: string;
}

/** Changes what a broker does with a request. */
export type Fault = (
  request: MockRequest,
  next: (request: MockRequest) => MockResponse,
  broker: Broker,
) => MockResponse;

const populations = new Map<string, readonly StoredClient[]>();

/** Seeded once for all tests of a file. */
function populationOf(count: number, seed: number, now: number): readonly StoredClient[] {
  const key = `${count} of ${seed}`;
  const population = populations.get(key) ?? [...seedClients({ count, seed, now })];
  populations.set(key, population);
  return population;
}

export function createBroker(options: BrokerOptions = {}, fault?: Fault): Broker {
  const { dialect = 'documented', clients = 41, seed = 1, utcOffset = '+00:00' } = options;
  const clock = new FakeClock();
  const settings = readOptions({ dialect, seed, utcOffset });
  const population = populationOf(clients, seed, clock.now());
  const mock = createMockOf(population, settings, () => clock.now());
  const broker: Broker = {
    mock,
    clock,
    handle: (request) => (fault ? fault(request, mock.handle, broker) : mock.handle(request)),
    disconnect: (clientid) => {
      leave(mock, clientid, clock.now());
    },
  };
  return broker;
}

/** Clients of others leave and connect between any two requests, from a seed. */
export function comingAndGoing(seed: number): Fault {
  let state = seed;
  const chance = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  let newcomers = 0;
  return (request, next, { mock }) => {
    if (chance() < 0.4) {
      newcomers += 1;
      mock.clients.add({ clientid: `newcomer-${newcomers}`, username: 'somebody' });
    }
    const at = Math.floor(chance() * mock.state.store.size);
    const [leaver] = chance() < 0.4 ? mock.state.store.slice(at, at + 1) : [];
    if (leaver && !leaver.clientid.startsWith(PREFIX)) mock.clients.remove(leaver.clientid);
    return next(request);
  };
}

function leave(mock: Mock, clientid: string, now: number): void {
  const [client] = mock.state.store.get(clientid);
  if (!client) return;
  if (client.expiry_interval === 0) mock.state.store.remove(clientid);
  else {
    const offline = { ...client, conn_state: 'disconnected' as const, disconnected_at: now };
    mock.state.store.put(offline, now);
  }
}
