import type { FixtureClient } from '../../test-clients/test-client.js';
import type { RuleContext } from '../../rule/rule-context.js';
import { ask, quote, sayAnswer, type Answer } from './list-request.js';
import { knownClients, knownIds, short } from './known-clients.js';
import { type FilterName, selects, type Selector } from './filter-table.js';

/** What one value of a filter found among the known clients; `crash`: HTTP 5xx. */
export type Found = ReadonlySet<string> | 'crash' | 'refused';

/** A way in which brokers get a filter wrong. */
export interface Hypothesis {
  /** Name of the deviation. */
  readonly deviation: string;
  /** Goes on from the parameter's name: "matches only at the start". */
  readonly says: string;
  /** Whether a broker of this kind finds just that with `wanted`. */
  explains(this: void, wanted: string, found: Found, clients: readonly FixtureClient[]): boolean;
  /** Unlikely to fit by chance: it is also believed if it explains only the wrong answers. */
  readonly telling?: boolean;
}

/** One value sent, what it must find, and what it found. */
interface Outcome {
  readonly wanted: string;
  readonly expected: ReadonlySet<string>;
  readonly found: Found;
  readonly answer: Answer;
}

export interface ProbeOptions {
  readonly selector: Selector;
  readonly values: readonly string[];
  /** Tried in order; the first that explains every answer names the deviation. */
  readonly hypotheses?: readonly Hypothesis[];
  /**
   * Send the filter without another one beside it. Default: with `_like_clientid` and the run's
   * prefix, so that a large broker's answer stays small.
   */
  readonly alone?: boolean;
}

/**
 * Sends a filter with each of the values and compares what it finds among the run's clients with
 * the truth. Where something differs, the deviation is named after the first hypothesis that
 * explains all the answers together; where none does, after what the first difference looks like.
 */
export async function probe(ctx: RuleContext, options: ProbeOptions): Promise<void> {
  const { selector, values, hypotheses = [], alone = false } = options;
  const clients = knownClients(ctx);
  const outcomes: Outcome[] = [];
  for (const wanted of new Set(values)) {
    const own = [selector.parameter, wanted] as const;
    const answer = await ask(ctx, alone ? [own] : [own, [BESIDE, ctx.prefix]]);
    const expected = clients.filter((each) =>
      selects(selector.comparison, selector.of(each), wanted),
    );
    outcomes.push({ wanted, expected: idsOf(expected), found: foundBy(ctx, answer), answer });
  }
  const wrong = outcomes.filter(({ expected, found }) => !same(expected, found));
  const [first] = wrong;
  if (!first) {
    for (const { wanted, answer } of outcomes) judgeOthers(ctx, selector, wanted, answer);
    return;
  }
  const isRightAlone = !alone && (await judgeAlone(ctx, selector, first));
  const name = (outcome: Outcome): Name => describe(outcome, wrong, outcomes);
  const explains = (some: readonly Outcome[]) => (hypothesis: Hypothesis) =>
    some.every(({ wanted, found }) => hypothesis.explains(wanted, found, clients));
  const explained =
    hypotheses.find(explains(outcomes)) ??
    hypotheses.filter(({ telling }) => telling === true).find(explains(wrong));
  ctx.deviate({
    deviation: explained?.deviation ?? name(first).deviation,
    message: `${selector.parameter} ${isRightAlone ? `is right alone, but beside ${BESIDE} it ` : ''}${explained?.says ?? name(first).says}: ${say(ctx, first)}`,
    expected: sorted(first.expected),
    got: typeof first.found === 'string' ? sayAnswer(first.answer) : sorted(first.found),
    at: `${selector.parameter}=${first.wanted}`,
    exchange: first.answer.exchange,
  });
}

/** The filter that picks out the run's clients, where another one is put to the proof. */
const BESIDE: FilterName = '_like_clientid';

/**
 * Whether a filter that is wrong beside the run's prefix is right without it. Where already the
 * prefix alone does not find the run's clients, the rule ends: it says nothing of this filter.
 */
