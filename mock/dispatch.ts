import type { Control } from './control/control.js';
import type { MockRequest, MockResponse } from './core/messages.js';
import type { Mock } from './mock.js';

/**
 * Hands each request to whom it is meant for: the control API, or the API itself.
 * @param control `undefined`: its paths are unknown ones of the API, like any other.
 */
export function createDispatch(
  mock: Mock,
  control: Control | undefined,
): (request: MockRequest) => MockResponse | Promise<MockResponse> {
  return (request) =>
    control?.claims(request.path) ? control.handle(request) : mock.handle(request);
}
