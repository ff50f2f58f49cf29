import type { Mutant } from '../mutant.js';
import {
  editing,
  editingMeta,
  editingRows,
  jsonAnswer,
  type Members,
  oneIn,
} from '../seams/answer.js';
import { isFiltered, isList, isLookup, paging, parameter } from '../seams/request.js';

const onPage2 = (request: Parameters<typeof isList>[0]): boolean =>
  isList(request) && paging(request, '_page') > 1;
const crash = () => jsonAnswer(500, { code: 102, message: 'Internal Error' });

/** Faults that show only at times: under a filter, on page 2, past 100 rows, one time in ten. */
export const rareFaults: readonly Mutant[] = [
  {
    name: 'one-in-ten-crashes',
    description: 'One answer in ten is HTTP 500.',
    named: /HTTP 500/,
    breaks: oneIn(10, () => crash),
  },
  {
    name: 'one-list-in-ten-loses-a-row',
    description: 'One list in ten lacks its first row.',
    named: /answer \d+ to the same question differs|miss|\d+ rows, not \d+/,
    breaks: oneIn(
      10,
      editing((json) => void (json['data'] as unknown[]).shift(), isList),
    ),
  },
  {
    name: 'one-lookup-in-ten-is-empty',
    description: 'One lookup in ten finds nothing.',
    named: /lookup \d+ of the same client finds nothing|its lookup is empty/,
    breaks: oneIn(
      10,
      editing((json) => (json['data'] = []), isLookup),
    ),
  },
  {
    name: 'one-list-in-ten-without-hasnext',
    description: 'One list in ten has no hasnext.',
    named: /hasnext: missing/,
    breaks: oneIn(
      10,
      editingMeta((meta) => delete meta['hasnext']),
    ),
  },
  {
    name: 'one-filter-in-ten-ignored',
    description: 'One list in ten ignores its filters.',
    named: /ignored|finds|differs from the first|under/,
    breaks: oneIn(
      10,
      (engine) => (request) =>
        isList(request) ? engine.handle({ ...request, query: '' }) : engine.handle(request),
    ),
  },
  {
    name: 'number-as-text-on-page-2',
    description: 'From the second page on, port is a text.',
    named: /port of client .* on page 2 is "\d+", but must be integer/,
    breaks: editingRows((row) => (row['port'] = String(row['port'])), onPage2),
  },
  {
    name: 'zone-null-on-page-2',
    description: 'From the second page on, zone is null.',
    named: /zone of client .* on page 2 is null/,
    breaks: editingRows((row) => (row['zone'] = null), onPage2),
  },
  {
    name: 'member-missing-under-a-filter',
    description: 'Under a filter, clients lack the member zone.',
    named: /under (?:a filter|_like_clientid) lacks a member: zone/,
    breaks: editingRows((row) => delete row['zone'], isFiltered),
  },
  {
    name: 'time-in-iso-form-in-lookups',
    description: 'Lookups print created_at in the form of ISO 8601.',
    named: /created_at of client .* in a lookup is "\S+T\S+", not of the form/,
    breaks: editingRows((row) => {
      row['created_at'] = String(row['created_at']).replace(' ', 'T');
    }, isLookup),
  },
  {
    name: 'rows-past-100-lack-a-member',
    description: 'Rows past the first hundred of an answer lack the member recv_oct.',
    named: /lacks a member: recv_oct/,
    breaks: editingRows((row, index) => {
      if (index >= 100) delete row['recv_oct'];
    }),
    clients: 150,
  },
  {
    name: 'rows-past-100-are-dropped',
    description: 'No answer has more than a hundred rows, whatever the limit.',
    named: /ends with row 100: is the limit capped\?|whole list misses client/,
    breaks: editing((json) => {
      json['data'] = (json['data'] as unknown[]).slice(0, 100);
    }, isList),
    clients: 150,
  },
  {
    name: 'rows-past-100-repeat',
    description: 'Past row 100 the list begins again.',
    named: /stands twice|repeats client/,
    breaks: (engine) => (request) => {
      const rows = [...engine.state.store];
      const again = new Map(rows.slice(100).map(({ clientid }, at) => [clientid, rows[at]]));
      return editingRows(
        (row) => {
          Object.assign(row, {
            clientid: again.get(String(row['clientid']))?.clientid ?? row['clientid'],
          });
        },
        (asked) => isList(asked) && !isFiltered(asked),
      )(engine)(request);
    },
    clients: 150,
  },
  {
    name: 'hasnext-false-past-100',
    description: 'hasnext is false from row 100 on, though more follow.',
    named: /hasnext false, but more rows follow|miss/,
    breaks: editingMeta((meta, request) => {
      if (paging(request, '_page') * paging(request, '_limit') >= 100) meta['hasnext'] = false;
    }),
    clients: 150,
  },
  {
    name: 'offset-lost-under-like',
    description: 'Under a _like_ filter every page is the first.',
    named: /under _like_clientid repeats client|was not on an earlier page/,
    breaks: (engine) => (request) =>
      parameter(request, '_like_clientid') === undefined
        ? engine.handle(request)
        : engine.handle({ ...request, query: (request.query ?? '').replace(/_page=\d+&?/, '') }),
  },
  {
    name: 'mqtt-5-rows-as-text',
    description: 'MQTT 5.0 clients have their expiry_interval as text.',
    named: /expiry_interval of client .* is "\d+", but must be integer/,
    breaks: editingRows((row: Members) => {
      if (row['proto_ver'] === 5) row['expiry_interval'] = String(row['expiry_interval']);
    }),
  },
];
