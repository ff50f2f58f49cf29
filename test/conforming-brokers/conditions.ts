import type { MockRequest, MockResponse } from '../../mock/core/messages.js';
import { seedClients } from '../../mock/seed/seed-clients.js';
import type { Engine } from '../support/in-process/engine.js';

type Answering = (request: MockRequest) => MockResponse | Promise<MockResponse>;

/** Something that honest brokers live through, and for which no rule may accuse them. */
export interface Condition {
  readonly name: string;
  /** Whether the gate connects clients of its own. */
  readonly mqtt: boolean;
  answering(this: void, engine: Engine): Answering;
}

/** Requests between two changes of the population: someone comes or goes every few answers. */
const RESTLESSNESS = 13;

/**
 * Clients of others come, go and come back while the gate works. They are of the seeded kinds, on
 * one of the seeded nodes, and never the gate's own.
 */
function restless(engine: Engine): Answering {
  const { state, clock } = engine;
  const others = [...state.store].map(({ clientid }) => clientid);
  const strangers = seedClients({ count: 1000, seed: 4711, now: clock.now() });
  let count = 0;
  return (request) => {
    count += 1;
    if (count % RESTLESSNESS === 0) {
      const turn = count / RESTLESSNESS;
      const stranger = strangers[turn % strangers.length];
      const [leaving = ''] = others.splice((turn * 7) % Math.max(1, others.length), 1);
      if (turn % 2 === 1 || leaving === '') {
        if (stranger && state.store.get(stranger.clientid).length === 0) {
          const now = clock.now();
          const newcomer = { ...stranger, created_at: now, connected_at: now };
          if (stranger.disconnected_at === null) {
            state.store.put(newcomer, now);
            others.push(stranger.clientid);
          }
        }
        if (leaving !== '') others.push(leaving);
      } else state.store.remove(leaving);
    }
    return engine.honest(request);
  };
}

/** Answers take up to a second, now this long and now that. */
function slow(engine: Engine, answering: Answering): Answering {
  let count = 0;
  return async (request) => {
    count += 1;
    await engine.clock.sleep((count * 379) % 1000);
    return answering(request);
  };
}

export const CONDITIONS: readonly Condition[] = [
  { name: 'quiet', mqtt: true, answering: ({ honest }) => honest },
  {
    name: 'restless and slow',
    mqtt: true,
    answering: (engine) => slow(engine, restless(engine)),
  },
  { name: 'restless, read only', mqtt: false, answering: restless },
];
