import type { Page, RuleContext } from '../../rule/rule-context.js';
import type { Deviation } from '../../rule/rule.js';
import { type Filters, SMALL_BROKER } from '../shared/small-broker.js';

const REQUESTS = 8;

/** The nodes in the order of their rows; `undefined` where a node comes back after another. */
function blocksOf({ rows }: Page): readonly string[] | undefined {
  const nodes = rows.map(({ node }) => (typeof node === 'string' ? node : ''));
  const blocks = nodes.filter((node, index) => node !== nodes[index - 1]);
  return new Set(blocks).size === blocks.length ? blocks : undefined;
}

/** Whether two nodes change places, or each answer begins with another node and has no other. */
function changePlaces(one: readonly string[], other: readonly string[]): boolean {
  const common = one.filter((node) => other.includes(node));
  if (common.length === 0) return one.length > 0 && other.length > 0;
  return common.join() !== other.filter((node) => common.includes(node)).join();
}

/** Records `deviation`, unless its cause is {@link orderDependsOnNode}. */
export async function deviateInOrder(
  ctx: RuleContext,
  filters: Filters,
  deviation: Deviation,
): Promise<void> {
  if (!(await orderDependsOnNode(ctx, filters))) ctx.deviate(deviation);
}

/**
 * In a cluster behind a load balancer, the order of rows depends on the node that answers. This
 * sends the same request several times; if the rows of whole nodes change places, it records that.
 */
export async function orderDependsOnNode(ctx: RuleContext, filters: Filters): Promise<boolean> {
  const seen: (readonly string[])[] = [];
  for (let time = 0; time < REQUESTS; time += 1) {
    const blocks = blocksOf(await ctx.list({ ...filters, _page: 1, _limit: SMALL_BROKER }));
    if (!blocks) return false;
    const [first = blocks] = seen;
    seen.push(blocks);
    if (!changePlaces(first, blocks)) continue;
    const nodes = [...new Set([...first, ...blocks])].sort();
    ctx.deviate({
      deviation: 'order-depends-on-node',
      message:
        `the order of clients depends on the node that answers: the same request is answered ` +
        `with the clients of ${nodes.join(' and ')} in different orders. Behind a load balancer, ` +
        'pages then repeat clients and miss others: send all requests to one node',
      expected: 'the same order from every node',
      got: [first, blocks].map((each) => each.join(', ')).sort(),
      at: 'data',
    });
    return true;
  }
  return false;
}
