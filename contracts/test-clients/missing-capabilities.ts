import type { Capability } from '../rule/rule.js';
import { type ClientState, isShownAsDefined, type Login } from './client-state.js';

const VERSIONS = [
  ['mqtt-3.1', 3],
  ['mqtt-5', 5],
] as const;

/** The capabilities that the test clients do not have on this broker, each with the reason. */
export function findMissingCapabilities(
  clients: readonly ClientState[],
  /** The member under which the API shows the ids, where it is not `clientid`. */
  shownElsewhere: string | undefined,
  /** `timeoutMs`: how long the API had to show the clients. */
  { login, timeoutMs }: { readonly login?: Login | undefined; readonly timeoutMs: number },
): ReadonlyMap<Capability, string> {
  const missing = new Map<Capability, string>();
  const accepted = clients.filter(({ refused }) => refused === undefined);
  const shown = accepted.filter(({ row }) => row);
  if (accepted.length === 0) {
    const reason = `no client could connect: the broker ${clients[0]?.refused ?? 'accepted none'}`;
    for (const each of ['mqtt', 'kick', 'fixtures'] as const) missing.set(each, reason);
  } else if (shown.length === 0) {
    const instead =
      shownElsewhere === undefined
        ? `the API did not show them within ${timeoutMs} ms`
        : `the API shows their ids as "${shownElsewhere}", not as "clientid"`;
    missing.set('fixtures', `${accepted.length} MQTT clients are connected, but ${instead}`);
  }
  for (const [capability, version] of VERSIONS) {
    const ofVersion = clients.filter(({ definition }) => definition.version === version);
    if (ofVersion.every(({ refused }) => refused !== undefined)) {
      missing.set(capability, `the broker ${ofVersion[0]?.refused ?? 'accepted no such client'}`);
    }
  }
  if (login) {
    missing.set('usernames', 'all test clients log in as the user given with --mqtt-user');
  }
  if (!shown.some((each) => each.definition.offline === true && isShownAsDefined(each))) {
    missing.set('persistent', 'the API shows no offline session');
  }
  if (new Set(shown.map(({ row }) => row?.['ip_address'])).size < 2) {
    missing.set('several-addresses', 'the API shows all test clients under one address');
  }
  return missing;
}
