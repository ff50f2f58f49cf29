import type { FixtureClient } from '../../test-clients/test-client.js';
import { hasNext } from '../../http/list-response.js';
import type { RuleContext } from '../../rule/rule-context.js';
import { describeAnswer, type ListAnswer, quote, requestList } from './list-request.js';
import {
  type Ids,
  idsOf,
  knownClients,
  knownIds,
  quoteId,
  sameIds,
  sortedIds,
} from './known-clients.js';
import { type Filter, type FilterName, matches } from './filter-table.js';

/** The known clients that a filter finds with one value; `crash`: HTTP 5xx. */
export type FilterResult = Ids | 'crash' | 'refused';

/** A way in which brokers get a filter wrong. */
export interface FilterBug {
  /** Name of the deviation. */
  readonly deviation: string;
  /** What the filter does, after its name: "matches only at the start". */
  readonly does: string;
  /** Whether a broker with this bug answers `wanted` with `found`. */
  explains(
    this: void,
    wanted: string,
    found: FilterResult,
    clients: readonly FixtureClient[],
  ): boolean;
  /** Unlikely to fit by chance: it may explain only the wrong answers, not all. */
  readonly distinctive?: boolean;
}

/** One value that was sent. */
interface Attempt {
  readonly wanted: string;
  readonly expected: Ids;
  readonly found: FilterResult;
  readonly answer: ListAnswer;
}

export interface FilterCheck {
  readonly filter: Filter;
  readonly values: readonly string[];
  /** Tried in order; the first that explains every answer names the deviation. */
  readonly bugs?: readonly FilterBug[];
  /**
   * Send the filter alone. Default: combined with `_like_clientid` and the run's prefix, so that
   * the answer of a large broker stays small.
   */
  readonly alone?: boolean;
}

/**
 * Sends a filter with each of the values and compares the known clients that it finds with those
 * that match. The deviation is named after the first bug that explains all the answers, or else
 * after how the first wrong answer looks.
 */
export async function checkFilter(ctx: RuleContext, check: FilterCheck): Promise<void> {
  const { filter, values, bugs = [], alone = false } = check;
  const clients = knownClients(ctx);
  const attempts: Attempt[] = [];
  for (const wanted of ctx.affordable([...new Set(values)])) {
    const pair = [filter.parameter, wanted] as const;
    const answer = await requestList(ctx, alone ? [pair] : [pair, [SCOPE, ctx.prefix]]);
    const expected = clients.filter((client) =>
      matches(filter.comparison, filter.clientValue(client), wanted),
    );
    attempts.push({ wanted, expected: idsOf(expected), found: resultOf(ctx, answer), answer });
  }
  const wrong = attempts.filter(({ expected, found }) => !sameResult(expected, found));
  const [first] = wrong;
  if (!first) {
    for (const { wanted, answer } of attempts) checkOtherRows(ctx, filter, wanted, answer);
    return;
  }
  const worksAlone = !alone && (await isRightAlone(ctx, filter, first));
  const explains = (some: readonly Attempt[]) => (bug: FilterBug) =>
    some.every(({ wanted, found }) => bug.explains(wanted, found, clients));
  const { deviation, does } =
    bugs.find(explains(attempts)) ??
    bugs.filter(({ distinctive }) => distinctive === true).find(explains(wrong)) ??
    classify(first, wrong, attempts);
  ctx.deviate({
    deviation,
    message: `${filter.parameter} ${worksAlone ? `works alone, but combined with ${SCOPE} it ` : ''}${does}: ${describe(ctx, first)}`,
    expected: sortedIds(first.expected),
    got: typeof first.found === 'string' ? describeAnswer(first.answer) : sortedIds(first.found),
    at: `${filter.parameter}=${first.wanted}`,
    exchange: first.answer.exchange,
  });
}

/** Selects the run's clients while another filter is tested. */
const SCOPE: FilterName = '_like_clientid';

/**
 * Whether a filter that is wrong combined with {@link SCOPE} is right alone. Skips the rule if
 * SCOPE alone does not find the run's clients: then it says nothing about this filter.
 */
