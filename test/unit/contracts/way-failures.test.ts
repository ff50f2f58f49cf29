/** The way to the broker fails while rules run: what the report says. */
import { expect, test } from 'vitest';
import { BrokerUnreachable, NoAnswer } from '../../../contracts/shared/errors.js';
import { deviationsOf, isFlaky, type Report } from '../../../contracts/index.js';
import type {
  MqttClientSpec,
  MqttConnection,
} from '../../../contracts/test-clients/test-client.js';
import type { MockRequest } from '../../../mock/core/request-response.js';
import { checkInProcess, type InProcessOptions } from '../../support/in-process/check.js';
import { createDriver } from '../../support/in-process/driver.js';
import { createEngine, type Engine } from '../../support/in-process/engine.js';

const RESET = new NoAnswer('ECONNRESET', 'read ECONNRESET');

/** Answers as `trouble` says, or as the engine does where it says nothing. */
async function check(
  trouble: (request: MockRequest, number: number) => 'lost' | 'lost after' | number | undefined,
  options: InProcessOptions = {},
): Promise<Report> {
  const engine = createEngine();
  let number = 0;
  return checkInProcess(
    engine,
    (request) => {
      number += 1;
      const what = trouble(request, number);
      if (what === 'lost') throw RESET;
      const answer = engine.handle(request);
      if (what === 'lost after') throw RESET;
      return typeof what === 'number' ? { status: what, headers: {}, body: 'x' } : answer;
    },
    options,
  );
}

const messages = ({ results }: Report): string[] =>
  results.flatMap((result) => deviationsOf(result).map(({ message }) => message));

test('one lost answer is a warning, and the exit code stays 0', async () => {
  const report = await check((_request, number) => (number === 200 ? 503 : undefined));
  expect(report.counts).toMatchObject({ fail: 0, error: 0, skip: 0 });
  expect(report.warnings).toEqual([
    expect.stringMatching(/^1 answer in 1,\d\d\d came at the second try: HTTP 503\.$/),
  ]);
  expect(report.results.filter(isFlaky).map(({ retries }) => retries)).toEqual([1]);
  expect(report.exitCode).toBe(0);
});

test('with failOnFlaky, one lost answer ends with 1', async () => {
  const lost = (_request: MockRequest, number: number) => (number === 200 ? 503 : undefined);
  expect((await check(lost, { failOnFlaky: true })).exitCode).toBe(1);
  expect((await check(() => undefined, { failOnFlaky: true })).exitCode).toBe(0);
});

test.each(['lost', 'lost after', 502, 503] as const)(
  'every ninth DELETE, POST and the like %s: no accusation, and the kicks are judged',
  async (trouble) => {
    let others = 0;
    const report = await check(({ method }) => {
      if (method === 'GET') return undefined;
      others += 1;
      return others % 9 === 0 ? trouble : undefined;
    });
    expect(messages(report)).toEqual([]);
    expect(report.counts).toMatchObject({ fail: 0, error: 0, skip: 0 });
    expect(report.warnings.join()).toMatch(/DELETE|answers? in/);
  },
);

test('a gateway that refuses every DELETE is not the broker', async () => {
  const report = await check(({ method }) => (method === 'DELETE' ? 502 : undefined));
  expect(messages(report)).toEqual([]);
  expect(report.counts.error).toBeGreaterThan(5);
  expect(report.exitCode).toBe(3);
});

test('a broker that dies ends the run at once: one sentence, the rest is not judged', async () => {
  const report = await check((_request, number) => (number > 300 ? 'lost' : undefined));
  expect(report.ended?.reason).toBe('broker gone');
  expect(report.ended?.message).toMatch(
    /^The broker stopped answering at request 301 \(connection reset, 5 times in a row\); \d\d rules were not judged\. /,
  );
  expect(messages(report)).toEqual([]);
  expect(report.counts.error).toBe(0);
  expect(report.counts.skip + report.counts.pass).toBe(report.results.length);
  expect(report.exitCode).toBe(3);
});

test('a gateway with HTTP 502 for all from some time on ends the run as well', async () => {
  const report = await check((_request, number) => (number > 300 ? 502 : undefined));
  expect(report.ended?.message).toMatch(/\(HTTP 502, 5 times in a row\)/);
  expect(messages(report)).toEqual([]);
});

