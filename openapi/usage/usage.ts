/** One way in which an application uses the API. */
export interface Use {
  /** E.g. `GET /clients/{clientid}`. */
  readonly request: string;
  /** Kinds of parameters and of the situation, by name (see vocabulary.ts). */
  readonly with: Readonly<Record<string, string>>;
  /** The members of the answer that are read, such as `meta.count`; `all` if nothing tracks it. */
  readonly reads: 'all' | readonly string[];
  /** The dialects that it was tested with, e.g. `documented` or `emqx-4.3.22`. */
  readonly tested: readonly string[];
  /** The tests that use it, each with its number of different requests. Empty: no test was named. */
  readonly tests: ReadonlyMap<string, number>;
}

/** A difference that is fine for the application. */
export interface Accepted {
  /** What `emqx-mock usage check` or `emqx-contract check` calls it, e.g. `countUnderFilter`. */
  readonly difference: string;
  readonly reason: string;
  /** The releases or lines that it is accepted for, such as `4.3` or `4.3.9`. Default: all. */
  readonly releases?: readonly string[];
}

/** Whether a difference is accepted in a release, e.g. `4.3.22`. One that is not known is in no list. */
export const isAcceptedIn = ({ releases }: Accepted, release: string | undefined): boolean =>
  releases?.some((each) => release === each || release?.startsWith(`${each}.`) === true) ?? true;

/** What an application uses of the API: the content of a usage file. */
export interface Usage {
  /** The application's name, for reports. */
  readonly application?: string;
  /** Without duplicates, sorted by request and kinds. */
  readonly uses: readonly Use[];
  readonly accepted: readonly Accepted[];
}

/** The requests of a use in all tests. */
export const requestsOf = ({ tests }: Use): number =>
  [...tests.values()].reduce((sum, count) => sum + count, 0);

export const USAGE_VERSION = 1;

/** That of an empty file. */
export const EMPTY_USAGE: Usage = { uses: [], accepted: [] };

/** The most uses of a file: more is no application, but a fuzzer. */
const MAX_USES = 1000;

/** Identifies a use: its request and its kinds, in the order of the file. */
export const keyOf = ({ request, with: kinds }: Pick<Use, 'request' | 'with'>): string =>
  JSON.stringify([request, Object.entries(kinds).sort(byText)]);

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
const byText = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  compare(one, other);

export const sortedTexts = (texts: Iterable<string>): readonly string[] =>
  [...new Set(texts)].sort(compare);

/**
 * Joins what two runs, or two processes of one run, have recorded. Joining the same again, or in
 * another order, changes nothing. What people write, the name and what is accepted, is the first's.
 */
export function mergeUsage(one: Usage, other: Usage): Usage {
  const uses = new Map<string, Use>();
  for (const use of [...one.uses, ...other.uses]) {
    const key = keyOf(use);
    const known = uses.get(key);
    uses.set(key, known ? mergeUses(known, use) : use);
  }
  const sorted = [...uses].sort(byText).map(([, use]) => use);
  const application = one.application ?? other.application;
  return {
    ...(application !== undefined && { application }),
    uses: sorted.slice(0, MAX_USES),
    accepted: one.accepted.length > 0 ? one.accepted : other.accepted,
  };
}

function mergeUses(one: Use, other: Use): Use {
  const tests = new Map(one.tests);
  for (const [test, count] of other.tests) tests.set(test, Math.max(count, tests.get(test) ?? 0));
  return {
    request: one.request,
    with: one.with,
    reads:
      one.reads === 'all' || other.reads === 'all'
        ? 'all'
        : sortedTexts([...one.reads, ...other.reads]),
    tested: sortedTexts([...one.tested, ...other.tested]),
    tests,
  };
}
