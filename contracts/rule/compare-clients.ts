import { idOf } from '../http/list-response.js';
import type { ClientRow } from './rule-context.js';

/** What differs between the clients that should be there and those that are. */
export interface ClientsDifference {
  readonly at: string;
  readonly expected: string;
  readonly got: string;
}

/**
 * Compares the own rows (ids with `prefix`) with the clients expected, as sets without doubles;
 * rows of others must satisfy `others`. `undefined`: nothing differs.
 */
export function compareClients(
  rows: readonly ClientRow[],
  expected: readonly ({ readonly clientid: string } | string)[],
  prefix: string,
  others: (row: ClientRow) => boolean = () => true,
): ClientsDifference | undefined {
  const wanted = new Set(expected.map((one) => (typeof one === 'string' ? one : one.clientid)));
  const found = new Set<string>();
  let at: string | undefined;
  rows.forEach((row, index) => {
    const id = idOf(row);
    const place = `data[${index}] (clientid ${JSON.stringify(id)})`;
    if (!id.startsWith(prefix)) {
      if (!others(row)) at ??= `${place} must not be there`;
      return;
    }
    if (found.has(id)) at ??= `${place} is there twice`;
    else if (!wanted.has(id)) at ??= `${place} must not be there`;
    found.add(id);
  });
  const missing = [...wanted].find((id) => !found.has(id));
  if (missing !== undefined) at = `clientid ${JSON.stringify(missing)} is missing`;
  if (at === undefined) return undefined;
  return { at, expected: say([...wanted]), got: say(rows.map(idOf)) };
}

const SHOWN = 8;

function say(ids: readonly string[]): string {
  if (ids.length === 0) return 'no clients';
  const shown = [...ids].sort().slice(0, SHOWN);
  const rest = ids.length > SHOWN ? `, and ${ids.length - SHOWN} more` : '';
  return `${ids.length} client${ids.length === 1 ? '' : 's'}: ${shown.map((id) => JSON.stringify(id)).join(', ')}${rest}`;
}
