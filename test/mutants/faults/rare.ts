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

/** Faults that show only with a filter, on page 2, after 100 rows, or in one answer of ten. */
export const rareFaults = mutantsOf({
  'one-in-ten-crashes': ['One answer in ten is HTTP 500.', /HTTP 500/, oneIn(10, () => crash)],
  'one-list-in-ten-loses-a-row': [
    'One list in ten lacks its first row.',
    /answer \d+ to the same request differs|miss|\d+ rows?, not \d+/,
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
    /ignored|finds|differs from the first|and filters? /,
    oneIn(
      10,
      (engine) => (request) =>
        isList(request) ? engine.handle({ ...request, query: '' }) : engine.handle(request),
    ),
  ],
  'number-as-text-on-page-2': [
    'From the second page on, port is a string.',
    /port of client .* on page 2 is "\d+", but must be integer/,
    editingRows((row) => (row['port'] = String(row['port'])), onPage2),
  ],
  'zone-null-on-page-2': [
    'From the second page on, zone is null.',
    /zone of client .* on page 2 is null/,
    editingRows((row) => (row['zone'] = null), onPage2),
  ],
  'member-missing-under-a-filter': [
    'With a filter, clients lack the member zone.',
    /in the list with (?:clean_start|_like_clientid)\S* lacks a member: zone/,
    editingRows((row) => delete row['zone'], isFiltered),
  ],
  'time-in-iso-form-in-lookups': [
    'Lookups show created_at in ISO 8601 format.',
    /created_at of client .* in a lookup is "\S+T\S+", not of the form/,
    editingRows((row) => {
      row['created_at'] = String(row['created_at']).replace(' ', 'T');
    }, isLookup),
  ],
  'rows-past-100-lack-a-member': [
    'Rows after the first 100 of an answer lack the member recv_oct.',
    /lacks a member: recv_oct/,
    editingRows((row, index) => {
      if (index >= 100) delete row['recv_oct'];
    }),
    150,
  ],
  'rows-past-100-are-dropped': [
    'An answer has at most 100 rows.',
    /ends with row 100: is the limit capped\?|whole list misses client/,
    editing((json) => {
      json['data'] = (json['data'] as unknown[]).slice(0, 100);
    }, isList),
    150,
  ],
  'rows-past-100-repeat': [
    'After row 100 the list starts again.',
    /is listed twice|repeats client/,
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
    'hasnext is false from row 100 on, although more follow.',
    /hasnext false, but more rows follow|miss/,
    editingMeta((meta, request) => {
      if (paging(request, '_page') * paging(request, '_limit') >= 100) meta['hasnext'] = false;
    }),
    150,
  ],
  'offset-lost-under-like': [
    'With a _like_ filter, every page is the first.',
    /filter _like_clientid repeats client|was not on an earlier page/,
    (engine) => (request) =>
      parameter(request, '_like_clientid') === undefined
        ? engine.handle(request)
        : engine.handle({ ...request, query: (request.query ?? '').replace(/_page=\d+&?/, '') }),
  ],
  'mqtt-5-rows-as-text': [
    'expiry_interval of MQTT 5.0 clients is a string.',
    /expiry_interval of client .* is "\d+", but must be integer/,
    editingRows((row: Members) => {
      if (row['proto_ver'] === 5) row['expiry_interval'] = String(row['expiry_interval']);
    }),
  ],
});
