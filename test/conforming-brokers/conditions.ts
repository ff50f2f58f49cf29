import type { MockRequest, MockResponse } from '../../mock/core/messages.js';
import { seedClients } from '../../mock/seed/index.js';
import type { Engine } from '../support/in-process/engine.js';

type Answering = (request: MockRequest) => MockResponse | Promise<MockResponse>;

/** What happens to a conforming broker during a run. No rule may fail because of it. */
export interface Condition {
  readonly name: string;
  /** Whether the gate connects clients of its own. */
  readonly mqtt: boolean;
  answering(this: void, engine: Engine): Answering;
}

/** Requests between two changes of the population. */
const REQUESTS_PER_CHANGE = 13;

/** Seeded clients of others connect and disconnect during the run; the gate's own never do. */
function restless(engine: Engine): Answering {
  const { state, clock } = engine;
  const others = [...state.store].map(({ clientid }) => clientid);
  const newcomers = seedClients({ count: 1000, seed: 4711, now: clock.now() });
  let count = 0;
  return (request) => {
    count += 1;
    if (count % REQUESTS_PER_CHANGE === 0) {
      const turn = count / REQUESTS_PER_CHANGE;
      const newcomer = newcomers[turn % newcomers.length];
      const [leaving = ''] = others.splice((turn * 7) % Math.max(1, others.length), 1);
      if (turn % 2 === 1 || leaving === '') {
        if (newcomer && state.store.get(newcomer.clientid).length === 0) {
          const now = clock.now();
          const joined = { ...newcomer, created_at: now, connected_at: now };
          if (newcomer.disconnected_at === null) {
            state.store.put(joined, now);
            others.push(newcomer.clientid);
          }
        }
        if (leaving !== '') others.push(leaving);
      } else state.store.remove(leaving);
    }
    return engine.handle(request);
  };
}

/** Answers take up to a second of the virtual clock, each for another time. */
function slow(engine: Engine, answering: Answering): Answering {
  let count = 0;
  return async (request) => {
    count += 1;
    await engine.clock.sleep((count * 379) % 1000);
    return answering(request);
  };
}

export const CONDITIONS: readonly Condition[] = [
  { name: 'quiet', mqtt: true, answering: ({ handle }) => handle },
  {
    name: 'restless and slow',
    mqtt: true,
    answering: (engine) => slow(engine, restless(engine)),
  },
  { name: 'restless, read only', mqtt: false, answering: restless },
];
