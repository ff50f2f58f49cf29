import { mutantsOf } from '../mutant.js';
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
export const rareFaults = mutantsOf({
  'one-in-ten-crashes': ['One answer in ten is HTTP 500.', /HTTP 500/, oneIn(10, () => crash)],
  'one-list-in-ten-loses-a-row': [
    'One list in ten lacks its first row.',
    /answer \d+ to the same question differs|miss|\d+ rows, not \d+/,
    oneIn(
      10,
      editing((json) => void (json['data'] as unknown[]).shift(), isList),
    ),
  ],
  'one-lookup-in-ten-is-empty': [
    'One lookup in ten finds nothing.',
    /lookup \d+ of the same client finds nothing|its lookup is empty/,
    oneIn(
      10,
      editing((json) => (json['data'] = []), isLookup),
    ),
  ],
  'one-list-in-ten-without-hasnext': [
    'One list in ten has no hasnext.',
    /hasnext: missing/,
    oneIn(
      10,
      editingMeta((meta) => delete meta['hasnext']),
    ),
  ],
  'one-filter-in-ten-ignored': [
    'One list in ten ignores its filters.',
    /ignored|finds|differs from the first|under/,
    oneIn(
      10,
      (engine) => (request) =>
        isList(request) ? engine.handle({ ...request, query: '' }) : engine.handle(request),
    ),
  ],
  'number-as-text-on-page-2': [
    'From the second page on, port is a text.',
    /port of client .* on page 2 is "\d+", but must be integer/,
    editingRows((row) => (row['port'] = String(row['port'])), onPage2),
  ],
  'zone-null-on-page-2': [
    'From the second page on, zone is null.',
    /zone of client .* on page 2 is null/,
    editingRows((row) => (row['zone'] = null), onPage2),
  ],
  'member-missing-under-a-filter': [
    'Under a filter, clients lack the member zone.',
    /under (?:a filter|_like_clientid) lacks a member: zone/,
    editingRows((row) => delete row['zone'], isFiltered),
  ],
  'time-in-iso-form-in-lookups': [
    'Lookups print created_at in the form of ISO 8601.',
    /created_at of client .* in a lookup is "\S+T\S+", not of the form/,
    editingRows((row) => {
      row['created_at'] = String(row['created_at']).replace(' ', 'T');
    }, isLookup),
  ],
  'rows-past-100-lack-a-member': [
    'Rows past the first hundred of an answer lack the member recv_oct.',
    /lacks a member: recv_oct/,
    editingRows((row, index) => {
      if (index >= 100) delete row['recv_oct'];
    }),
    150,
  ],
  'rows-past-100-are-dropped': [
    'No answer has more than a hundred rows, whatever the limit.',
    /ends with row 100: is the limit capped\?|whole list misses client/,
    editing((json) => {
      json['data'] = (json['data'] as unknown[]).slice(0, 100);
    }, isList),
    150,
  ],
  'rows-past-100-repeat': [
    'Past row 100 the list begins again.',
    /stands twice|repeats client/,
    (engine) => (request) => {
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
    150,
  ],
  'hasnext-false-past-100': [
    'hasnext is false from row 100 on, though more follow.',
    /hasnext false, but more rows follow|miss/,
    editingMeta((meta, request) => {
      if (paging(request, '_page') * paging(request, '_limit') >= 100) meta['hasnext'] = false;
    }),
    150,
  ],
  'offset-lost-under-like': [
    'Under a _like_ filter every page is the first.',
    /under _like_clientid repeats client|was not on an earlier page/,
    (engine) => (request) =>
      parameter(request, '_like_clientid') === undefined
        ? engine.handle(request)
        : engine.handle({ ...request, query: (request.query ?? '').replace(/_page=\d+&?/, '') }),
  ],
  'mqtt-5-rows-as-text': [
    'MQTT 5.0 clients have their expiry_interval as text.',
    /expiry_interval of client .* is "\d+", but must be integer/,
    editingRows((row: Members) => {
      if (row['proto_ver'] === 5) row['expiry_interval'] = String(row['expiry_interval']);
    }),
  ],
});
