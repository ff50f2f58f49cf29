import { printUsage } from '../../openapi/usage/print-usage.js';
import type { Usage } from '../../openapi/usage/usage.js';
import type { MockSettings } from '../options.js';
import type { Pipeline } from '../pipeline.js';
import { type AnswerReads, UsageRecorder } from './recorder.js';

/** What the requests to a mock use of the API; see option `usage`. */
export interface MockUsage {
  /**
   * Names the test that sends the requests from now on, e.g. in a `beforeEach`. Without a name, they
   * belong to no test. Requests with the header `X-Mock-Test` name their test themselves.
   * @param sandbox only the requests to this sandbox. Default: all that name none.
   */
  startTest(this: void, name?: string, sandbox?: string): void;
  /** What has been used so far, as the text of a usage file. */
  text(this: void): string;
  /** The same as data. */
  usage(this: void): Usage;
  /** From now on, the members of answers that are read can be noted; `readTracking()` calls it. */
  startTracking(this: void): void;
  /**
   * Begins to note what is read of the answer to a request.
   * @param request method and path with the query, as they were sent, e.g. `GET /api/v4/clients`.
   */
  track(this: void, request: string): AnswerReads;
}

/** Begins to record the usage of a mock. */
export function recordUsage(
  mock: Pick<Pipeline, 'watchers'> & { readonly settings: MockSettings },
): MockUsage {
  const recorder = new UsageRecorder(mock.settings);
  mock.watchers.add(recorder.note);
  return {
    startTest: (name, sandbox) => recorder.startTest(name, sandbox),
    text: () => printUsage(recorder.usage()),
    usage: () => recorder.usage(),
    startTracking: () => recorder.startTracking(),
    track: (request) => recorder.track(request),
  };
}
