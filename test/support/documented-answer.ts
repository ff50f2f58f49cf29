import type { MockRequest, MockResponse } from '../../mock/core/request-response.js';
import { type SchemaName, validator } from '../../openapi/validators.js';

/** How an answer breaks the OpenAPI document; empty if it does not. */
export function faultsOf(
  request: Pick<MockRequest, 'method' | 'path'>,
  { status, headers, body }: Pick<MockResponse, 'status' | 'headers' | 'body'>,
): string[] {
  if (status === 204) return request.method === 'OPTIONS' ? [] : ['204 is no documented status'];
  const schema = schemaOf(request, status);
  if (!schema) return [`${status} is no documented status`];
  if (!/^application\/json\b/.test(headers['content-type'] ?? '')) return ['not application/json'];
  if (request.method === 'HEAD') return body === '' ? [] : ['HEAD has a body'];
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return ['the body is not JSON'];
  }
  const result = validator(schema)(json);
  return result.ok ? [] : result.errors.map(({ message }) => message);
}

function schemaOf({ method, path }: Pick<MockRequest, 'method' | 'path'>, status: number) {
  if (status === 200) {
    if (method === 'DELETE') return 'KickAnswer';
    const segments = path.split('/').filter((segment) => segment !== '');
    return segments.length > 3 ? 'ClientLookup' : ('ClientsPage' satisfies SchemaName);
  }
  return [400, 401, 404].includes(status) ? 'ApiError' : undefined;
}
