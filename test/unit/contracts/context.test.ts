import { expect, test } from 'vitest';
import { Context } from '../../../contracts/rule/context.js';
import { RuleFailed, RuleSkipped } from '../../../contracts/rule/rule.js';
import { contextOver, listText } from './support.js';

test.each([
  ['another status', { status: 500, text: 'Internal Error' }, 'status'],
  ['text', { text: 'hello' }, 'body'],
  ['cut JSON', { text: '{"code":0,"data":[' }, 'body'],
  ['an array', { text: '[]' }, 'body'],
  ['another code', { text: '{"code":108}' }, 'code'],
  ['no data', { text: '{"code":0}' }, 'data'],
  ['data that is an object', { text: '{"code":0,"data":{}}' }, 'data'],
  ['a row that is no object', { text: '{"code":0,"data":[{},3]}' }, 'data[1]'],
] as const)('%s instead of a list ends the rule', async (_what, answer, at) => {
  const ctx = new Context(contextOver(() => answer));
  await expect(ctx.list()).rejects.toThrow(RuleFailed);
  expect(ctx.deviations).toMatchObject([{ deviation: 'not-a-list', at }]);
  expect(ctx.deviations[0]?.exchange?.curl).toContain('/api/v4/clients');
});

test('a list without meta is accepted: other rules judge it', async () => {
  const ctx = new Context(contextOver(() => ({ text: '{"code":0,"data":[{"clientid":"a"}]}' })));
  await expect(ctx.list()).resolves.toMatchObject({ ids: ['a'], meta: {} });
});

test('ids and values are percent-encoded', async () => {
  const paths: string[] = [];
  const ctx = new Context(
    contextOver((path) => {
      paths.push(path);
      return [];
    }),
  );
  await ctx.lookup(`a/b%41+c'é`);
  await ctx.list([
    ['clientid', 'x&y=1#?'],
    ['clientid', '*'],
  ]);
  expect(paths).toEqual([
    '/api/v4/clients/a%2Fb%2541%2Bc%27%C3%A9',
    '/api/v4/clients?clientid=x%26y%3D1%23%3F&clientid=%2A',
  ]);
});

test('listAll reads pages until hasnext is false', async () => {
  const pages = [['a', 'b'], ['c', 'd'], ['e']];
  const ctx = new Context(
    contextOver((path) => {
      const number = Number(/_page=(\d+)/.exec(path)?.[1]);
      const data = (pages[number - 1] ?? []).map((clientid) => ({ clientid }));
      return { text: listText(data, { hasnext: number < pages.length }) };
    }),
  );
  const reading = await ctx.listAll({ username: 'x' }, { limit: 2 });
  expect(reading.ids).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(reading.pages).toHaveLength(3);
});

test('pages that never end are a deviation', async () => {
  const ctx = new Context(
    contextOver(() => ({ text: listText([{ clientid: 'a' }], { hasnext: true }) })),
  );
  await expect(ctx.listAll()).rejects.toThrow(RuleFailed);
  expect(ctx.deviations).toMatchObject([{ deviation: 'endless-paging' }]);
});

const fault = { deviation: 'd', message: 'm', expected: 1, got: 2 };

test('a deviation in a stable population is kept', async () => {
  const ctx = new Context(contextOver(() => [{ clientid: 'a', connected_at: '1' }]));
  await ctx.withStablePopulation(async () => ctx.fail(fault));
  expect(ctx.deviations).toHaveLength(1);
});

test('a deviation found while another client connected is dropped, and the check runs again', async () => {
  let attempts = 0;
  const ctx = new Context(
    contextOver((_path, number) => (number < 3 ? [{ clientid: `a${number}` }] : [])),
  );
  await ctx.withStablePopulation(async () => {
    attempts += 1;
    if (attempts === 1) ctx.fail(fault);
  });
  expect(attempts).toBe(2);
  expect(ctx.deviations).toEqual([]);
});

test('a test client that moves does not excuse a deviation', async () => {
  const ctx = new Context(contextOver((_path, number) => [{ clientid: `ck-1-${number}` }]));
  await ctx.withStablePopulation(async () => ctx.fail(fault));
  expect(ctx.deviations).toHaveLength(1);
});

test('a population that always changes skips the rule', async () => {
  const ctx = new Context(contextOver((_path, number) => [{ clientid: `a${number}` }]));
  await expect(ctx.withStablePopulation(async () => ctx.fail(fault))).rejects.toThrow(RuleSkipped);
  expect(ctx.deviations).toEqual([]);
});

test('eventually polls with growing pauses up to a limit', async () => {
  const options = contextOver(() => []);
  const ctx = new Context(options);
  const start = options.clock.now();
  let asked = 0;
  await expect(ctx.eventually(async () => (asked += 1) === 4)).resolves.toBe(true);
  expect(options.clock.now() - start).toBe(20 + 40 + 80);
  await expect(ctx.eventually(async () => false, { timeoutMs: 300 })).resolves.toBe(false);
  await expect(ctx.settles(new Promise(() => {}), 300)).resolves.toBe(false);
  await expect(ctx.settles(Promise.reject(new Error('closed')), 300)).resolves.toBe(true);
});
