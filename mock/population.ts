import { ClientError } from './clients.js';
import { readClient, type ClientInput } from './core/client-input.js';
import type { Population } from './core/chunk/chunk.js';
import { OptionError, type MockSettings } from './options.js';
import { clientsOf } from './scenarios/choice.js';
import { MAX_CLIENTS, type SeedOptions } from './seed/fleet.js';

/** How many clients are seeded by default. */
const DEFAULT_CLIENTS = 1000;
/** Milliseconds to add to a time that a broker has shown, which is cut to seconds. */
const SHOWN = 500;

/**
 * Creates the clients that a mock begins with: a scenario's, a number of seeded ones, or given ones.
 * @param now epoch milliseconds.
 * @param seed generates clients; the browser's needs no schema.
 * @throws {OptionError | ClientError} for a bad number or client.
 */
export function populate(
  clients: number | readonly ClientInput[] | undefined,
  settings: MockSettings,
  now: number,
  seed: (options: SeedOptions) => Population,
): Population {
  if (settings.scenario) return clientsOf(settings.scenario, now);
  const count = clients ?? DEFAULT_CLIENTS;
  if (typeof count === 'number') {
    if (!Number.isInteger(count) || count < 0 || count > MAX_CLIENTS) {
      throw new OptionError('clients', count, `an integer from 0 to ${MAX_CLIENTS}`);
    }
    return seed({ count, seed: settings.seed, now });
  }
  const context = { utcOffsetMinutes: settings.utcOffsetMinutes, now, intoSecond: SHOWN };
  const taken = new Set<string>();
  return count.map((input) => {
    const read = readClient(input, context);
    // Without TypeScript, the input may be anything.
    const id = JSON.stringify((input as Partial<ClientInput> | null)?.clientid);
    const failure = `Failed to read client ${id}`;
    if (!read.ok) throw new ClientError(failure, read.problems);
    const { clientid, node } = read.client;
    const place = `${node}\n${clientid}`;
    if (taken.has(place)) throw new ClientError(`${failure}: it is given twice for node ${node}.`);
    taken.add(place);
    return read.client;
  });
}
