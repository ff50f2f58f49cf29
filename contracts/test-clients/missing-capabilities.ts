import type { Capability } from '../rule/rule.js';
import { isShownAsDefined, type Login, type ClientState } from './client-state.js';

export interface StageCircumstances {
  readonly login?: Login | undefined;
  /** How long the API had to show the clients. Milliseconds. */
  readonly timeoutMs: number;
}

const VERSIONS = [
  ['mqtt-3.1', 3],
  ['mqtt-5', 5],
] as const;

/** The needs of rules that the fixtures can not meet on this broker, each with the reason. */
export function findMissingCapabilities(
  players: readonly ClientState[],
  /** The member under which the API shows the ids, where it is not `clientid`. */
  shownElsewhere: string | undefined,
  circumstances: StageCircumstances,
): ReadonlyMap<Capability, string> {
  const unmet = new Map<Capability, string>();
  const taken = players.filter(({ refused }) => refused === undefined);
  const shown = taken.filter(({ row }) => row);
  if (taken.length === 0) {
    const reason = `no client could connect: the broker ${players[0]?.refused ?? 'took none'}`;
    for (const need of ['mqtt', 'kick', 'fixtures'] as const) unmet.set(need, reason);
  } else if (shown.length === 0) {
    const instead =
      shownElsewhere === undefined
        ? `the API did not show them within ${circumstances.timeoutMs} ms`
        : `the API shows their ids as "${shownElsewhere}", not as "clientid"`;
    unmet.set('fixtures', `${taken.length} MQTT clients are connected, but ${instead}`);
  }
  for (const [need, version] of VERSIONS) {
    const ofVersion = players.filter(({ definition }) => definition.version === version);
    if (ofVersion.every(({ refused }) => refused !== undefined)) {
      unmet.set(need, `the broker ${ofVersion[0]?.refused ?? 'took no such client'}`);
    }
  }
  if (circumstances.login) {
    unmet.set('usernames', 'the fixtures all log in as the user given with --mqtt-user');
  }
  if (!shown.some((player) => player.definition.offline === true && isShownAsDefined(player))) {
    unmet.set('persistent', 'the API shows no session that is offline');
  }
  if (new Set(shown.map(({ row }) => row?.['ip_address'])).size < 2) {
    unmet.set('several-addresses', 'the API shows all fixtures under one address');
  }
  return unmet;
}
