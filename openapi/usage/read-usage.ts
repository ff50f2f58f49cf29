import { type Accepted, type Usage, USAGE_VERSION, type Use } from './usage.js';
import { isMemberName, isRequestName, kindsOf } from './vocabulary.js';

/** A usage, or what is wrong with the value: sentences that name the member. */
export type ReadUsage =
  | { readonly ok: true; readonly usage: Usage }
  | { readonly ok: false; readonly problems: readonly [string, ...string[]] };

type Members = Readonly<Record<string, unknown>>;

/** The most problems that are reported. */
const MAX_PROBLEMS = 20;
/** Characters of a text in a file, such as the name of a test. */
const MAX_TEXT = 1000;

/** Reads the value of a usage file, as a YAML parser returns it. */
export function readUsage(value: unknown): ReadUsage {
  const problems: string[] = [];
  const usage = new Reader(problems).usage(value);
  const [first, ...others] = problems.slice(0, MAX_PROBLEMS);
  return first === undefined ? { ok: true, usage } : { ok: false, problems: [first, ...others] };
}

class Reader {
  constructor(private readonly problems: string[]) {}

  usage(value: unknown): Usage {
    const nothing: Usage = { uses: [], accepted: [] };
    if (!isMembers(value) || !Object.hasOwn(value, 'version')) {
      // Another file may have secrets: what is in it is not shown.
      this.#wrong('version', `${USAGE_VERSION}, as every usage file has`, undefined);
      return nothing;
    }
    if (value['version'] !== USAGE_VERSION) {
      const isNewer = typeof value['version'] === 'number' && value['version'] > USAGE_VERSION;
      const hint = isNewer ? ', or a newer emqx-clients-kit' : '';
      this.#wrong('version', `${USAGE_VERSION}${hint}`, value['version']);
      return nothing;
    }
    this.#known('', value, ['version', 'application', 'tested', 'uses', 'orders', 'accepted']);
    const application =
      value['application'] === undefined
        ? undefined
        : this.#text('application', value['application']);
    const tested = this.#texts('tested', value['tested'] ?? [], isDialect, EXPECTED_DIALECT);
    const uses = this.#list('uses', value['uses'] ?? []).map((each, index) =>
      this.#use(`uses[${index}]`, each, tested),
    );
    // They result from the uses, and are written for people.
    this.#list('orders', value['orders'] ?? []);
    const accepted = this.#list('accepted', value['accepted'] ?? []).map((each, index) =>
      this.#accepted(`accepted[${index}]`, each),
    );
    return { ...(application !== undefined && { application }), uses, accepted };
  }

  #use(at: string, value: unknown, tested: readonly string[]): Use {
    const members = this.#members(at, value, ['request', 'with', 'reads', 'tested', 'tests']);
    const request = members['request'];
    if (typeof request !== 'string' || !isRequestName(request)) {
      this.#wrong(`${at}.request`, 'a method and a path, such as GET /clients/{clientid}', request);
    }
    return {
      request: String(request),
      with: this.#kinds(`${at}.with`, members['with'] ?? {}),
      reads:
        members['reads'] === 'all'
          ? 'all'
          : this.#texts(
              `${at}.reads`,
              members['reads'],
              isMemberName,
              'all, or a list of members such as meta.count',
            ),
      tested: this.#texts(`${at}.tested`, members['tested'] ?? tested, isDialect, EXPECTED_DIALECT),
      tests: this.#tests(`${at}.tests`, members['tests'] ?? {}),
    };
  }

  #kinds(at: string, value: unknown): Record<string, string> {
    const kinds: Record<string, string> = {};
    for (const [name, kind] of Object.entries(this.#members(at, value))) {
      const known = kindsOf(name);
      if (!known) this.#wrong(at, 'the name of a parameter, or of a situation', name);
      else if (typeof kind !== 'string' || !known.includes(kind)) {
        this.#wrong(`${at}.${name}`, `one of: ${known.join('; ')}`, kind);
      } else kinds[name] = kind;
    }
    return kinds;
  }

  #tests(at: string, value: unknown): Map<string, number> {
    const tests = new Map<string, number>();
    for (const [test, count] of Object.entries(this.#members(at, value))) {
      if (Number.isSafeInteger(count) && Number(count) > 0) tests.set(test, Number(count));
      else this.#wrong(`${at}[${JSON.stringify(test)}]`, 'a number of requests, 1 or more', count);
    }
    return tests;
  }

  #accepted(at: string, value: unknown): Accepted {
    const members = this.#members(at, value, ['difference', 'reason', 'releases']);
    const { releases } = members;
    return {
      difference: this.#text(`${at}.difference`, members['difference']),
      reason: this.#text(`${at}.reason`, members['reason']),
      ...(releases !== undefined && {
        releases: this.#texts(
          `${at}.releases`,
          releases,
          (text) => /^\d\.\d(?:\.\d+)?$/.test(text),
          'a list of releases or lines, such as 4.3 or "4.3.9", in quotes',
        ),
      }),
    };
  }

  #members(at: string, value: unknown, known?: readonly string[]): Members {
    if (!isMembers(value)) {
      this.#wrong(at, 'a mapping', value);
      return {};
    }
    if (known) this.#known(at, value, known);
    return value;
  }

  #known(at: string, value: Members, known: readonly string[]): void {
    for (const name of Object.keys(value)) {
      if (known.includes(name)) continue;
      this.#wrong(at === '' ? 'the file' : at, `only ${known.join(', ')}`, name);
    }
  }

  #list(at: string, value: unknown): readonly unknown[] {
    if (Array.isArray(value)) return value;
    this.#wrong(at, 'a list', value);
    return [];
  }

  /** A text of a person: an empty reason is none. */
  #text(at: string, value: unknown): string {
    if (typeof value === 'string' && value.trim() !== '' && value.length <= MAX_TEXT) return value;
    this.#wrong(at, `a text of 1 to ${MAX_TEXT} characters`, value);
    return '';
  }

  #texts(
    at: string,
    value: unknown,
    isValid: (text: string) => boolean,
    expected: string,
  ): readonly string[] {
    if (Array.isArray(value) && value.every((each) => typeof each === 'string' && isValid(each))) {
      return value as string[];
    }
    this.#wrong(at, expected, value);
    return [];
  }

  #wrong(at: string, expected: string, got: unknown): void {
    this.problems.push(`${at}: expected ${expected}, but got ${shown(got)}.`);
  }
}

/** The names of dialects are checked where they are used. */
const isDialect = (text: string): boolean => /^(?:documented|emqx-\d+\.\d+\.\d+)$/.test(text);
const EXPECTED_DIALECT = 'a list of documented and releases, such as emqx-4.3.22';

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return typeof value;
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
