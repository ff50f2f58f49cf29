import {
  eachMeta,
  eachRow,
  everyNth,
  isList,
  queryOf,
  repaged,
  requery,
  rewrite,
} from '../broken.js';
import type { BrokenBroker } from './broken-broker.js';

export const listFaults: readonly BrokenBroker[] = [
  {
    name: 'drops the last row',
    fault: repaged((rows, page, limit) =>
      rows.slice(0, -1).slice((page - 1) * limit, page * limit),
    ),
    finds: 'list/fixtures: is-not-listed',
  },
  {
    name: 'sends no hasnext',
    fault: eachMeta((meta) => {
      delete meta['hasnext'];
    }),
    finds: 'list/hasnext: is-missing',
  },
  {
    name: 'repeats another page number',
    fault: eachMeta((meta) => {
      meta['page'] = 1;
    }),
    finds: 'list/echo: page-is-not-repeated',
  },
  {
    name: 'repeats a capped limit',
    fault: eachMeta((meta) => {
      meta['limit'] = Math.min(Number(meta['limit']), 10000);
    }),
    finds: 'list/echo: limit-is-not-repeated',
  },
  {
    name: 'has 20 rows a page by default',
    fault: requery((query) => {
      if (!query.has('_limit')) query.set('_limit', '20');
    }),
    finds: 'list/defaults: other-defaults',
  },
  {
    name: 'has no meta',
    fault: rewrite(isList, (body) => {
      delete body.meta;
    }),
    finds: 'list/envelope: no-meta',
    says: /meta is missing/,
  },
  {
    name: 'has the code as text',
    fault: rewrite(isList, (body) => {
      body.code = '0';
    }),
    finds: 'list/envelope: code-is-not-0',
  },
  {
    name: 'has data as an object',
    fault: rewrite(isList, (body) => ({
      ...body,
      data: Object.fromEntries((body.data ?? []).entries()),
    })),
    finds: 'list/envelope: data-is-not-an-array',
  },
  {
    name: 'sends truncated JSON',
    fault: (request, next) => {
      const response = next(request);
      return isList(request) ? { ...response, body: response.body.slice(0, -2) } : response;
    },
    finds: 'list/envelope: is-not-a-json-object',
  },
  {
    name: 'says text/html',
    fault: (request, next) => {
      const response = next(request);
      return { ...response, headers: { ...response.headers, 'content-type': 'text/html' } };
    },
    finds: 'list/content-type: is-not-json',
  },
  {
    name: 'takes /clients/ for a client',
    fault: (request, next) =>
      request.path.endsWith('/')
        ? next({ ...request, path: `${request.path}nobody` })
        : next(request),
    finds: 'list/trailing-slash: is-not-the-list',
  },
  {
    name: 'sends the port as text',
    fault: eachRow((row) => {
      row['port'] = String(row['port']);
    }),
    finds: 'list/types: wrong-port',
    says: /must be integer/,
  },
  {
    name: 'sends null for a field on page 2',
    fault: eachRow(
      (row) => {
        row['zone'] = null;
      },
      (request) => queryOf(request).get('_page') === '2',
    ),
    finds: 'list/types: wrong-zone',
    says: /on page 2/,
  },
  {
    name: 'leaves a field out of MQTT 5.0 clients',
    fault: eachRow((row) => {
      if (row['proto_ver'] === 5) delete row['mailbox_len'];
    }),
    finds: 'list/members: members-are-missing',
    says: /mailbox_len/,
  },
  {
    name: 'calls clientid client_id',
    fault: eachRow((row) => {
      row['client_id'] = row['clientid'];
      delete row['clientid'];
    }),
    finds: 'list/members: members-are-missing',
    says: /clientid is called client_id/,
  },
  {
    name: 'has no mountpoint',
    fault: eachRow((row) => {
      delete row['mountpoint'];
    }),
    finds: 'list/mountpoint: is-missing',
  },
  {
    name: 'always sends disconnected_at',
    fault: eachRow((row) => {
      row['disconnected_at'] ??= row['connected_at'];
    }),
    finds: 'list/disconnected-at: is-sent-while-connected',
  },
  {
    name: 'never sends disconnected_at',
    fault: eachRow((row) => {
      delete row['disconnected_at'];
    }),
    finds: 'list/disconnected-at: is-missing-while-disconnected',
  },
  {
    name: 'sends times in ISO form',
    fault: eachRow((row) => {
      row['created_at'] = `${String(row['created_at']).replace(' ', 'T')}Z`;
    }),
    finds: 'list/time-format: is-not-the-documented-form',
  },
  {
    name: 'shows connected_at in another time zone',
    fault: eachRow((row) => {
      const time = Date.parse(`${String(row['connected_at']).replace(' ', 'T')}Z`) - 3_600_000;
      row['connected_at'] = new Date(time).toISOString().slice(0, 19).replace('T', ' ');
    }),
    finds: 'list/time-order: connected-at-before-created-at',
  },
  {
    name: 'lists a client twice',
    fault: rewrite(isList, (body) => {
      const [first] = body.data ?? [];
      if (first && (body.data?.length ?? 0) > 3) body.data?.push(first);
    }),
    finds: 'list/unique: is-listed-twice',
  },
  {
    name: 'does not list persistent MQTT 5.0 clients',
    fault: rewrite(isList, (body) => {
      body.data = (body.data ?? []).filter(
        (row) => row['proto_ver'] !== 5 || row['clean_start'] === true,
      );
    }),
    finds: 'list/fixtures: is-not-listed',
  },
  {
    name: 'shows MQTT 3.1 as MQTT',
    fault: eachRow((row) => {
      if (row['proto_ver'] === 3) row['proto_name'] = 'MQTT';
    }),
    finds: 'list/facts: wrong-proto-name',
    says: /MQTT 3.1 client/,
  },
  {
    name: 'shows a keep-alive of its own',
    fault: eachRow((row) => {
      row['keepalive'] = 60;
    }),
    finds: 'list/facts: wrong-keepalive',
  },
  {
    name: 'shows a new session to a client that came back',
    fault: eachRow((row) => {
      row['created_at'] = row['connected_at'];
    }),
    finds: 'list/returned: times-are-the-same',
  },
  {
    name: 'counts no subscriptions',
    fault: eachRow((row) => {
      row['subscriptions_cnt'] = 0;
    }),
    finds: 'list/subscriptions: is-wrong',
    says: /has 2 subscriptions/,
  },
  {
    name: 'sends null one time in ten',
    fault: everyNth(
      10,
      isList,
      eachRow((row) => {
        row['heap_size'] = null;
      }),
    ),
    finds: 'list/steady: is-not-steady',
  },
  {
    name: 'fails one time in ten',
    fault: everyNth(10, isList, () => ({ status: 500, headers: {}, body: 'Internal Error' })),
    finds: 'list/steady: not-a-list',
  },
  {
    name: 'loses a row one time in ten',
    fault: everyNth(
      10,
      isList,
      repaged((rows, page, limit) => rows.slice(1).slice((page - 1) * limit, page * limit)),
    ),
    finds: 'list/steady: is-not-steady',
  },
];
