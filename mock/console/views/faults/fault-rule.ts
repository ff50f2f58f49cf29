/** A rule, as the control API sends it. */
export interface FaultRule {
  readonly match?: Readonly<Record<string, unknown>>;
  readonly do: Readonly<Record<string, unknown>>;
  readonly off?: true;
}

/** A rule, and how often it was used. */
export interface CountedRule {
  readonly rule: FaultRule;
  readonly matched: number;
  readonly applied: number;
}

/** A rule in one line, similar to the short form: `GET /clients nth=3 status=503`. */
export function describeRule({ match = {}, do: action }: FaultRule): string {
  const { method, path, query, ...limits } = match;
  const where = typeof path === 'string' ? path + describeQuery(query) : describeQuery(query);
  const parts = [method, where, ...describeMembers(limits), ...describeMembers(action)];
  return parts.filter((part) => typeof part === 'string' && part !== '').join(' ');
}

const describeQuery = (query: unknown): string =>
  typeof query === 'object' && query !== null
    ? `?${new URLSearchParams(query as Record<string, string>).toString()}`
    : '';

const describeMembers = (members: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(members).map(([name, value]) =>
    value === true ? name : `${name}=${describeValue(value)}`,
  );

function describeValue(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const { min, max } = value as { readonly min?: number; readonly max?: number };
  return min === undefined || max === undefined ? JSON.stringify(value) : `${min}..${max}`;
}

/** A fault that many tests need. */
export interface Preset {
  readonly label: `faults.preset.${string}`;
  readonly rule: FaultRule;
}

const LIST = { method: 'GET', path: '/clients' };

export const PRESETS = [
  { label: 'faults.preset.third', rule: { match: { ...LIST, nth: 3 }, do: { status: 503 } } },
  { label: 'faults.preset.slow', rule: { match: LIST, do: { delay: { min: 1000, max: 3000 } } } },
  { label: 'faults.preset.flaky', rule: { match: { probability: 0.2 }, do: { status: 502 } } },
  {
    label: 'faults.preset.limit',
    rule: { match: { times: 3 }, do: { status: 429, headers: { 'retry-after': '2' } } },
  },
  {
    label: 'faults.preset.login',
    rule: {
      do: { status: 200, body: '<title>Sign in</title>', contentType: 'text/html' },
    },
  },
  {
    label: 'faults.preset.lost',
    rule: { match: { method: 'DELETE', path: '/clients/*' }, do: { truncate: 0 } },
  },
  { label: 'faults.preset.cut', rule: { match: LIST, do: { truncate: '50%' } } },
  { label: 'faults.preset.malformed', rule: { match: LIST, do: { malformed: true } } },
  { label: 'faults.preset.reset', rule: { match: LIST, do: { reset: true } } },
  { label: 'faults.preset.hang', rule: { match: LIST, do: { hang: true } } },
] as const satisfies readonly Preset[];
