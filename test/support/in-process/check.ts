import {
  checkBroker,
  type CheckOptions,
  type Report,
  type Transport,
} from '../../../contracts/index.js';
import type { MockRequest, MockResponse } from '../../../mock/core/request-response.js';
import { createDriver, type DriverFaults, endsAs } from './driver.js';
import { CREDENTIALS, type Engine } from './engine.js';

export interface InProcessOptions extends CheckOptions {
  /** Whether the gate connects test clients. Default true. */
  readonly mqtt?: boolean;
  readonly faults?: DriverFaults;
}

const TARGET = {
  baseUrl: 'http://localhost:8081/api/v4',
  credentials: CREDENTIALS,
};

/** Runs the gate against a handler of this process: its public API, no socket, no waiting. */
export async function checkInProcess(
  engine: Engine,
  handle: (request: MockRequest) => MockResponse | Promise<MockResponse> = engine.handle,
  { mqtt = true, faults, ...options }: InProcessOptions = {},
): Promise<Report> {
  return checkBroker(TARGET, {
    kick: mqtt,
    clock: engine.clock,
    random: () => 0.375,
    transport: transportTo(handle),
    ...(mqtt
      ? { driver: createDriver(engine.state, { ends: endsAs(engine.dialect.name), ...faults }) }
      : { utcOffsetMinutes: engine.utcOffsetMinutes }),
    ...options,
  });
}

/** Passes requests on as a host would. */
export function transportTo(
  handle: (request: MockRequest) => MockResponse | Promise<MockResponse>,
): Transport {
  return {
    async send({ method, path, headers }) {
      const mark = path.indexOf('?');
      const answer = await handle({
        method,
        path: mark === -1 ? path : path.slice(0, mark),
        query: mark === -1 ? '' : path.slice(mark + 1),
        headers,
      });
      return { status: answer.status, headers: answer.headers, text: answer.body };
    },
  };
}
