import { expect, test } from 'vitest';
import { applyBulk } from '../../../mock/control/bulk.js';
import { finish } from '../../../mock/core/steps.js';
import { createMock } from '../../../mock/index.js';

const add = Array.from({ length: 500 }, (_, index) => ({ clientid: `new-${index}` }));

test('many changes are made in steps, none is seen before the last, and no other change is lost', () => {
  const mock = createMock({ clients: 10 });
  const sandbox = mock.sandboxes.default;
  const steps = applyBulk(sandbox, { add, remove: ['emqx_c_1'] });
  expect(steps.next().done).toBe(false);
  expect(mock.clients.count).toBe(10);
  mock.clients.add({ clientid: 'between' });
  const { counts, added } = finish(steps);
  expect(counts).toMatchObject({ add: 500, remove: 1 });
  expect(added).toHaveLength(500);
  expect(mock.clients.count).toBe(510);
  for (const id of ['between', 'new-0', 'new-499']) expect(mock.clients.get(id)).toBeDefined();
});

test('many changes that others interrupt again and again are made at last', () => {
  const mock = createMock({ clients: 10 });
  const steps = applyBulk(mock.sandboxes.default, { add });
  let others = 0;
  while (steps.next().done !== true) mock.clients.add({ clientid: `other-${others++}` });
  expect(mock.clients.count).toBe(10 + 500 + others);
});

test('of many changes with an invalid one, none is made', () => {
  const mock = createMock({ clients: 10 });
  const [first] = add;
  const bad = { add: [...add, first!], remove: ['emqx_c_1'] };
  expect(() => finish(applyBulk(mock.sandboxes.default, bad))).toThrow('add[500]');
  expect(mock.clients.count).toBe(10);
  expect(mock.clients.get('emqx_c_1')).toBeDefined();
});
