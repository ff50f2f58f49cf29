import type { Load } from '../http/load.js';
import type { Retried } from '../http/retry.js';
import type { Pace } from '../http/pace.js';
import { counted } from '../shared/counted.js';
import { isFlaky, type RuleResult } from './rule-result.js';

/** Names of requests or rules in one sentence. */
const MOST_NAMES = 5;

/**
 * What did not work at the first try, in sentences.
 * @param requests the requests of the whole run
 */
export function retryWarnings(
  retried: readonly Retried[],
  results: readonly RuleResult[],
  requests: number,
  pace: Pick<Pace, 'lowered' | 'perSecond'>,
): readonly string[] {
  return [
    ...answered(retried, requests),
    ...unanswered(retried),
    ...(pace.lowered > 0 ? [slower(pace)] : []),
    ...askedAgain(results),
  ];
}

/** Rules that left requests out, to spare the broker. */
export function loadWarnings({ leftOut }: Pick<Load, 'leftOut'>): readonly string[] {
  if (leftOut.size === 0) return [];
  const left = [...leftOut.values()].reduce((sum, count) => sum + count, 0);
  return [
    `Requests that cost the broker too much were sent less often: ${counted(left, 'example')} left out of ${counted(leftOut.size, 'rule')}: ${namesText([...leftOut.keys()])}.`,
  ];
}

/** `1 answer in 1,302 came at the second try: HTTP 503.` */
function answered(retried: readonly Retried[], requests: number): string[] {
  const late = retried.filter(({ ok }) => ok);
  if (late.length === 0) return [];
  const all = requests.toLocaleString('en');
  const when = late.some(({ tries }) => tries > 2) ? 'a later try' : 'the second try';
  return [`${counted(late.length, 'answer')} in ${all} came at ${when}: ${reasonsText(late)}.`];
}

/** Requests that failed at every try. */
function unanswered(retried: readonly Retried[]): string[] {
  const lost = retried.filter(({ ok }) => !ok);
  if (lost.length === 0) return [];
  const requests = namesText([...new Set(lost.map(({ request }) => request))]);
  return [
    `${counted(lost.length, 'request')} had no answer of the broker, after all tries: ${reasonsText(lost)}. ${requests}.`,
  ];
}

function slower({ lowered, perSecond = 0 }: Pick<Pace, 'lowered' | 'perSecond'>): string {
  const rate = perSecond >= 10 ? Math.floor(perSecond) : Number(perSecond.toPrecision(1));
  return (
    `The pace was lowered to ${rate} requests per second after HTTP 429` +
    `${lowered > 1 ? `, ${lowered} times` : ''}: give --rate ${rate} to stay below the limit.`
  );
}

/** Rules that pass, though not at once. */
function askedAgain(results: readonly RuleResult[]): string[] {
  const rules = results.filter((result) => isFlaky(result) && result.rechecks > 0);
  if (rules.length === 0) return [];
  const names = namesText(rules.map(({ rule }) => rule.id));
  return [
    `${counted(rules.length, 'rule')} passed only after asking again, because clients came or went, or answers differ: ${names}.`,
  ];
}

/** `HTTP 503`, or with numbers where there are several: `HTTP 503 (20), connection reset (3)`. */
function reasonsText(retried: readonly Retried[]): string {
  const counts = new Map<string, number>();
  for (const { reason } of retried) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  if (counts.size === 1) return [...counts.keys()].join('');
  return [...counts].map(([reason, count]) => `${reason} (${count})`).join(', ');
}

function namesText(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return names.slice(0, MOST_NAMES).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
