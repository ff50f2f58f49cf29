import { describe, expect, test } from 'vitest';
import { dialectOf } from '../../../mock/core/releases/dialect-of.js';
import { decodeQuery } from '../../../mock/core/parse-request.js';
import { parseAsBroker } from '../../../mock/core/query/parse-as-broker.js';
import { parseQuery } from '../../../mock/core/query/parse.js';
import { BrokerCrash, type ParsedQuery } from '../../../mock/core/query/query-types.js';

const documented = dialectOf('documented');
const emqx43 = dialectOf('emqx-4.3');

function parse(query: string, strict = false): ParsedQuery {
  return parseQuery(decodeQuery(query) ?? [], documented.query, strict ? new Set() : undefined);
}

/** The filters in short: `name=value`, a number without quotes. */
function filters(query: string): string[] {
  const parsed = parse(query);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.query.filters.map(({ parameter, value }) => {
    return `${parameter.name}=${JSON.stringify(value)}`;
  });
}

/** The problems in short: `parameter reason value`. */
function problems(query: string, strict = false): string[] {
  const parsed = parse(query, strict);
  if (parsed.ok) return [];
  return parsed.problems.map(({ parameter, reason, value }) => {
    return `${parameter} ${reason} ${JSON.stringify(value)}`;
  });
}

describe('a page', () => {
  test.each<[query: string, page: number, limit: number]>([
    ['', 1, 10_000],
    ['_page=3', 3, 10_000],
    ['_limit=7', 1, 7],
    ['_page=2&_limit=50', 2, 50],
    ['_limit=20000', 1, 20_000],
    ['_page=%2B2', 2, 10_000],
    ['_page=0002', 2, 10_000],
    ['_page=9007199254740991', Number.MAX_SAFE_INTEGER, 10_000],
  ])('of %j is page %i of %i rows', (query, page, limit) => {
    const parsed = parse(query);
    expect(parsed).toMatchObject({
      ok: true,
      query: { page, limit, echo: { page: String(page), limit: String(limit) } },
    });
  });

  test.each(['0', '-1', '', 'abc', '1.5', '1e3', ' 1', '0x10', '9007199254740992', '１'])(
    'cannot be %j',
    (value) => {
      const encoded = encodeURIComponent(value);
      expect(problems(`_page=${encoded}&_limit=${encoded}`)).toEqual([
        `_page paging ${JSON.stringify(value)}`,
        `_limit paging ${JSON.stringify(value)}`,
      ]);
    },
  );
});

describe('a filter', () => {
  test.each<[query: string, filter: string]>([
    ['clientid=a', 'clientid="a"'],
    ['clientid=', 'clientid=""'],
    ['clientid', 'clientid=""'],
    ['clientid=%E7%94%A8', 'clientid="用"'],
    ['username=a+b', 'username="a b"'],
    ['zone=anything%20at%20all', 'zone="anything at all"'],
    ['ip_address=10.0.0.1', 'ip_address="10.0.0.1"'],
    ['ip_address=::1', 'ip_address="::1"'],
    ['ip_address=0:0:0:0:0:0:0:1', 'ip_address="::1"'],
    ['conn_state=connected', 'conn_state="connected"'],
    ['conn_state=idle', 'conn_state="idle"'],
    ['conn_state=disconnected', 'conn_state="disconnected"'],
    ['clean_start=true', 'clean_start="true"'],
    ['clean_start=false', 'clean_start="false"'],
    ['proto_name=MQTT', 'proto_name="MQTT"'],
    ['proto_name=MQTT-SN', 'proto_name="MQTT-SN"'],
    ['proto_name=MQIsdp', 'proto_name="MQIsdp"'],
    ['proto_ver=4', 'proto_ver=4'],
    ['proto_ver=-0', 'proto_ver=0'],
    ['_like_clientid=', '_like_clientid=""'],
    ['_like_username=%25', '_like_username="%"'],
    ['_gte_created_at=1616033757', '_gte_created_at=1616033757'],
    ['_lte_created_at=-1', '_lte_created_at=-1'],
    ['_gte_connected_at=0', '_gte_connected_at=0'],
    ['_lte_connected_at=007', '_lte_connected_at=7'],
  ])('reads %j as %s', (query, filter) => {
    expect(filters(query)).toEqual([filter]);
  });

  test.each<[query: string, problem: string]>([
    ['ip_address=', 'ip_address type ""'],
    ['ip_address', 'ip_address type null'],
    ['ip_address=1.2.3', 'ip_address type "1.2.3"'],
    ['ip_address=256.1.1.1', 'ip_address type "256.1.1.1"'],
    ['ip_address=10.0.0.0/8', 'ip_address type "10.0.0.0/8"'],
    ['conn_state=Connected', 'conn_state enum "Connected"'],
    ['conn_state', 'conn_state enum null'],
    ['clean_start=TRUE', 'clean_start enum "TRUE"'],
    ['proto_name=toString', 'proto_name enum "toString"'],
    ['proto_ver=', 'proto_ver type ""'],
    ['_gte_connected_at=now', '_gte_connected_at type "now"'],
    ['_lte_connected_at', '_lte_connected_at type null'],
  ])('refuses %j', (query, problem) => {
    expect(problems(query)).toEqual([problem]);
  });
});

