import { compares, FILTERS, isList, queryOf, refilter, requery, withQuery } from '../broken.js';
import type { BrokenBroker } from './broken-broker.js';

export const filterFaults: readonly BrokenBroker[] = [
  {
    name: 'joins filters with OR',
    fault: (request, next) => {
      const query = queryOf(request);
      const names = FILTERS.filter((name) => query.has(name));
      if (!isList(request) || names.length < 2) return next(request);
      const parts = names.map((name) => {
        const single = new URLSearchParams(query);
        for (const other of names) if (other !== name) single.delete(other);
        return next(withQuery(request, single));
      });
      const bodies = parts.map(({ body }) => JSON.parse(body) as { data?: { clientid: string }[] });
      const rows = new Map(
        bodies.flatMap(({ data = [] }) => data).map((row) => [row.clientid, row]),
      );
      const [first] = parts;
      const body = { ...bodies[0], data: [...rows.values()] };
      return { ...(first ?? next(request)), body: JSON.stringify(body) };
    },
    finds: 'filters/pairs: is-not-and',
    says: /\(OR\)/,
  },
  {
    name: 'applies the last filter only',
    fault: requery((query) => {
      const names = [...query.keys()].filter((name) =>
        (FILTERS as readonly string[]).includes(name),
      );
      for (const name of names.slice(0, -1)) query.delete(name);
    }),
    finds: 'filters/pairs: is-not-and',
    says: /only .* is applied/,
  },
  {
    name: 'lets an exact filter override its twin',
    fault: requery((query) => {
      if (query.has('clientid')) query.delete('_like_clientid');
    }),
    finds: 'filters/twins: exact-overrides-like',
    says: /silently overrides/,
  },
  {
    name: 'ignores the fourth filter and those behind it',
    fault: requery((query) => {
      const names = [...query.keys()].filter((name) =>
        (FILTERS as readonly string[]).includes(name),
      );
      for (const name of names.slice(3)) query.delete(name);
    }),
    finds: 'filters/all-at-once: is-not-and',
  },
  {
    name: 'ignores proto_ver beside clean_start',
    fault: requery((query) => {
      if (query.has('clean_start')) query.delete('proto_ver');
    }),
    finds: 'filters/pairs: is-not-and',
    says: /proto_ver is ignored/,
  },
  {
    name: 'compares proto_ver as text',
    fault: compares('proto_ver', 'proto_ver', (shown, wanted) => shown === wanted),
    finds: 'filters/integer-spelling: compares-text',
  },
  {
    name: 'finds nameless clients as undefined',
    fault: refilter(['username'], (row, query) => row['username'] === query.get('username')),
    finds: 'filters/username-absent: finds-too-many',
  },
  {
    name: 'does not know offline sessions as disconnected',
    fault: refilter(
      ['conn_state'],
      (row, query) => row['connected'] === true && query.get('conn_state') === 'connected',
    ),
    finds: 'filters/conn_state: finds-nothing',
  },
  {
    name: 'finds every MQTT version under each',
    fault: refilter(['proto_ver'], (row, query) => {
      const wanted = Number(query.get('proto_ver'));
      return Number(row['proto_ver']) === wanted || (wanted === 4 && row['proto_ver'] === 5);
    }),
    finds: 'filters/proto_ver: finds-too-many',
  },
  {
    name: 'takes an unknown parameter for a filter',
    fault: requery((query) => {
      if (query.has('node')) query.set('clientid', 'nobody');
    }),
    finds: 'filters/unknown-parameter: filters',
  },
  {
    name: 'crashes at an empty _like_',
    fault: (request, next) =>
      queryOf(request).get('_like_username') === ''
        ? { status: 500, headers: {}, body: 'Internal Error' }
        : next(request),
    finds: 'filters/_like_-empty: crashes',
  },
];