async function isRightAlone(
  ctx: RuleContext,
  { parameter }: Filter,
  { wanted, expected }: Attempt,
): Promise<boolean> {
  const own = resultOf(ctx, await requestList(ctx, [[SCOPE, ctx.prefix]]));
  if (!sameResult(idsOf(knownClients(ctx)), own)) {
    ctx.skip(`${SCOPE} does not find all test clients of this run.`);
  }
  const answer = await requestList(ctx, { [parameter]: wanted, _limit: 1000 });
  const isWhole = answer.kind === 'rows' && !hasNext(answer, 1000);
  return isWhole && sameResult(expected, resultOf(ctx, answer));
}

function resultOf(ctx: RuleContext, answer: ListAnswer): FilterResult {
  if (answer.kind === 'rows') return new Set(knownIds(ctx, answer.rows));
  return answer.kind === 'crashed' ? 'crash' : 'refused';
}

/** Rows of other clients, or of test clients with a garbled id, must have the value too. */
function checkOtherRows(
  ctx: RuleContext,
  filter: Filter,
  wanted: string,
  answer: ListAnswer,
): void {
  if (answer.kind !== 'rows') return;
  const own = idsOf(ctx.fixtures.clients);
  const wrong = answer.rows.find((row, index) => {
    if (own.has(answer.ids[index] ?? '')) return false;
    const shown = filter.rowValue(row, ctx);
    return shown !== undefined && !matches(filter.comparison, shown, wanted);
  });
  if (!wrong) return;
  ctx.deviate({
    deviation: 'finds-clients-without-the-value',
    message: `${filter.parameter}=${quote(wanted)} finds ${quote(wrong['clientid'])}, which does not have that value`,
    expected: wanted,
    got: filter.rowValue(wrong, ctx),
    at: filter.parameter,
    exchange: answer.exchange,
  });
}

export function sameResult(expected: FilterResult, found: FilterResult): boolean {
  if (typeof expected === 'string' || typeof found === 'string') return expected === found;
  return sameIds(expected, found);
}

/** Names a wrong answer that no bug explains. */
function classify(
  { wanted, expected, found }: Attempt,
  wrong: readonly Attempt[],
  attempts: readonly Attempt[],
): Pick<FilterBug, 'deviation' | 'does'> {
  const onlyBeyondAscii = wrong.every((attempt) => /[^ -~]/.test(attempt.wanted));
  if (onlyBeyondAscii && wrong.length < attempts.length) {
    return { deviation: 'fails-beyond-ascii', does: 'fails with characters beyond ASCII' };
  }
  if (found === 'crash') return { deviation: 'crashes', does: 'makes the broker fail' };
  if (found === 'refused') return { deviation: 'is-refused', does: 'is refused' };
  if (found.size === 0) return { deviation: 'finds-nothing', does: 'finds nothing' };
  const misses = [...expected].some((id) => !found.has(id));
  const adds = [...found].some((id) => !expected.has(id));
  if (misses && adds) {
    const other = attempts.find(
      (attempt) => attempt.wanted !== wanted && sameResult(attempt.expected, found),
    );
    const does = other
      ? `finds the clients of ${quote(other.wanted)} for ${quote(wanted)}`
      : 'finds the wrong clients';
    return { deviation: 'finds-other-clients', does };
  }
  return misses
    ? { deviation: 'misses-clients', does: 'misses clients that have the value' }
    : { deviation: 'finds-too-many', does: 'finds clients that do not have the value' };
}

function describe(ctx: RuleContext, { wanted, expected, found, answer }: Attempt): string {
  const value = `value ${quoteId(ctx, wanted)}`;
  if (typeof found === 'string') return `${value} is answered with ${describeAnswer(answer)}`;
  const missing = [...expected].find((id) => !found.has(id));
  const extra = [...found].find((id) => !expected.has(id));
  const misses = missing === undefined ? [] : [`misses client ${quoteId(ctx, missing)}`];
  const finds = extra === undefined ? [] : [`finds client ${quoteId(ctx, extra)}`];
  return `${value} ${[...misses, ...finds].join(' and ')}`;
}
