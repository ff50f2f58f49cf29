/**
 * What a rule may need of a run. Where one is missing, the rule is skipped with the reason.
 * - `fixtures`: the API shows test clients whose values the kit knows
 * - `mqtt`: test clients are connected, whether the API shows them or not
 * - `kick`: the user allowed DELETE of test clients; includes `mqtt`
 * - `usernames`: test clients have user names of their own (not with `--mqtt-user`)
 * - `mqtt-3.1`, `mqtt-5`: the broker accepted clients of that version
 * - `persistent`: the broker keeps sessions that outlive their connection, and shows them
 * - `several-addresses`: the API shows test clients under at least two addresses
 * - `credentials`: the user gave credentials
 * - `utc-offset`: the broker's time zone is known, from the user or from a test client
 */
export const CAPABILITIES = [
  'fixtures',
  'mqtt',
  'kick',
  'usernames',
  'mqtt-3.1',
  'mqtt-5',
  'persistent',
  'several-addresses',
  'credentials',
  'utc-offset',
] as const;
export type Capability = (typeof CAPABILITIES)[number];
