import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { askPrism, spawnPrism } from '../support/prism.js';
import type { Answer, Operation } from './answers.js';

const PATHS: Readonly<Record<Operation, readonly [method: string, path: string]>> = {
  'GET /clients': ['GET', '/clients?_limit=10'],
  'GET /clients/{clientid}': ['GET', '/clients/someone'],
  'DELETE /clients/{clientid}': ['DELETE', '/clients/someone'],
};
const AUTHORIZATION = `Basic ${btoa('app_id:app_secret')}`;

/** Prism's validation proxy before a broker whose answers are set one by one. */
interface PrismProxy {
  /** Why Prism refuses an answer; `undefined` if it accepts it. */
  objection(answer: Answer): Promise<string | undefined>;
  close(): Promise<void>;
}

/** Starts one Prism for all brokers, since a start takes seconds. */
export async function startPrism(): Promise<PrismProxy> {
  let current: Answer | undefined;
  const broker = createServer((_request, response) => {
    const { status = 500, headers = {}, body = '' } = current?.response ?? {};
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => broker.listen(0, '127.0.0.1', resolve));
  const upstream = `http://127.0.0.1:${(broker.address() as AddressInfo).port}`;
  const prism = await spawnPrism(upstream, ['--errors']);
  return {
    async objection(answer) {
      current = answer;
      const [method, path] = PATHS[answer.operation];
      const { text } = await askPrism(method, prism.url + path, { authorization: AUTHORIZATION });
      return text.includes('stoplight.io/prism/errors') ? violationOf(text) : undefined;
    },
    async close() {
      await prism[Symbol.asyncDispose]();
      broker.closeAllConnections();
      broker.close();
    },
  };
}

function violationOf(text: string): string {
  const { validation = [], title = '' } = JSON.parse(text) as {
    title?: string;
    validation?: readonly { location: readonly string[]; message: string }[];
  };
  const first = validation.find(({ location }) => location[0] === 'response') ?? validation[0];
  return first ? `${first.location.join('.')}: ${first.message}` : title;
}