describe('a key that comes twice', () => {
  test.each([
    ['_page=1&_page=1', ['_page repeated "1"']],
    ['clientid=a&clientid=b&clientid=c', ['clientid repeated "b"', 'clientid repeated "c"']],
    ['_like_username=a&_like_username=', ['_like_username repeated ""']],
    ['zone=a&z%6Fne=b', ['zone repeated "b"']],
  ])('is refused in %j', (query, expected) => {
    expect(problems(query)).toEqual(expected);
  });

  test('may be repeated if it is unknown', () => {
    expect(problems('x=1&x=2')).toEqual([]);
  });
});

test('every problem of a query is reported, in order', () => {
  expect(problems('_page=0&conn_state=x&proto_ver=y&_limit=z&conn_state=idle')).toEqual([
    '_page paging "0"',
    'conn_state enum "x"',
    'proto_ver type "y"',
    '_limit paging "z"',
    'conn_state repeated "idle"',
  ]);
});

describe('an unknown key', () => {
  const unknown = 'x=1 __proto__=1 constructor=1 toString _like_zone=a _gte_mqueue_len=1';
  test.each(unknown.split(' '))('is ignored: %j', (query) => {
    expect(filters(query)).toEqual([]);
  });

  test.each([
    ['client_id=1', 'clientid'],
    ['_pag=1', '_page'],
    ['limit=1', '_limit'],
    ['_like_user=1', '_like_username'],
    ['__proto__=1', 'proto_ver'],
    ['clientId=1', 'clientid'],
    ['_xte_created_at=1', '_gte_created_at'],
    ['=1', 'zone'],
  ])('is refused by a strict mock, which names the nearest: %j → %s', (query, nearest) => {
    const expected = `a known parameter, such as ${nearest}`;
    const problem = { reason: 'unknown', expected };
    expect(parse(`_limit=1&${query}&clientid=a`, true)).toMatchObject({ problems: [problem] });
  });
});

test('at most a hundred problems are reported', () => {
  const query = Array.from({ length: 300 }, () => '_page=0').join('&');
  expect(problems(query)).toHaveLength(100);
  const unknown = Array.from({ length: 300 }, (_, index) => `x${index}=1`).join('&');
  expect(problems(`_page=0&${unknown}`)).toEqual(['_page paging "0"']);
  expect(problems(`${unknown}&_page=0`, true)).toHaveLength(100);
});

describe('a problem says what was expected:', () => {
  test.each([
    ['conn_state=x', 'one of connected, idle, disconnected'],
    ['ip_address=x', 'an IPv4 or IPv6 address'],
    ['proto_ver=x', 'an integer'],
    ['_gte_created_at=x', 'a Unix time in seconds'],
    ['_limit=x', 'an integer from 1 to 9007199254740991'],
    ['zone=a&zone=b', 'zone once'],
  ])('%s', (query, expected) => {
    const parsed = parse(query);
    expect(parsed).toMatchObject({ ok: false, problems: [{ expected }] });
  });
});

describe('a query that crashes a broker says why:', () => {
  test.each([
    ['_page=x', 'Failed to read _page as an integer.'],
    ['_limit=-1', 'Failed to search for -1 rows.'],
    ['_gte_created_at=1&_gte_created_at=2', 'Failed to search: a time is bounded twice.'],
  ])('%s', (query, message) => {
    expect(() => parseAsBroker(decodeQuery(query) ?? [], emqx43.query)).toThrow(
      new BrokerCrash(message),
    );
  });
});
