import type { DialectName, Mock, MockRequest, MockResponse } from '../../../mock/index.js';
import { dialectOf } from '../../../mock/core/dialects/index.js';
import type { Dialect } from '../../../mock/core/dialects/dialect.js';
import { createHandler, type Handler } from '../../../mock/core/handler.js';
import type { BrokerState } from '../../../mock/core/state.js';
import { createMockOf } from '../../../mock/mock.js';
import { readOptions } from '../../../mock/options.js';
import { seedClients } from '../../../mock/seed/index.js';
import { VirtualClock } from './virtual-clock.js';

export type Handle = (request: MockRequest) => MockResponse;

export interface EngineOptions {
  readonly dialect?: DialectName;
  /** Clients of others, seeded. Default 41. */
  readonly clients?: number;
  /** Default 1. */
  readonly seed?: number;
  /** Local time of the nodes. Default `+00:00`. */
  readonly utcOffset?: string;
}

/** What a broker of this process is made of: the real engine, its parts within reach of a test. */
export interface Engine {
  readonly mock: Mock;
  readonly clock: VirtualClock;
  readonly dialect: Dialect;
  /** The honest answer. */
  readonly honest: Handle;
  /** The engine's answer with another dialect, or from another state; each default is its own. */
  answer(
    request: MockRequest,
    other?: { readonly dialect?: Dialect; readonly state?: BrokerState },
  ): MockResponse;
}

export function createEngine(options: EngineOptions = {}): Engine {
  const { dialect: name = 'documented', clients = 41, seed = 1, utcOffset = '+00:00' } = options;
  const clock = new VirtualClock();
  const settings = readOptions({ dialect: name, seed, utcOffset });
  const population = seedClients({ count: clients, seed, now: clock.now() });
  const mock = createMockOf(population, settings, () => clock.now());
  const own = dialectOf(name);
  const handlers = new Map<Dialect, Handler>();
  return {
    mock,
    clock,
    dialect: own,
    honest: mock.handle,
    answer(request, { dialect = own, state = mock.state } = {}) {
      let handler = handlers.get(dialect);
      if (!handler) {
        const { utcOffsetMinutes } = settings;
        handler = createHandler({
          ...settings,
          utcOffsetMinutes: () => utcOffsetMinutes,
          dialect,
        });
        handlers.set(dialect, handler);
      }
      return handler(request, state);
    },
  };
}
