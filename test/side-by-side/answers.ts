import type { Report } from '../../contracts/index.js';
import type { MockRequest, MockResponse } from '../../mock/core/request-response.js';
import type { Mutant } from '../mutants/mutant.js';
import { clientidOf, isList } from '../mutants/seams/request.js';
import { checkInProcess } from '../support/in-process/check.js';
import { createEngine, type EngineOptions } from '../support/in-process/engine.js';

/** The operations of the OpenAPI document. */
const OPERATIONS = [
  'GET /clients',
  'GET /clients/{clientid}',
  'DELETE /clients/{clientid}',
] as const;
export type Operation = (typeof OPERATIONS)[number];

/** An answer of a documented operation. */
export interface Answer {
  readonly operation: Operation;
  readonly response: MockResponse;
}

/** The documented operation of a request, if any. */
function operationOf(request: MockRequest): Operation | undefined {
  const { method } = request;
  if (isList(request)) return method === 'GET' ? 'GET /clients' : undefined;
  if (clientidOf(request) === undefined) return undefined;
  return OPERATIONS.find((each) => each === `${method} /clients/{clientid}`);
}

const keyOf = ({ operation, response: { status, headers, body } }: Answer): string =>
  JSON.stringify([operation, status, headers, body]);

/** Distinct answers: a tool that knows only the document judges equal answers equally. */
export const distinct = (answers: readonly Answer[]): ReadonlyMap<string, Answer> =>
  new Map(answers.map((answer) => [keyOf(answer), answer]));

/** The report of one run of the gate, and the answers that it got. */
interface Observation {
  readonly report: Report;
  readonly answers: readonly Answer[];
}

/** Runs the gate and records the answers. */
export async function observe(
  mutant: Pick<Mutant, 'breaks' | 'faults'> | undefined,
  options: EngineOptions,
): Promise<Observation> {
  const engine = createEngine(options);
  const handle = mutant?.breaks?.(engine) ?? engine.handle;
  const answers: Answer[] = [];
  const report = await checkInProcess(
    engine,
    (request) => {
      const response = handle(request);
      const operation = operationOf(request);
      if (operation) answers.push({ operation, response });
      return response;
    },
    { ...(mutant?.faults && { faults: mutant.faults }) },
  );
  return { report, answers };
}
