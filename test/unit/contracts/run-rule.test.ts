import { expect, test } from 'vitest';
import {
  BrokerUnreachable,
  Interrupted,
  NoAnswer,
  RunEnded,
} from '../../../contracts/shared/errors.js';
import { MqttRefused } from '../../../contracts/test-clients/test-client.js';
import { runRule } from '../../../contracts/runner/run-rule.js';
import { contextOver, ruleThat } from './support.js';

const context = contextOver(() => []);
const wrong = (deviation: string) => ({ deviation, message: 'm', expected: 1, got: 2 });
const namesOf = ({ deviations }: Awaited<ReturnType<typeof runRule>>): string[] =>
  deviations.map(({ deviation }) => deviation);

test('a deviation of both runs is reported', async () => {
  let runs = 0;
  const verdict = await runRule(
    ruleThat(async (ctx) => {
      runs += 1;
      ctx.deviate(wrong('a'));
    }),
    context,
  );
  expect(namesOf(verdict)).toEqual(['a']);
  expect(runs).toBe(2);
});

test('a deviation of one run only is not reported', async () => {
  let runs = 0;
  const rule = ruleThat(async (ctx) => {
    runs += 1;
    ctx.deviate(wrong('both'));
    if (runs === 1) ctx.deviate(wrong('once'));
  });
  expect(namesOf(await runRule(rule, context))).toEqual(['both']);
});

test('a rule with only known deviations runs once', async () => {
  let runs = 0;
  const rule = ruleThat(async (ctx) => {
    runs += 1;
    ctx.deviate(wrong('a'));
  });
  expect(namesOf(await runRule(rule, context, () => true))).toEqual(['a']);
  expect(runs).toBe(1);
});

test('a rule that passes runs once', async () => {
  let runs = 0;
  await runRule(
    ruleThat(async () => {
      runs += 1;
    }),
    context,
  );
  expect(runs).toBe(1);
});

test('ctx.fail ends a rule and keeps its deviations', async () => {
  const rule = ruleThat(async (ctx) => {
    ctx.deviate(wrong('a'));
    ctx.fail(wrong('b'));
    ctx.deviate(wrong('never'));
  });
  expect(namesOf(await runRule(rule, context))).toEqual(['a', 'b']);
});

test('of several deviations with one name, the first is reported', async () => {
  const rule = ruleThat(async (ctx) => {
    for (const at of ['first', 'second']) ctx.deviate({ ...wrong('a'), at });
  });
  const { deviations } = await runRule(rule, context);
  expect(deviations).toHaveLength(1);
  expect(deviations[0]?.at).toBe('first');
});

test.each([
  ['a refused login', new MqttRefused('refused it'), 'skip', 'the broker refused it'],
  ['a missing answer', new NoAnswer('TIMEOUT', 'No answer.'), 'error', 'No answer.'],
  ['an MQTT listener that is gone', new BrokerUnreachable('No MQTT.'), 'error', 'No MQTT.'],
  ['a bug in the rule', new TypeError('x is undefined'), 'error', 'x is undefined'],
] as const)('%s is not a fault of the broker', async (_what, error, kind, reason) => {
  const rule = ruleThat(async () => Promise.reject(error));
  const verdict = await runRule(rule, context);
  expect(verdict).toMatchObject({ kind, reason, deviations: [] });
});

test('an interruption ends the run', async () => {
  const rule = ruleThat(async () => {
    throw new Interrupted();
  });
  await expect(runRule(rule, context)).rejects.toThrow(Interrupted);
});

test('a rule with a missing capability is skipped with the reason, and does not run', async () => {
  const rule = ruleThat(
    async () => {
      throw new Error('it ran');
    },
    { needs: ['kick'] },
  );
  const missingCapabilities = new Map([['kick', 'allow it with --kick']] as const);
  const verdict = await runRule(rule, { ...context, missingCapabilities });
  expect(verdict).toMatchObject({ kind: 'skip', reason: 'allow it with --kick' });
});

test('a rule that a gateway disturbs runs again, and accuses the broker of nothing', async () => {
  let runs = 0;
  const rule = ruleThat(async (ctx) => {
    runs += 1;
    await ctx.list();
  });
  const tally = { rechecks: 0 };
  // Three tries of the first run.
  const environment = contextOver((_path, number) => (number <= 3 ? { status: 502 } : []));
  const verdict = await runRule(rule, environment, undefined, tally);
  expect(verdict).toEqual({ kind: 'judged', deviations: [] });
  expect(runs).toBe(2);
  expect(tally.rechecks).toBe(1);
});

test.each([429, 502, 503, 504])(
  'a request that is always answered with HTTP %i is an error of the way, not a failure',
  async (status) => {
    const rule = ruleThat(async (ctx) => {
      ctx.deviate(wrong('before'));
      await ctx.list({ zone: 'x' });
    });
    const environment = contextOver((path) => (path.includes('zone=x') ? { status } : []));
    const verdict = await runRule(rule, environment);
    expect(verdict).toMatchObject({ kind: 'error', deviations: [] });
    expect(verdict).toHaveProperty(
      'reason',
      expect.stringContaining(
        `GET /clients?zone=x is answered with HTTP ${status} after all tries`,
      ),
    );
  },
);

test('a broker that is gone ends the run, whatever the rule has found', async () => {
  const rule = ruleThat(async (ctx) => {
    ctx.deviate(wrong('before'));
    await ctx.list();
  });
  const environment = contextOver(() => ({ status: 502 }));
  await expect(runRule(rule, environment)).rejects.toThrow(RunEnded);
});
