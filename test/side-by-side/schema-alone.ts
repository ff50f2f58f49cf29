import { type SchemaName, validator } from '../../openapi/validators.js';
import type { Answer, Operation } from './answers.js';

const ON_SUCCESS: Readonly<Record<Operation, SchemaName>> = {
  'GET /clients': 'ClientsPage',
  'GET /clients/{clientid}': 'ClientLookup',
  'DELETE /clients/{clientid}': 'KickAnswer',
};
const DOCUMENTED_ERRORS = [400, 401, 404];

/** Why JSON Schema alone refuses an answer; `undefined` if it accepts it. */
export function objection({ operation, response }: Answer): string | undefined {
  const { status, headers, body } = response;
  if (status !== 200 && !DOCUMENTED_ERRORS.includes(status)) return `status ${status}`;
  if (!/^application\/json\b/.test(headers['content-type'] ?? '')) return 'content type';
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return 'not JSON';
  }
  const result = validator(status === 200 ? ON_SUCCESS[operation] : 'ApiError')(json);
  return result.ok ? undefined : result.errors[0].message;
}
