/**
 * A mock server of the EMQX 4.x clients API, for programs and tests.
 *
 * ```ts
 * await using mock = await startMock({ port: 0, clients: 50, seed: 7 });
 * const response = await fetch(`${mock.url}/clients?_limit=10`, { headers: mock.authorization });
 * ```
 */
export type * from './shared/public-types.js';
export { DIALECT_NAMES } from './core/releases/releases.js';
export { ClientError } from './clients.js';
export { OptionError } from './options.js';
export { StateFileError } from './state-file/state-file-error.js';
export { StubFileError } from './stubs/stub-file-error.js';
export { WaitError } from './sandboxes/view.js';
export { createMock } from './create-mock.js';
export { startMock } from './server/start.js';
