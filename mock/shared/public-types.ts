/** The types that every entry of the mock exports. */
export type * from '../../openapi/api-types.js';
export type { MockClients } from '../clients.js';
export type { ClientChange, ClientInput, FieldProblem, TimeInput } from '../core/client-input.js';
export type { JsonValue, Subscription } from '../core/client.js';
export type { DialectName } from '../core/releases/releases.js';
export type { MockRequest, MockResponse } from '../core/request-response.js';
export type { Coverage, CoverageReport } from '../coverage/coverage.js';
export type { Explanation } from '../explain/explanation.js';
export type { FaultAction, FaultDelay, FaultMatch, FaultRule } from '../faults/fault-rule.js';
export type { MockFaults } from '../faults/mock-faults.js';
export type { FaultCount } from '../faults/rule-matcher.js';
export type { JournalEntry, JournalFilter } from '../journal/journal.js';
export type { Mock, NamedSandbox } from '../mock.js';
export type { MockOptions, ScenarioOptions } from '../options.js';
export type { MockClock } from '../sandboxes/mock-clock.js';
export type { MockJournal, MockScenario, SandboxView, WaitOptions } from '../sandboxes/view.js';
export type { LogFormat } from '../server/request-log.js';
export type {
  PopulationOptions,
  RunningMock,
  RunningSandbox,
  StartOptions,
} from '../server/running-mock.js';
export type { FileOptions } from '../state-file/load.js';
export type { ProxyOptions } from '../proxy/target.js';
export type { MockStubs } from '../stubs/mock-stubs.js';
export type { AnswerReads } from '../usage/recorder.js';
export type { MockUsage } from '../usage/mock-usage.js';
export type { Stub, StubAnswer } from '../stubs/stub.js';
