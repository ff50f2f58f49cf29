/** Refuses fault rules that promise a success where nothing can answer with one. */
import type { FieldProblem } from '../core/client-input.js';
import { splitPath } from '../core/parse-request.js';
import type { Endpoint } from '../core/endpoints/endpoint.js';
import type { Dialect } from '../core/releases/dialect.js';
import type { Stub } from '../stubs/stub.js';
import type { FaultRule } from './fault-rule.js';
import { canOverlap } from './path-pattern.js';

/** What can answer a request with a success. */
export interface Answerers {
  readonly dialect: Dialect;
  /** Those beside `/clients`, by their path, such as `nodes/:node`. */
  readonly endpoints: ReadonlyMap<string, readonly Endpoint[]>;
  readonly basePath: string;
  readonly stubs: readonly Stub[];
  /** Other paths are passed on to a server that may answer them. */
  readonly passesOn: boolean;
}

/** A pattern of absolute paths, and the methods that are answered there; `undefined`: any. */
interface Answered {
  readonly path: readonly string[];
  readonly methods?: readonly string[];
}

/**
 * Finds the first rule whose status is a success, for requests that are all answered with 404: a
 * fault changes an answer, and there is none.
 */
export function findBrokenPromise(
  rules: readonly FaultRule[],
  answerers: Answerers,
): FieldProblem | undefined {
  if (answerers.passesOn) return undefined;
  const base = splitPath(answerers.basePath) ?? [];
  const answered = [...pathsOf(answerers, base), ...stubbed(answerers.stubs, base)];
  const index = rules.findIndex(({ match = {}, do: { status = 503 } }) => {
    if (status >= 300) return false;
    const patterns = absolute(match.path ?? '/**', base);
    const { method } = match;
    return !answered.some(
      ({ path, methods }) =>
        (methods === undefined || method === undefined || methods.includes(method)) &&
        patterns.some((pattern) => canOverlap(pattern, path)),
    );
  });
  if (index === -1) return undefined;
  const expected =
    'a status from 300 on, since such requests are answered with 404: for another response, use a stub (--stub)';
  return { field: `faults[${index}].do.status`, value: rules[index]?.do.status, expected };
}

/** A path of a rule or a stub is the whole path, or the part below the base path. */
function absolute(path: string, base: readonly string[]): readonly (readonly string[])[] {
  const segments = splitPath(path) ?? [];
  return [segments, [...base, ...segments]];
}

const stubbed = (stubs: readonly Stub[], base: readonly string[]): Answered[] =>
  stubs.flatMap(({ match: { path, method } }) =>
    absolute(path, base).map((each) => ({
      path: each,
      ...(method !== undefined && { methods: method === 'GET' ? ['GET', 'HEAD'] : [method] }),
    })),
  );

const READ = ['GET', 'HEAD', 'OPTIONS'];
const CLIENT = [...READ, 'DELETE'];

function pathsOf(
  { dialect: { brokerPaths }, endpoints }: Answerers,
  base: readonly string[],
): Answered[] {
  const below = (path: string, methods?: readonly string[]): Answered => ({
    path: [...base, ...path.split('/')],
    ...(methods && { methods }),
  });
  const documented = [
    below('clients', READ),
    below('clients/*', CLIENT),
    ...[...endpoints].map(([path, each]) =>
      below(path.replace(/:\w+/g, '*'), ['HEAD', 'OPTIONS', ...each.map(({ method }) => method)]),
    ),
  ];
  if (!brokerPaths && endpoints.size === 0) return documented;
  return [
    ...documented,
    below('clients/username/*', READ),
    below('nodes/*/clients', READ),
    below('nodes/*/clients/*', READ),
    below('nodes/*/clients/username/*', READ),
    { path: ['status'], methods: READ },
  ];
}
