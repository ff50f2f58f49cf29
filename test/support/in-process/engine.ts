import { createClock } from '../../../mock/core/clock.js';
import { createEngine as createCore } from '../../../mock/core/engine.js';
import type { Dialect } from '../../../mock/core/releases/dialect.js';
import { dialectOf } from '../../../mock/core/releases/dialect-of.js';
import type { DialectName } from '../../../mock/core/releases/releases.js';
import type { MockRequest, MockResponse } from '../../../mock/core/request-response.js';
import { hashOrder, insertionOrder } from '../../../mock/core/order.js';
import type { BrokerState } from '../../../mock/core/broker-state.js';
import { Store } from '../../../mock/core/store.js';
import { seedClients } from '../../../mock/seed/seed-clients.js';
import { VirtualClock } from './virtual-clock.js';

export type Handle = (request: MockRequest) => MockResponse;

export interface EngineOptions {
  readonly dialect?: DialectName;
  /** Clients of others, seeded. Default 41. */
  readonly clients?: number;
  /** Default 1. */
  readonly seed?: number;
  /** Local time of the nodes, minutes east of UTC. Default 0. */
  readonly utcOffsetMinutes?: number;
  /** Answers the paths beside `/clients`, too. Default false. */
  readonly companions?: boolean;
}

/** A broker in this process: the mock's engine, with its parts in reach of a test. */
export interface Engine {
  readonly clock: VirtualClock;
  readonly dialect: Dialect;
  readonly state: BrokerState;
  readonly utcOffsetMinutes: number;
  /** Answers as a conforming broker does. */
  readonly handle: Handle;
  /** Answers with another dialect or from another state. Default: the engine's own. */
  answer(
    request: MockRequest,
    other?: { readonly dialect?: Dialect; readonly state?: BrokerState },
  ): MockResponse;
}

/** The credentials in the documents' examples. */
export const CREDENTIALS = { id: 'app_id', secret: 'app_secret' } as const;

export function createEngine(options: EngineOptions = {}): Engine {
  const {
    dialect: name = 'documented',
    clients = 41,
    seed = 1,
    utcOffsetMinutes = 0,
    companions = false,
  } = options;
  const clock = new VirtualClock();
  const own = dialectOf(name);
  const store = new Store(own.order === 'hash' ? hashOrder(seed) : insertionOrder);
  store.load(seedClients({ count: clients, seed, now: clock.now() }), clock.now());
  const ownState: BrokerState = {
    store,
    clock: createClock(() => clock.now()),
    listeners: new Set(),
  };
  const handlers = new Map<Dialect, (request: MockRequest, state: BrokerState) => MockResponse>();
  const answer: Engine['answer'] = (request, { dialect = own, state = ownState } = {}) => {
    const handle = handlers.get(dialect) ?? handlerOf(dialect, utcOffsetMinutes, companions, clock);
    handlers.set(dialect, handle);
    return handle(request, state);
  };
  return {
    clock,
    dialect: own,
    state: ownState,
    utcOffsetMinutes,
    handle: (request) => answer(request),
    answer,
  };
}

/** The engine's two steps, and the expiry of sessions before them. */
function handlerOf(
  dialect: Dialect,
  utcOffsetMinutes: number,
  companions: boolean,
  clock: VirtualClock,
): (request: MockRequest, state: BrokerState) => MockResponse {
  const core = createCore({
    dialect,
    basePath: '/api/v4',
    credentials: [CREDENTIALS],
    strict: false,
    companions,
    utcOffsetMinutes: () => utcOffsetMinutes,
    timer: () => clock.now(),
  });
  return (given, state) => {
    state.store.expire(state.clock.now());
    const request = core.parse(given);
    return core.execute(core.prepare(request, state), request, state);
  };
}
