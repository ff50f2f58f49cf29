import { allOffline } from './all-offline.js';
import { churn } from './churn.js';
import { clockSkew } from './clock-skew.js';
import { countUnknown } from './count-unknown.js';
import { defaultLimit } from './default-limit.js';
import { defaultLimitPlusOne } from './default-limit-plus-one.js';
import { empty } from './empty.js';
import { exactMultiple } from './exact-multiple.js';
import { joinedWhilePaging } from './joined-while-paging.js';
import { kickedWhilePaging } from './kicked-while-paging.js';
import { large } from './large.js';
import { mixedProtocols } from './mixed-protocols.js';
import { noUsernames } from './no-usernames.js';
import { nodeDown } from './node-down.js';
import { oddIds } from './odd-ids.js';
import { oneOver } from './one-over.js';
import { oneUnder } from './one-under.js';
import { reorderedBetweenPages } from './reordered-between-pages.js';
import { sameSecond } from './same-second.js';
import { single } from './single.js';
import { twins } from './twins.js';
import type { Scenario } from './scenario.js';

/** Every scenario that the mock knows, in the order in which they are listed. */
export const SCENARIOS: readonly Scenario[] = [
  empty,
  single,
  exactMultiple,
  oneOver,
  oneUnder,
  defaultLimit,
  defaultLimitPlusOne,
  large,
  kickedWhilePaging,
  joinedWhilePaging,
  reorderedBetweenPages,
  churn,
  nodeDown,
  twins,
  oddIds,
  noUsernames,
  allOffline,
  mixedProtocols,
  sameSecond,
  countUnknown,
  clockSkew,
];

export function findScenario(name: string): Scenario | undefined {
  return SCENARIOS.find((scenario) => scenario.name === name);
}
