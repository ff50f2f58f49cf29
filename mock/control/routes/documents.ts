import { document as api } from '../../../openapi/index.js';
import { document as control } from '../openapi/document.js';
import { sandboxPrefix } from '../../sandboxes/sandbox-name.js';
import type { ControlCall, ControlRoute, ControlRoutes } from '../route.js';

/** A document, whose server is this mock, in the sandbox of the request. */
type ReadDocument = (call: ControlCall) => object;

const serverOf = ({ sandbox: { name } }: ControlCall, path: string) => [
  { url: `${sandboxPrefix(name)}${path}` || '/', description: 'This mock.' },
];

const readApi: ReadDocument = (call) => ({
  ...api,
  servers: serverOf(call, call.mock.settings.basePath),
});

const readControl: ReadDocument = (call) => ({ ...control, servers: serverOf(call, '') });

const asJson =
  (read: ReadDocument): ControlRoute['handle'] =>
  (call) => ({ json: read(call) });

/** The OpenAPI documents of the API and of the control API. */
export function createDocumentRoutes(toYaml: (document: object) => Promise<string>): ControlRoutes {
  const asYaml =
    (read: ReadDocument): ControlRoute['handle'] =>
    async (call) => {
      const body = await toYaml(read(call));
      return { text: { type: 'application/yaml; charset=utf-8', body } };
    };
  return {
    'GET /docs/api.json': asJson(readApi),
    'GET /docs/api.yaml': asYaml(readApi),
    'GET /docs/control.json': asJson(readControl),
    'GET /docs/control.yaml': asYaml(readControl),
  };
}
