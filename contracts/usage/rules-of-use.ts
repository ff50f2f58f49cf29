import { ordersOf } from '../../openapi/usage/orders.js';
import type { Use } from '../../openapi/usage/usage.js';
import { isFilterName, KICK, LIST, LOOKUP, REPEATED } from '../../openapi/usage/vocabulary.js';

/** The ids of the rules that a use relies on. */
export function rulesOfUse(use: Use): readonly string[] {
  const { request, with: kinds } = use;
  const [method = ''] = request.split(' ');
  const bodies = reads(use, 'code', 'message') ? ['errors/json-bodies'] : [];
  if (kinds['credentials'] !== undefined) {
    return [`auth/${OPERATIONS[request] ?? 'list'}`, ...bodies];
  }
  if (request.endsWith('unknown path')) return ['errors/unknown-path', ...bodies];
  if (kinds['query'] === 'bad encoding') return ['errors/percent-encoding'];
  if (method === 'HEAD') return ['errors/head'];
  switch (request) {
    case LIST:
      return ['auth/right', ...ofList(use)];
    case LOOKUP:
      return ['auth/right', ...ofLookup(use)];
    case KICK:
      return ['auth/right', ...ofKick(use)];
    default:
      return ['auth/right'];
  }
}

const OPERATIONS: Readonly<Record<string, string>> = {
  [LIST]: 'list',
  [LOOKUP]: 'lookup',
  [KICK]: 'kick',
};

/** Whether one of these members is read; names without a dot at the end are whole. */
const reads = ({ reads: members }: Use, ...wanted: readonly string[]): boolean =>
  members === 'all' ||
  members.some((member) =>
    wanted.some((each) => (each.endsWith('.') ? member.startsWith(each) : member === each)),
  );

function ofRows(use: Use): readonly string[] {
  const times = reads(use, 'data.created_at', 'data.connected_at', 'data.disconnected_at');
  return [
    ...(reads(use, 'data.') ? ['list/members', 'list/types', 'list/facts'] : []),
    ...(reads(use, 'data.mountpoint') ? ['list/mountpoint'] : []),
    ...(times ? ['list/time-format', 'list/time-order', 'list/returned'] : []),
    ...(reads(use, 'data.disconnected_at') ? ['list/disconnected-at'] : []),
    ...(reads(use, 'data.subscriptions_cnt') ? ['list/subscriptions'] : []),
  ];
}

function ofList(use: Use): readonly string[] {
  const { with: kinds } = use;
  const filters = Object.keys(kinds).filter(isFilterName);
  const isFiltered = filters.length > 0;
  const [page, limit] = [kinds['_page'], kinds['_limit']];
  const hasRows = reads(use, 'data', 'data.');
  return [
    'list/envelope',
    'list/content-type',
    ...(hasRows ? ['list/fixtures', 'list/unique', 'list/steady', ...ofRows(use)] : []),
    ...(page === undefined || limit === undefined ? ['list/defaults'] : []),
    ...(reads(use, 'meta.page', 'meta.limit') ? ['list/echo'] : []),
    ...(reads(use, 'meta.hasnext') ? ['list/hasnext', 'paging/hasnext'] : []),
    ...(reads(use, 'meta.count') ? [isFiltered ? 'paging/filtered-count' : 'paging/count'] : []),
    ...(page === 'later' && hasRows ? ofPages(filters) : []),
    ...(page === 'past the end' ? ['paging/past-the-end'] : []),
    ...(page === 'zero or less' || limit === 'zero' || limit === 'less than zero'
      ? ['errors/paging-bounds']
      : []),
    ...([page, limit].includes('not an integer') ? ['errors/paging-values'] : []),
    ...(Object.values(kinds).includes(REPEATED) ? ['errors/repeated-parameter'] : []),
    ...filters.flatMap((name) => ofFilter(name, kinds[name] ?? '')),
    ...ofCombination(filters),
  ];
}

function ofPages(filters: readonly string[]): readonly string[] {
  if (filters.length === 0) return ['paging/pages', 'paging/repeatable'];
  const isLike = filters.some((name) => name.startsWith('_like_'));
  return [isLike ? 'paging/filtered-like' : 'paging/filtered-exact', 'paging/repeatable'];
}

