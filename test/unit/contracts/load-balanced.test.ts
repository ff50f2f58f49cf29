import { expect, test } from 'vitest';
import { deviationsOf, isBad } from '../../../contracts/index.js';
import type { StoredClient } from '../../../mock/core/client.js';
import { seeing } from '../../mutants/seams/rows.js';
import { checkInProcess } from '../../support/in-process/check.js';
import { createEngine } from '../../support/in-process/engine.js';

/** The rows of one node after those of the other, as each node of a real cluster orders them. */
const ownFirst = (rows: readonly StoredClient[], nodes: readonly string[]): StoredClient[] =>
  nodes.flatMap((node) => rows.filter((row) => row.node === node));

/** A cluster of two nodes; `turn` says which of them answers a request. */
function clusterOf(clients: number, turn: (request: number) => number) {
  const engine = createEngine({ clients });
  const now = engine.clock.now();
  const [a, b] = ['emqx@10.0.0.1', 'emqx@10.0.0.2'];
  const { store } = engine.state;
  for (const [index, row] of [...store].entries()) {
    store.remove(row.clientid, row.node);
    store.put({ ...row, node: index % 2 === 0 ? a : b }, now);
  }
  let request = 0;
  const handle = seeing((all) => {
    request += 1;
    const others = [...new Set(all.map(({ node }) => node))].filter(
      (each) => each !== a && each !== b,
    );
    const own = turn(request) % 2 === 0 ? [a, b] : [b, a];
    return ownFirst(all, [...own, ...others]);
  })(engine);
  return { engine, handle };
}

async function deviationsIn(
  cluster: ReturnType<typeof clusterOf>,
  mqtt: boolean,
): Promise<readonly string[]> {
  const report = await checkInProcess(cluster.engine, cluster.handle, {
    mqtt,
    only: ['paging', 'list'],
  });
  return report.results
    .filter(isBad)
    .flatMap((result) => [
      ...deviationsOf(result).map(({ deviation }) => `${result.rule.id} ${deviation}`),
      ...('reason' in result ? [result.reason] : []),
    ]);
}

/** Takes turns in no fixed pattern, as a busy balancer does. */
const irregular = (request: number): number => Math.floor(Math.sin(request) * 1000);

test.each([
  ['taking turns', (request: number) => request],
  ['irregularly', irregular],
])('behind a balancer that chooses nodes %s, the order depends on the node', async (_how, turn) => {
  for (const mqtt of [true, false]) {
    const found = await deviationsIn(clusterOf(41, turn), mqtt);
    expect(found).toContain('paging/pages order-depends-on-node');
    if (!mqtt) expect(found).toContain('paging/repeatable order-depends-on-node');
    expect(found.filter((each) => !each.endsWith('order-depends-on-node'))).toEqual([]);
  }
});

test('so it is on a broker with more clients than one page', async () => {
  const found = await deviationsIn(
    clusterOf(2400, (request) => request),
    false,
  );
  expect(found).toContain('paging/pages order-depends-on-node');
});

test('the message says what to do', async () => {
  const { engine, handle } = clusterOf(41, (request) => request);
  const { results } = await checkInProcess(engine, handle, { mqtt: false, only: ['paging/pages'] });
  expect(results.flatMap(deviationsOf)).toMatchObject([
    {
      message: expect.stringMatching(
        /^the order of clients depends on the node that answers: .*emqx@10\.0\.0\.1 and emqx@10\.0\.0\.2.*send all requests to one node$/,
      ),
      got: ['emqx@10.0.0.1, emqx@10.0.0.2', 'emqx@10.0.0.2, emqx@10.0.0.1'],
    },
  ]);
});

test('a cluster whose nodes all answer in one order passes', async () => {
  for (const mqtt of [true, false]) {
    expect(
      await deviationsIn(
        clusterOf(41, () => 0),
        mqtt,
      ),
    ).toEqual([]);
  }
});

test('a profile may list it', async () => {
  const { engine, handle } = clusterOf(41, (request) => request);
  const deviation = { deviation: 'order-depends-on-node', reason: 'two nodes, no affinity' };
  const report = await checkInProcess(engine, handle, {
    mqtt: false,
    only: ['paging'],
    profile: {
      name: 'balanced',
      known: ['paging/pages', 'paging/repeatable'].map((rule) => ({ rule, ...deviation })),
    },
  });
  expect(report.exitCode).toBe(0);
  expect(report.counts.known).toBe(2);
});