async function judgeAlone(
  ctx: RuleContext,
  { parameter }: Selector,
  { wanted, expected }: Outcome,
): Promise<boolean> {
  const own = foundBy(ctx, await ask(ctx, [[BESIDE, ctx.prefix]]));
  if (!same(idsOf(knownClients(ctx)), own)) {
    ctx.skip(`${BESIDE}, which picks out this run's clients, does not find them all.`);
  }
  const answer = await ask(ctx, [
    [parameter, wanted],
    ['_limit', ENOUGH],
  ]);
  const isWhole = answer.kind === 'rows' && answer.meta['hasnext'] !== true;
  return isWhole && same(expected, foundBy(ctx, answer));
}

/** Rows of an answer that nothing narrows down. */
const ENOUGH = '1000';

/** The ids of clients, as a set. */
export function idsOf(clients: readonly FixtureClient[]): ReadonlySet<string> {
  return new Set(clients.map(({ clientid }) => clientid));
}

function foundBy(ctx: RuleContext, answer: Answer): Found {
  if (answer.kind === 'rows') return new Set(knownIds(ctx, answer.rows));
  return answer.kind === 'crashed' ? 'crash' : 'refused';
}

/** Rows of clients that are not ours, or of ours under a mangled id, must have the value too. */
function judgeOthers(ctx: RuleContext, selector: Selector, wanted: string, answer: Answer): void {
  if (answer.kind !== 'rows') return;
  const known = idsOf(ctx.fixtures.clients);
  const wrong = answer.rows.find((row, index) => {
    if (known.has(answer.ids[index] ?? '')) return false;
    const shown = selector.ofRow(row, ctx);
    return shown !== undefined && !selects(selector.comparison, shown, wanted);
  });
  if (!wrong) return;
  ctx.deviate({
    deviation: 'finds-clients-without-the-value',
    message: `${selector.parameter}=${quote(wanted)} finds ${quote(wrong['clientid'])}, which has not that value`,
    expected: wanted,
    got: selector.ofRow(wrong, ctx),
    at: selector.parameter,
    exchange: answer.exchange,
  });
}

/** Whether both are the same outcome. */
export function same(expected: Found, found: Found): boolean {
  if (typeof expected === 'string' || typeof found === 'string') return expected === found;
  return expected.size === found.size && [...expected].every((id) => found.has(id));
}

type Name = Pick<Hypothesis, 'deviation' | 'says'>;

/** A difference that no hypothesis explains, by its looks. */
function describe(
  { wanted, expected, found }: Outcome,
  wrong: readonly Outcome[],
  outcomes: readonly Outcome[],
): Name {
  const onlyFar = wrong.every(({ wanted }) => BEYOND_ASCII.test(wanted));
  if (onlyFar && wrong.length < outcomes.length) {
    return { deviation: 'fails-beyond-ascii', says: 'goes wrong with characters beyond ASCII' };
  }
  if (found === 'crash') return { deviation: 'crashes', says: 'makes the broker fail' };
  if (found === 'refused') return { deviation: 'is-refused', says: 'is refused' };
  const missing = [...expected].filter((id) => !found.has(id)).length;
  const extra = [...found].filter((id) => !expected.has(id)).length;
  if (found.size === 0) return { deviation: 'finds-nothing', says: 'finds nothing' };
  const mistaken = outcomes.find((other) => other.wanted !== wanted && same(other.expected, found));
  if (missing > 0 && extra > 0) {
    const says = mistaken
      ? `finds with ${quote(wanted)} what ${quote(mistaken.wanted)} must find`
      : 'finds other clients than it must';
    return { deviation: 'finds-other-clients', says };
  }
  return missing > 0
    ? { deviation: 'misses-clients', says: 'misses clients that have the value' }
    : { deviation: 'finds-too-many', says: 'finds clients that have not the value' };
}

const BEYOND_ASCII = /[^ -~]/;

function say(ctx: RuleContext, { wanted, expected, found, answer }: Outcome): string {
  const value = quote(short(ctx, wanted));
  if (typeof found === 'string') return `${value} is answered with ${sayAnswer(answer)}`;
  const missing = [...expected].find((id) => !found.has(id));
  const extra = [...found].find((id) => !expected.has(id));
  return [
    missing === undefined ? '' : `${value} misses ${quote(short(ctx, missing))}`,
    extra === undefined ? '' : `${value} finds ${quote(short(ctx, extra))}`,
  ]
    .filter((part) => part !== '')
    .join(', and ');
}

const sorted = (ids: ReadonlySet<string>): readonly string[] => [...ids].sort();
