import { expect, test } from 'vitest';
import { Interrupted, NoAnswer } from '../../../contracts/shared/errors.js';
import { MqttRefused } from '../../../contracts/test-clients/test-client.js';
import { runRule } from '../../../contracts/runner/run-rule.js';
import { contextOver, ruleThat } from './support.js';

const context = contextOver(() => []);
const wrong = (deviation: string) => ({ deviation, message: 'm', expected: 1, got: 2 });
const namesOf = ({ deviations }: Awaited<ReturnType<typeof runRule>>): string[] =>
  deviations.map(({ deviation }) => deviation);

test('reports a deviation that shows twice', async () => {
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

test('does not accuse on a deviation that shows once', async () => {
  let runs = 0;
  const rule = ruleThat(async (ctx) => {
    runs += 1;
    ctx.deviate(wrong('both'));
    if (runs === 1) ctx.deviate(wrong('once'));
  });
  expect(namesOf(await runRule(rule, context))).toEqual(['both']);
});

test('does not look again for deviations that are all known', async () => {
  let runs = 0;
  const rule = ruleThat(async (ctx) => {
    runs += 1;
    ctx.deviate(wrong('a'));
  });
  expect(namesOf(await runRule(rule, context, () => true))).toEqual(['a']);
  expect(runs).toBe(1);
});

test('runs a rule that passes once', async () => {
  let runs = 0;
  await runRule(
    ruleThat(async () => {
      runs += 1;
    }),
    context,
  );
  expect(runs).toBe(1);
});

test('ends a rule at ctx.fail and keeps what it had found', async () => {
  const rule = ruleThat(async (ctx) => {
    ctx.deviate(wrong('a'));
    ctx.fail(wrong('b'));
    ctx.deviate(wrong('never'));
  });
  expect(namesOf(await runRule(rule, context))).toEqual(['a', 'b']);
});

test('reports one deviation of a name, the first', async () => {
  const rule = ruleThat(async (ctx) => {
    for (const at of ['first', 'second']) ctx.deviate({ ...wrong('a'), at });
  });
  const { deviations } = await runRule(rule, context);
  expect(deviations).toHaveLength(1);
  expect(deviations[0]?.at).toBe('first');
});

test.each([
  [
    'ctx.skip',
    (): never => {
      throw new MqttRefused('login', 'refused the login');
    },
    'skip',
    'the broker refused the login',
  ],
  [
    'an answer that never comes',
    (): never => {
      throw new NoAnswer('TIMEOUT', 'No answer.');
    },
    'error',
    'No answer.',
  ],
  [
    'a bug in the rule',
    (): never => {
      throw new TypeError('x is undefined');
    },
    'error',
    'x is undefined',
  ],
] as const)('tells %s from a fault of the broker', async (_what, run, kind, reason) => {
  const verdict = await runRule(
    ruleThat(async () => run()),
    context,
  );
  expect(verdict).toMatchObject({ kind, reason, deviations: [] });
});

test('lets an interruption through', async () => {
  const rule = ruleThat(async () => {
    throw new Interrupted();
  });
  await expect(runRule(rule, context)).rejects.toThrow(Interrupted);
});

test('skips a rule whose needs are not met, with the reason, and does not run it', async () => {
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
