import { expect, test } from 'vitest';
import {
  checkBroker,
  Interrupted,
  isBad,
  type FixtureDriver,
  type Rule,
} from '../../../contracts/index.js';
import {
  MqttRefused,
  type MqttClientSpec,
  SourceAddressRefused,
} from '../../../contracts/test-clients/test-client.js';
import { BrokerUnreachable } from '../../../contracts/shared/errors.js';
import type { RuleContext } from '../../../contracts/index.js';
import { checkInProcess } from '../../support/in-process/check.js';
import { createDriver } from '../../support/in-process/driver.js';
import { createEngine, type Engine, type EngineOptions } from '../../support/in-process/engine.js';
import { ruleThat } from './support.js';

/** The run's clients that the broker still has. */
const leftIn = (engine: Engine): string[] =>
  [...engine.state.store]
    .map(({ clientid }) => clientid)
    .filter((clientid) => clientid.startsWith('ck-'));

/** Runs one rule with test clients and returns the result of `look`. */
async function withFixtures<T>(
  look: (ctx: RuleContext) => T | Promise<T>,
  options: Parameters<typeof checkInProcess>[2] = {},
  engine = createEngine(),
): Promise<T> {
  let seen: { value: T } | undefined;
  const rule = ruleThat(async (ctx) => {
    seen = { value: await look(ctx) };
  });
  const report = await checkInProcess(engine, engine.handle, { rules: [rule], ...options });
  expect(report.results).toMatchObject([{ outcome: 'pass' }]);
  return seen!.value;
}

/** A driver that refuses some clients. */
function driverRefusing(
  engine: Engine,
  refuse: (spec: MqttClientSpec) => Error | undefined,
): FixtureDriver {
  const driver = createDriver(engine.state);
  return {
    ...driver,
    async connect(spec) {
      const error = refuse(spec);
      if (error) throw error;
      return driver.connect(spec);
    },
  };
}

test('a fixture has the values that the API shows', async () => {
  const { clients, missing } = await withFixtures((ctx) => ctx.fixtures);
  expect(clients).toHaveLength(44);
  expect(missing).toEqual([]);
  expect(new Set(clients.map(({ version }) => version))).toEqual(new Set([3, 4, 5]));
  expect(new Set(clients.map(({ ipAddress }) => ipAddress)).size).toBeGreaterThanOrEqual(3);
  for (const client of clients) {
    expect(client.row).toMatchObject({
      clientid: client.clientid,
      proto_name: client.protoName,
      connected: client.connState === 'connected',
    });
  }
});

test('three batches connect with an empty second between any two', async () => {
  const { createdSeconds, where } = await withFixtures((ctx) => ctx.fixtures);
  const seconds = [1, 2, 3].map((batch) =>
    where((client) => client.batch === batch).map(({ createdAt }) => createdAt),
  );
  expect(createdSeconds.length).toBeGreaterThanOrEqual(3);
  expect(Math.min(...seconds[1]!) - Math.max(...seconds[0]!)).toBeGreaterThanOrEqual(2);
  expect(Math.min(...seconds[2]!) - Math.max(...seconds[1]!)).toBeGreaterThanOrEqual(2);
});

test('returned clients have an old session and a new connection', async () => {
  const returned = await withFixtures((ctx) => ctx.fixtures.where((client) => client.returned));
  expect(returned).toHaveLength(2);
  for (const client of returned) expect(client.connectedAt - client.createdAt).toBeGreaterThan(3);
});

test.each([0, 480, -210])(
  'the time zone of a broker %i minutes east of UTC is found',
  async (utcOffsetMinutes) => {
    const engine = createEngine({ utcOffsetMinutes });
    const minutes = await withFixtures((ctx) => ctx.utcOffsetMinutes, {}, engine);
    expect(minutes).toBe(utcOffsetMinutes);
  },
);

test('a run leaves no client on the broker', async () => {
  const engine = createEngine();
  await withFixtures(
    (ctx) => ctx.connectThrowaway({ clean: false, offline: true, version: 5 }),
    {},
    engine,
  );
  expect(leftIn(engine)).toEqual([]);
});

test('a run leaves no client if a rule errs or the run is interrupted', async () => {
  const engine = createEngine();
  const broken = ruleThat(async () => {
    throw new TypeError('a bug');
  });
  await checkInProcess(engine, engine.handle, { rules: [broken] });
  expect(leftIn(engine)).toEqual([]);

  const controller = new AbortController();
  const interrupting: Rule = ruleThat(async (ctx) => {
    controller.abort();
    await ctx.list();
  });
  const { signal } = controller;
  const report = await checkInProcess(engine, engine.handle, { rules: [interrupting], signal });
  expect(report.ended).toMatchObject({ reason: 'interrupted' });
  expect(leftIn(engine)).toEqual([]);
});

