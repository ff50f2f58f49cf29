import { equalInConstantTime } from '../auth.js';
import { CLIENT_ENDPOINTS } from './client-settings.js';
import { EMPTY_ENDPOINTS } from './empty-lists.js';
import { parameterOf, SUCCESS, type Endpoint } from './endpoint.js';
import { MQTT_ENDPOINTS } from './mqtt.js';
import { NODE_ENDPOINTS } from './nodes.js';
import { ROUTE_ENDPOINTS } from './routes.js';
import { STATS_ENDPOINTS } from './stats.js';
import { SUBSCRIPTION_ENDPOINTS } from './subscriptions.js';
import type { Dialect } from '../releases/dialect.js';

/**
 * The dashboard's login: its page sends the name and the password in the body, and from then on
 * with every request, as basic credentials.
 */
const LOGIN: Endpoint = {
  method: 'POST',
  path: 'auth',
  asks: 'none',
  open: true,
  answer: ({ pairs, dashboardUser: { id, secret } }) => {
    const [name, password] = ['username', 'password'].map((each) => {
      const value = parameterOf(pairs, each);
      return typeof value === 'string' ? value : '';
    }) as [string, string];
    const isName = equalInConstantTime(id, name);
    const isPassword = equalInConstantTime(secret, password);
    return isName && isPassword ? SUCCESS : { kind: 'login refused' };
  },
};

const ENDPOINTS: readonly Endpoint[] = [
  LOGIN,
  ...NODE_ENDPOINTS,
  ...SUBSCRIPTION_ENDPOINTS,
  ...MQTT_ENDPOINTS,
  ...CLIENT_ENDPOINTS,
  ...STATS_ENDPOINTS,
  ...ROUTE_ENDPOINTS,
  ...EMPTY_ENDPOINTS,
];

/** The endpoints beside `/clients` that a dialect has, by their path. */
export function endpointsOf(dialect: Dialect): ReadonlyMap<string, readonly Endpoint[]> {
  const byPath = new Map<string, Endpoint[]>();
  for (const endpoint of ENDPOINTS) {
    if (endpoint.exists && !endpoint.exists(dialect)) continue;
    byPath.set(endpoint.path, [...(byPath.get(endpoint.path) ?? []), endpoint]);
  }
  return byPath;
}

/**
 * The path of the endpoint that segments name, e.g. `nodes/:node/stats`, in any dialect; `undefined`:
 * none does.
 * @param segments decoded, without those of the base path.
 */
export function endpointPathOf(segments: readonly string[]): string | undefined {
  return ENDPOINTS.find(({ path }) => {
    const parts = path.split('/');
    return (
      parts.length === segments.length &&
      parts.every((part, index) => part.startsWith(':') || part === segments[index])
    );
  })?.path;
}