const DOCUMENTED_TIME = /^_[gl]te_(?:created|connected)_at$/;

function ofFilter(name: string, kind: string): readonly string[] {
  if (kind === 'wrong type' || kind === 'IPv6 address')
    return ['errors/filter-values', 'errors/status'];
  if (kind === 'unlisted') return ['errors/enum-values'];
  if (kind === REPEATED) return [];
  if (DOCUMENTED_TIME.test(name)) return [`times/${name}`, `times/${name}-any-population`];
  if (name.includes('mqueue')) return [];
  if (kind === 'empty') return ['filters/_like_-empty'];
  const basic = [`filters/${name}`, `filters/${name}-any-population`];
  if (!name.startsWith('_like_') || kind === 'text') return basic;
  return [...basic, `filters/${name}-literal`];
}

function ofCombination(filters: readonly string[]): readonly string[] {
  const hasTwins = ['clientid', 'username'].some(
    (field) => filters.includes(field) && filters.includes(`_like_${field}`),
  );
  const hasRange = ['created_at', 'connected_at'].some(
    (field) => filters.includes(`_gte_${field}`) && filters.includes(`_lte_${field}`),
  );
  return [
    ...(hasTwins ? ['filters/twins'] : []),
    ...(hasRange ? ['times/ranges', 'times/partition'] : []),
  ];
}

function ofLookup(use: Use): readonly string[] {
  const { client, id = '' } = use.with;
  return [
    'lookup/shape',
    'lookup/steady',
    ...(client === 'unknown' ? ['lookup/unknown'] : ofRows(use)),
    ...(id.includes('percent-encoded') ? ['lookup/odd-ids', 'lookup/encoded-anyway'] : []),
    ...(id.includes('raw +') ? ['lookup/plus'] : []),
  ];
}

function ofKick({ with: { client, id } }: Use): readonly string[] {
  if (client === 'unknown') return ['kick/unknown', 'kick/again'];
  return [
    'kick/answer',
    'kick/gone',
    'kick/others-stay',
    ...['3', '4', '5'].map((version) => `kick/closes-mqtt-${version}`),
    ...(id === undefined ? [] : ['kick/odd-ids']),
  ];
}

/** The rules that pairs of requests rely on, by the names of the orders. */
const RULES_OF_ORDERS: Readonly<Record<string, readonly string[]>> = {
  'page, then next page': ['paging/pages', 'paging/repeatable'],
  'page, then next page under a filter': ['paging/repeatable'],
  'list, then lookup': ['lookup/agrees-with-list'],
  'kick, then list': ['kick/gone', 'kick/at-once'],
  'kick, then lookup': ['kick/gone', 'kick/at-once'],
  'kick, then kick': ['kick/again', 'kick/unknown'],
};

/** The rules of the orders of calls, each with the tests that make them. */
export function rulesOfOrders(
  uses: readonly Use[],
): readonly { readonly rules: readonly string[]; readonly tests: readonly string[] }[] {
  return ordersOf(uses).map(({ name, tests }) => ({ rules: RULES_OF_ORDERS[name] ?? [], tests }));
}

/** Of rules that judge more than one use needs: the deviations that concern it. */
const PARTS: Readonly<Record<string, (kinds: Use['with']) => RegExp>> = {
  'errors/paging-bounds': ({ _page: page, _limit: limit = '' }) =>
    /^(?:zero|less than zero)$/.test(limit)
      ? /limit|crashes/
      : page === 'zero or less'
        ? /page|crashes/
        : /crashes/,
  'errors/json-bodies': ({ credentials }) => (credentials === undefined ? /^404/ : /^401/),
  ...Object.fromEntries(
    Object.values(OPERATIONS).map((operation) => [
      `auth/${operation}`,
      ({ credentials }: Use['with']) =>
        credentials === 'not base64'
          ? /^not-base64|reveals/
          : credentials === 'none'
            ? /^(?:none|empty)|reveals/
            : /^(?!not-base64)/,
    ]),
  ),
};

/** Whether a deviation of a rule concerns a use that touches the rule. */
export function concerns(use: Use, rule: string, deviation: string): boolean {
  const part = Object.hasOwn(PARTS, rule) ? PARTS[rule] : undefined;
  return part?.(use.with).test(deviation) ?? true;
}
