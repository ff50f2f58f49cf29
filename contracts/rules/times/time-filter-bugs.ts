import type { FixtureClient } from '../../test-clients/test-client.js';
import { idsOf, same, type Found, type Hypothesis } from '../shared/check-filter.js';
import type { Selector } from '../shared/filter-table.js';
import { ignored, nothing } from '../filters/text-filter-bugs.js';

type Seconds = (client: FixtureClient) => number;
type Test = (seconds: number, wanted: number) => boolean;

const secondsOf =
  ({ of }: Selector): Seconds =>
  (client) =>
    Number(of(client));

const filter = (
  clients: readonly FixtureClient[],
  test: (client: FixtureClient) => boolean,
): Found => idsOf(clients.filter(test));

/** Like `test`, except that it does not matter whether clients for which `edge` holds are found. */
function fits(
  found: Found,
  clients: readonly FixtureClient[],
  test: (client: FixtureClient) => boolean,
  edge: (client: FixtureClient) => boolean,
): boolean {
  if (typeof found === 'string') return false;
  return clients.every((client) => edge(client) || found.has(client.clientid) === test(client));
}

/** Less than any two time zones are apart, more than the batches of a run. */
const QUARTER_OF_AN_HOUR = 900;

/**
 * How brokers get a time filter wrong.
 * @param twin the filter of the other bound on the same field
 * @param other the filter of the same bound on the other field
 */
export function timeHypotheses(
  own: Selector,
  twin: Selector,
  other: Selector,
): readonly Hypothesis[] {
  const seconds = secondsOf(own);
  const test = testOf(own);
  const named = (deviation: string, says: string, of: Seconds, is: Test): Hypothesis => ({
    deviation,
    says,
    explains: (wanted, found, clients) =>
      same(
        filter(clients, (client) => is(of(client), Number(wanted))),
        found,
      ),
  });
  return [
    {
      deviation: 'takes-milliseconds',
      says: 'is not in seconds (the time filters do not take Unix seconds: they take milliseconds)',
      telling: true,
      explains: (wanted, found, clients) =>
        fits(
          found,
          clients,
          (client) => test(seconds(client) * 1000, Number(wanted)),
          (client) => Math.floor(Number(wanted) / 1000) === seconds(client),
        ),
    },
    own.comparison === 'at-most'
      ? {
          deviation: 'misses-its-own-second',
          says: 'misses the clients of the very second that was asked for',
          telling: true,
          // A broker that compares milliseconds finds the client of a second's first millisecond.
          explains: (wanted, found, clients) =>
            fits(
              found,
              clients,
              (client) => seconds(client) < Number(wanted),
              (client) => seconds(client) === Number(wanted),
            ),
        }
      : {
          ...named(
            'misses-its-own-second',
            'misses the clients of the very second that was asked for: it compares with > instead of >=',
            seconds,
            (value, wanted) => value > wanted,
          ),
          telling: true,
        },
    named(
      'is-swapped',
      `works the other way round: it finds the clients ${own.comparison === 'at-least' ? 'before' : 'after'} the time (the documents' descriptions of the two are swapped, their names are right)`,
      seconds,
      testOf(twin),
    ),
    named('is-swapped', 'works the other way round', seconds, (value, wanted) =>
      own.comparison === 'at-least' ? value < wanted : value > wanted,
    ),
    named(
      'looks-at-another-field',
      `looks at ${other.parameter.replace(/^_.te_/, '')} instead of ${own.parameter.replace(/^_.te_/, '')}`,
      secondsOf(other),
      test,
    ),
    named('compares-text', 'compares texts, not numbers', seconds, (value, wanted) =>
      own.comparison === 'at-least'
        ? String(value) >= String(wanted)
        : String(value) <= String(wanted),
    ),
    named('is-one-second-off', 'is one second too generous', seconds, (value, wanted) =>
      own.comparison === 'at-least' ? value >= wanted - 1 : value <= wanted + 1,
    ),
    named(
      'is-exact',
      'finds only the clients of the very second',
      seconds,
      (value, wanted) => value === wanted,
    ),
    ignored,
    nothing,
    ...([1, -1] as const).map((sign) =>
      named(
        'is-in-another-time-zone',
        `does not agree with the times shown: it takes clients for ${sign > 0 ? 'later' : 'earlier'} than they show, as if in another time zone`,
        (client) => seconds(client) + sign * QUARTER_OF_AN_HOUR,
        test,
      ),
    ),
  ];
}

const testOf = ({ comparison }: Selector): Test =>
  comparison === 'at-least'
    ? (value, wanted) => value >= wanted
    : (value, wanted) => value <= wanted;
