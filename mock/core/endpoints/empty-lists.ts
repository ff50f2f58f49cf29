import { runningNodes } from '../nodes.js';
import { BrokerCrash } from '../query/query-types.js';
import { dataOf, SUCCESS, type Endpoint } from './endpoint.js';
import { answerPage } from './paging.js';

/** All paths of alarms of all releases; a dialect has those that its table names. */
const ALARM_PATHS = [
  'alarms',
  'alarms/activated',
  'alarms/deactivated',
  'alarms/present',
  'alarms/history',
  'nodes/:node/alarms',
  'nodes/:node/alarms/activated',
  'nodes/:node/alarms/deactivated',
  'alarms/present/:node',
  'alarms/history/:node',
];

const alarms = (path: string): Endpoint => {
  const isOfNode = path.includes(':node');
  return {
    method: 'GET',
    path,
    exists: ({ alarmPaths }) => alarmPaths.includes(path),
    asks: isOfNode ? 'node' : 'all nodes',
    answer: ({ state }) =>
      dataOf(isOfNode ? [] : runningNodes(state).map((node) => ({ node, alarms: [] }))),
    ifDown: () => {
      throw new BrokerCrash('Failed to show the alarms of a node that has stopped.');
    },
  };
};

const clearAlarms = (path: string): Endpoint => ({
  ...alarms(path),
  method: 'DELETE',
  answer: () => SUCCESS,
  ifDown: () => SUCCESS,
});

/**
 * Lists that the mock's state knows nothing of: there are no alarms and no bans, and
 * the listeners are not a broker's.
 */
export const EMPTY_ENDPOINTS: readonly Endpoint[] = [
  ...ALARM_PATHS.map(alarms),
  clearAlarms('alarms/deactivated'),
  clearAlarms('nodes/:node/alarms/deactivated'),
  {
    method: 'GET',
    path: 'banned',
    asks: 'none',
    isList: true,
    answer: (call) => answerPage(call, { count: 0, from: () => [] }, () => null),
  },
  {
    method: 'GET',
    path: 'listeners',
    asks: 'all nodes',
    answer: ({ state }) => dataOf(runningNodes(state).map((node) => ({ node, listeners: [] }))),
  },
  {
    method: 'GET',
    path: 'nodes/:node/listeners',
    asks: 'node',
    answer: () => dataOf([]),
    ifDown: () => dataOf({ error: 'nodedown' }),
  },
];