test('a run leaves no client if it is interrupted while its clients connect', async () => {
  const engine = createEngine();
  const controller = new AbortController();
  const driver = driverRefusing(engine, (spec) => {
    if (spec.clientid.endsWith('persist-on')) controller.abort();
    return undefined;
  });
  const run = checkInProcess(engine, engine.handle, { driver, signal: controller.signal });
  await expect(run).rejects.toThrow(Interrupted);
  expect(leftIn(engine)).toEqual([]);
});

test('the throwaway clients of a rule are removed when it ends', async () => {
  const engine = createEngine();
  const left: string[][] = [];
  const spawning = ruleThat(async (ctx) => {
    await ctx.connectThrowaway({ name: 'thrown', clean: false });
  });
  const looking = ruleThat(async () => {
    left.push(leftIn(engine).filter((id) => id.includes('thrown')));
  });
  await checkInProcess(engine, engine.handle, { rules: [spawning, looking] });
  expect(left).toEqual([[]]);
});

test('sessions that cannot be removed are named, and the run does not succeed', async () => {
  const engine = createEngine();
  let closing = false;
  const driver = driverRefusing(engine, ({ clean }) =>
    closing && clean ? new BrokerUnreachable('the listener is gone') : undefined,
  );
  const rule = ruleThat(async () => {
    closing = true;
  });
  const report = await checkInProcess(engine, engine.handle, { rules: [rule], driver });
  expect(report.warnings.join()).toMatch(/off-2" \(the listener is gone\)/);
  expect(report.exitCode).toBe(3);
});

test('rules that need MQTT 5.0 are skipped where the broker refuses it', async () => {
  const engine = createEngine();
  const driver = driverRefusing(engine, ({ version }) =>
    version === 5 ? new MqttRefused('refused MQTT 5.0 with code 132') : undefined,
  );
  const report = await checkInProcess(engine, engine.handle, { driver });
  const skipped = report.results.filter((result) => result.outcome === 'skip');
  expect(skipped.length).toBeGreaterThan(0);
  for (const { reason } of skipped)
    expect(reason).toBe('the broker refused MQTT 5.0 with code 132');
  expect(report.counts).toMatchObject({ fail: 0, error: 0 });
});

test('rules that need clients are skipped where the broker refuses every login', async () => {
  const engine = createEngine();
  const driver = driverRefusing(engine, () => new MqttRefused('refused the login'));
  const report = await checkInProcess(engine, engine.handle, { driver });
  expect(report.counts).toMatchObject({ fail: 0, error: 0 });
  const skipped = report.results.filter((result) => result.outcome === 'skip');
  expect(skipped.map(({ reason }) => reason)).toContain(
    'no client could connect: the broker refused the login',
  );
  expect(report.warnings).toEqual([expect.stringContaining('no client could connect')]);
  expect(report.exitCode).toBe(3);
});

test('one address is enough where the others are not of this machine', async () => {
  const engine = createEngine();
  const driver = driverRefusing(engine, ({ localAddress }) =>
    localAddress === undefined ? undefined : new SourceAddressRefused('not of this machine'),
  );
  const several = await withFixtures((ctx) => ctx.has('several-addresses'), { driver }, engine);
  expect(several).toBe(false);
});

test.each([
  ['its filters', /[?&]_like_clientid=/],
  ['its lookup', /\/clients\/./],
  ['its filters and its lookup', /[?&]_like_clientid=|\/clients\/./],
])('test clients are found on a broker where %s do not work', async (_what, broken) => {
  const engine = createEngine();
  let seen = -1;
  const rule = ruleThat(async (ctx) => {
    seen = ctx.fixtures.missing.length;
  });
  await checkInProcess(
    engine,
    (request) =>
      broken.test(`${request.path}?${request.query ?? ''}`)
        ? { status: 500, headers: {}, body: 'Internal Error' }
        : engine.handle(request),
    { rules: [rule] },
  );
  expect(seen).toBe(0);
});

test.each([
  ['credentials', 401, /clients is answered with HTTP 401: the broker refused the credentials/],
  [
    'path',
    404,
    /api\/v4\/clients is answered with HTTP 404: nothing is there. Give the part before/,
  ],
])('a run with the wrong %s ends before the first rule', async (_what, status, message) => {
  const engine = createEngine();
  const run = checkInProcess(engine, () => ({ status, headers: {}, body: '' }));
  await expect(run).rejects.toThrow(message);
});

test('a run against a broker that cannot be reached ends before the first rule', async () => {
  const run = checkBroker({ baseUrl: 'http://127.0.0.1:1/api/v4' });
  await expect(run).rejects.toThrow(
    /127\.0\.0\.1:1\/api\/v4 cannot be reached.*127\.0\.0\.1:1 refuses connections/,
  );
});

test('the time zone is found from the date header of a broker whose clock is an hour off', async () => {
  const engine = createEngine({ utcOffsetMinutes: 480 });
  const seen: number[] = [];
  const rule = ruleThat(async (ctx) => {
    seen.push(ctx.utcOffsetMinutes);
  });
  const HOUR = 3_600_000;
  const slow = {
    now: () => engine.clock.now() - HOUR,
    sleep: (ms: number) => engine.clock.sleep(ms),
  };
  await checkInProcess(
    engine,
    (request) => {
      const answer = engine.handle(request);
      const date = new Date(engine.clock.now()).toUTCString();
      return { ...answer, headers: { ...answer.headers, date } };
    },
    { rules: [rule], clock: slow },
  );
  expect(seen).toEqual([480]);
});

const HOUR = 3_600_000;

/** A broker whose node's clock is off, behind a gateway whose `date` is right. */
async function checkWithClockOff(
  hours: number,
  options: EngineOptions,
  run: Parameters<typeof checkInProcess>[2] = {},
) {
  const engine = createEngine(options);
  const right = {
    now: () => engine.clock.now() - hours * HOUR,
    sleep: (ms: number) => engine.clock.sleep(ms),
  };
  const report = await checkInProcess(
    engine,
    (request) => {
      const answer = engine.handle(request);
      return {
        ...answer,
        headers: { ...answer.headers, date: new Date(right.now()).toUTCString() },
      };
    },
    { clock: right, only: ['times', 'list', 'filters'], ...run },
  );
  const bad = report.results.filter(isBad).map(({ rule }) => rule.id);
  return { report, bad };
}

test.each([
  [3, 'documented', 0],
  [-5, 'documented', 0],
  [-8, 'documented', 0],
  [3.5, 'documented', 480],
  [5 + 7 / 60, 'documented', 0],
  [-2.2, 'documented', -210],
  [30, 'documented', 0],
  [1, 'emqx-4.3', 480],
  [3, 'emqx-4.3.0', 0],
  [3, 'emqx-4.0', 0],
  [1.1, 'emqx-4.1', 330],
] as const)(
  'a node whose clock is %d hours off is accused of nothing (%s, UTC%i)',
  async (hours, dialect, utcOffsetMinutes) => {
    const profile = dialect === 'documented' ? undefined : dialect;
    const { bad, report } = await checkWithClockOff(
      hours,
      { dialect, utcOffsetMinutes },
      { profile },
    );
    expect(bad).toEqual([]);
    if (dialect !== 'emqx-4.0') expect(report.counts.skip).toBe(0);
  },
);

test('the report says which zone it has taken, where the clock and the filters differ', async () => {
  const { report } = await checkWithClockOff(3, {});
  expect(report.warnings).toContainEqual(
    "The times that the API shows are UTC+03:00 by the clock, but UTC+00:00 by its time filters: is the node's clock off? The rules take UTC+00:00. Give --utc-offset if that is wrong.",
  );
  expect(report.exitCode).toBe(0);
});

test('a broker in another zone whose clock is right has no warning', async () => {
  const { report } = await checkWithClockOff(0, { utcOffsetMinutes: 345 });
  expect(report.warnings).toEqual([]);
});

test('test clients subscribe only to topics of the run, on which no one else publishes', async () => {
  const engine = createEngine();
  const subscribed: string[] = [];
  const driver = driverRefusing(engine, ({ clientid, subscriptions }) => {
    const prefix = /^ck-[0-9a-f]+-/.exec(clientid)?.[0] ?? 'none';
    subscribed.push(...subscriptions.map((topic) => topic.replace(prefix, 'PREFIX ')));
    return undefined;
  });
  await withFixtures((ctx) => ctx.fixtures, { driver }, engine);
  expect(subscribed).toContain('PREFIX c/#');
  expect(subscribed.filter((topic) => !topic.startsWith('PREFIX '))).toEqual([]);
});