test('the time limit of the run ends it, and says how to give more', async () => {
  const report = await check(() => undefined, { requestsPerSecond: 2, timeLimitMs: 100_000 });
  expect(report.ended?.reason).toBe('time limit');
  expect(report.ended?.message).toMatch(
    /^The time limit of 100 seconds was reached at request \d+; \d\d rules were not judged\. Give more with --time-limit\.$/,
  );
  expect(report.ms).toBeLessThan(101_000);
  expect(report.exitCode).toBe(3);
});

test('HTTP 429 lowers the pace, and the report names --rate', async () => {
  const report = await check((_request, number) => (number % 100 === 50 ? 429 : undefined), {
    timeLimitMs: 1e9,
  });
  expect(report.counts).toMatchObject({ fail: 0, error: 0, skip: 0 });
  expect(report.warnings.join()).toMatch(
    /The pace was lowered to [\d.]+ requests per second after HTTP 429, \d+ times: give --rate/,
  );
});

/** A driver whose connections `fails` can refuse to make, and `cut` can end. */
function flakyDriver(engine: Engine, fails: (clientid: string) => boolean) {
  const driver = createDriver(engine.state);
  let connects = 0;
  return {
    connects: () => connects,
    driver: {
      ...driver,
      async connect(spec: MqttClientSpec): Promise<MqttConnection> {
        connects += 1;
        if (!fails(spec.clientid)) return driver.connect(spec);
        await engine.clock.sleep(10_000);
        throw new BrokerUnreachable('The MQTT listener at b:1883 did not answer.');
      },
    },
  };
}

test('an MQTT listener that hangs while rules run costs less than a minute', async () => {
  const engine = createEngine();
  let rules = 0;
  const { driver } = flakyDriver(engine, () => rules > 0);
  const took = { start: 0, ms: 0 };
  const report = await checkInProcess(engine, undefined, {
    driver,
    only: ['kick'],
    onProgress: ({ kind }) => {
      // The clean-up has a limit of its own, and its connections share one virtual clock.
      if (kind === 'cleaning') took.ms = engine.clock.now() - took.start;
      if (kind !== 'start') return;
      rules += 1;
      if (rules === 1) took.start = engine.clock.now();
    },
  });
  expect(messages(report)).toEqual([]);
  expect(report.counts.error).toBe(2);
  expect(report.counts.skip).toBeGreaterThan(9);
  expect(report.warnings.join()).toMatch(
    /Over MQTT, the MQTT listener stopped answering: .*b:1883 did not answer\.\. Rules skipped for it: \d\d/,
  );
  expect(report.warnings.join()).toMatch(
    /Sessions left on the broker: .*remove them with: emqx-contract cleanup http.* --prefix ck-/,
  );
  expect(took.ms).toBeLessThanOrEqual(35_000);
  expect(report.exitCode).toBe(3);
});

test('one MQTT connection that fails is tried again', async () => {
  const engine = createEngine();
  let left = 1;
  const { driver } = flakyDriver(engine, (id) => id.includes('spawned') && left-- === 1);
  const report = await checkInProcess(engine, undefined, { driver, only: ['kick'] });
  expect(report.counts).toMatchObject({ fail: 0, error: 0, skip: 0 });
  expect(report.warnings.join()).toMatch(/^1 rule passed only after asking again/);
});

test('test clients that a network has cut off accuse nobody', async () => {
  const engine = createEngine();
  const open: MqttConnection[] = [];
  const driver = createDriver(engine.state);
  let requests = 0;
  const report = await checkInProcess(
    engine,
    async (request) => {
      requests += 1;
      if (requests === 400) for (const each of open) await each.disconnect();
      return engine.handle(request);
    },
    {
      driver: {
        ...driver,
        async connect(spec) {
          const connection = await driver.connect(spec);
          if (spec.clientid.includes('alice')) open.push(connection);
          return connection;
        },
      },
    },
  );
  expect(messages(report)).toEqual([]);
  expect(report.warnings.join()).toMatch(
    /Over MQTT, \d test clients lost the MQTT connection, for example "ck-600000-alice-1"/,
  );
  expect(report.exitCode).toBe(3);
});
