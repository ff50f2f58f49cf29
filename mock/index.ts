/**
 * A mock server of the EMQX 4.x clients API, for programs and tests.
 *
 * ```ts
 * await using mock = await startMock({ port: 0, clients: 50, seed: 7 });
 * const response = await fetch(`${mock.url}/clients?_limit=10`, { headers: mock.authorization });
 * ```
 */
export type { Client, ClientsPage, ClientLookup, KickAnswer, ApiError } from '../openapi/index.js';
export type { ClientChange, ClientInput, FieldProblem, TimeInput } from './core/client-input.js';
export type { ConnState, JsonValue } from './core/client.js';
export { DIALECT_NAMES, type DialectName } from './core/releases/releases.js';
export type { MockRequest, MockResponse } from './core/request-response.js';
export { ClientError, type MockClients } from './clients.js';
export type { FaultAction, FaultDelay, FaultMatch, FaultRule } from './faults/fault-rule.js';
export type { MockFaults } from './faults/mock-faults.js';
export type { Stub, StubAnswer } from './stubs/stub.js';
export { StubFileError } from './stubs/stub-file-error.js';
export type { MockStubs } from './stubs/mock-stubs.js';
export type { FaultCount } from './faults/rule-matcher.js';
export type { Coverage, CoverageReport } from './coverage/coverage.js';
export type { Explanation } from './explain/explanation.js';
export type { LogFormat } from './server/request-log.js';
export type { Mock, NamedSandbox } from './mock.js';
export { OptionError, type MockOptions, type ScenarioOptions } from './options.js';
export { StateFileError } from './state-file/state-file-error.js';
export type { FileOptions } from './state-file/load.js';
export { type JournalEntry, type JournalFilter } from './journal/journal.js';
export type { MockClock } from './sandboxes/mock-clock.js';
export {
  WaitError,
  type MockJournal,
  type MockScenario,
  type SandboxView,
  type WaitOptions,
} from './sandboxes/view.js';
export type {
  PopulationOptions,
  RunningMock,
  RunningSandbox,
  StartOptions,
} from './server/running-mock.js';
export { createMock } from './create-mock.js';
export { startMock } from './server/start.js';
