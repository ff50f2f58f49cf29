import type { MockRequest, MockResponse } from '../../mock/core/request-response.js';
import { seedClients } from '../../mock/seed/seed-clients.js';
import { NoAnswer } from '../../contracts/shared/errors.js';
import { Random } from '../../mock/seed/random.js';
import type { Engine } from '../support/in-process/engine.js';

type AsyncHandle = (request: MockRequest) => MockResponse | Promise<MockResponse>;

/** A condition under which a conforming broker works, and no rule may fail. */
export interface Condition {
  readonly name: string;
  /** Whether the gate connects test clients. */
  readonly mqtt: boolean;
  handler(this: void, engine: Engine, seed: number): AsyncHandle;
}

/** Requests between two changes of the population. */
const CHANGE_INTERVAL = 13;

/** Seeded clients connect, leave and come back while the gate works; never the gate's own. */
function restless(engine: Engine): AsyncHandle {
  const { state, clock } = engine;
  const present = [...state.store].map(({ clientid }) => clientid);
  const newcomers = seedClients({ count: 1000, seed: 4711, now: clock.now() });
  let requests = 0;
  const changePopulation = (turn: number): void => {
    const [leaving] = present.splice((turn * 7) % Math.max(1, present.length), 1);
    if (turn % 2 === 0 && leaving !== undefined) {
      state.store.remove(leaving);
      return;
    }
    if (leaving !== undefined) present.push(leaving);
    const newcomer = newcomers[turn % newcomers.length];
    if (newcomer?.disconnected_at !== null) return;
    if (state.store.get(newcomer.clientid).length > 0) return;
    const now = clock.now();
    state.store.put({ ...newcomer, created_at: now, connected_at: now }, now);
    present.push(newcomer.clientid);
  };
  return (request) => {
    requests += 1;
    if (requests % CHANGE_INTERVAL === 0) changePopulation(requests / CHANGE_INTERVAL);
    return engine.handle(request);
  };
}

/** Answers take between 0 and 1 second of the engine's clock. */
function slow(engine: Engine, handle: AsyncHandle): AsyncHandle {
  let requests = 0;
  return async (request) => {
    requests += 1;
    await engine.clock.sleep((requests * 379) % 1000);
    return handle(request);
  };
}

/** Of 200 answers, how many are lost or late in each way. */
const DISTURBED = 2;

/**
 * A way to the broker that is not steady: of a hundred answers, one is a gateway's 503, one is lost
 * with its connection, before or after the broker has done its part, and one is 2 seconds late.
 */
function disturbed(engine: Engine, seed: number): AsyncHandle {
  const random = new Random(seed);
  return async (request) => {
    const dice = random.int(1, 200);
    if (dice <= DISTURBED) return { status: 503, headers: {}, body: '<h1>503</h1>' };
    const isLost = dice <= 2 * DISTURBED;
    const reset = new NoAnswer('ECONNRESET', 'read ECONNRESET');
    if (isLost && dice % 2 === 0) throw reset;
    if (dice > 2 * DISTURBED && dice <= 3 * DISTURBED) await engine.clock.sleep(2000);
    const answer = engine.handle(request);
    if (isLost) throw reset;
    return answer;
  };
}

export const CONDITIONS: readonly Condition[] = [
  { name: 'quiet', mqtt: true, handler: ({ handle }) => handle },
  { name: 'restless and slow', mqtt: true, handler: (engine) => slow(engine, restless(engine)) },
  { name: 'restless, read only', mqtt: false, handler: restless },
  { name: 'disturbed', mqtt: true, handler: disturbed },
];
