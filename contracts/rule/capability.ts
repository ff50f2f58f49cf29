/**
 * What a rule can not do without. The runner skips the rule, with the reason, where it is missing.
 * - `fixtures`: clients of our own that the API shows, hence known truth
 * - `mqtt`: clients of our own are connected, whether the API shows them or not
 * - `kick`: the user allowed DELETE of the run's own clients; comes with `mqtt`
 * - `usernames`: fixtures chose their own user names (not so where one login is demanded)
 * - `mqtt-3.1`, `mqtt-5`: the broker took clients of that version
 * - `persistent`: the broker took sessions that outlive their connection, and shows them
 * - `several-addresses`: the API shows fixtures under at least two addresses
 * - `credentials`: the user gave credentials
 * - `utc-offset`: the broker's time zone is known, from the user or from a fixture
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
