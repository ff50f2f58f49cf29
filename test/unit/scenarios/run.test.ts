import { expect, test } from 'vitest';
import type { BrokerState } from '../../../mock/core/broker-state.js';
import { createMock, OptionError } from '../../../mock/index.js';
import { SCENARIOS } from '../../../mock/scenarios/index.js';
import { clientsOf, readChoice } from '../../../mock/scenarios/choice.js';
import { MAX_TICKS, ScenarioRun } from '../../../mock/scenarios/run.js';
import { atOnce, type Scenario, type ScenarioEvent } from '../../../mock/scenarios/scenario.js';
import { send } from '../../support/lists.js';

const NOW = Date.parse('2026-03-01T12:00:00Z');

/** A run of one event that writes down when it happens. */
function runOf(
  event: Omit<Extract<ScenarioEvent, { before: 'time' }>, 'what' | 'act'> | TickParts,
) {
  const happened: number[] = [];
  const act = atOnce(({ now }) => happened.push(now - NOW));
  const scenario: Scenario = {
    name: 'test',
    description: '',
    clients: { defaultCount: 0, adjustable: false },
    createClients: () => [],
    events: [{ ...event, what: 'test', act }],
  };
  const { state } = createMock({ clients: 0, now: new Date(NOW) });
  return { happened, state, run: new ScenarioRun(scenario, 1, NOW, 0) };
}
function catchUp(run: ScenarioRun, state: BrokerState): void {
  while (run.catchUpSome(state));
}
type TickParts = Omit<Extract<ScenarioEvent, { before: 'tick' }>, 'what' | 'act'>;

test('an event of time happens once, when the clock passes it', () => {
  const { happened, state, run } = runOf({ before: 'time', afterMs: 1000 });
  for (const step of [999, 1, 5000]) {
    state.clock.advance(step);
    catchUp(run, state);
  }
  expect(happened).toEqual([1000]);
});

test('a repeated event happens at each of its times, however the clock gets there', () => {
  const { happened, state, run } = runOf({ before: 'tick', everyMs: 100 });
  for (const step of [250, 50, 0]) {
    state.clock.advance(step);
    catchUp(run, state);
  }
  expect(happened).toEqual([100, 200, 300]);
});

test('nothing happens twice when the clock is set back', () => {
  const { happened, state, run } = runOf({ before: 'tick', everyMs: 100 });
  for (const step of [200, -200, 200, 100]) {
    state.clock.advance(step);
    catchUp(run, state);
  }
  expect(happened).toEqual([100, 200, 300]);
});

test('a jump of a year applies a bounded number of ticks, the latest', () => {
  const { happened, state, run } = runOf({ before: 'tick', everyMs: 1000 });
  const year = 365 * 86_400_000;
  state.clock.advance(year);
  catchUp(run, state);
  expect(happened).toHaveLength(MAX_TICKS);
  expect(happened.at(-1)).toBe(year);
});

test.each(SCENARIOS.map(({ name }) => [name]))(
  '%s is the same again with the same seed',
  (name) => {
    const look = () => {
      const mock = createMock({ scenario: { name, seed: 3 }, now: new Date(NOW) });
      const answers = [1, 2, 3].map((page) => send(mock, `/clients?_page=${page}&_limit=10`));
      mock.clock.advance('5s');
      return [...answers, send(mock, '/clients?_limit=50')];
    };
    expect(look()).toEqual(look());
  },
);

test.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))(
  '%s has as many clients as it says, of unique ids per node, and a description of one sentence',
  (name, scenario) => {
    const read = readChoice({ name, seed: 1 });
    expect.assert(read.ok);
    const clients = [...clientsOf(read.choice, NOW)];
    expect(clients).toHaveLength(scenario.clients.defaultCount);
    const keys = clients.map(({ node, clientid }) => `${node}\n${clientid}`);
    expect(new Set(keys).size).toBe(clients.length);
    expect(scenario.description).toMatch(/^[A-Z](?!.*\. ).*[^.]\.$/);
    expect(
      clients.every(({ created_at, connected_at, disconnected_at }) => {
        return (
          created_at <= connected_at &&
          connected_at <= (disconnected_at ?? NOW) &&
          connected_at <= NOW
        );
      }),
    ).toBe(true);
  },
);

test('the names of the scenarios are those that were promised', () => {
  expect(SCENARIOS.map(({ name }) => name)).toMatchInlineSnapshot(`
    [
      "empty",
      "single",
      "exact-multiple",
      "one-over",
      "one-under",
      "default-limit",
      "default-limit-plus-one",
      "large",
      "kicked-while-paging",
      "joined-while-paging",
      "reordered-between-pages",
      "churn",
      "node-down",
      "node-hangs",
      "load-balanced",
      "twins",
      "odd-ids",
      "no-usernames",
      "all-offline",
      "mixed-protocols",
      "same-second",
      "count-unknown",
      "clock-skew",
    ]
  `);
});

test('a scenario accepts another number of clients only if it is adjustable', () => {
  expect(createMock({ scenario: 'large', clients: 5 }).clients.count).toBe(5);
  expect(() => createMock({ scenario: 'one-over', clients: 5 })).toThrow(
    new OptionError('clients', 5, '101 or nothing, as one-over needs this number'),
  );
});

test('a name that is not known is refused with the known ones', () => {
  expect(() => createMock({ scenario: 'chrn' })).toThrow(
    /^Option scenario: expected one of empty, single, .*got "chrn"/,
  );
});

test('a scenario can be started and stopped while the mock runs, and resets the clock', () => {
  const mock = createMock({ clients: 7, now: new Date(NOW) });
  mock.clock.advance('1h');
  mock.scenario.start('large', { clients: 30, seed: 9 });
  expect([mock.scenario.name, mock.clients.count, mock.clock.now()]).toEqual(['large', 30, NOW]);
  mock.clients.remove('emqx_c_1');
  mock.reset();
  expect([mock.scenario.name, mock.clients.count]).toEqual(['large', 30]);
  mock.scenario.stop();
  expect([mock.scenario.name, mock.clients.count]).toEqual([undefined, 7]);
});
