import type { MockRequest } from '../../../mock/core/request-response.js';
import { type Mutation, mutantsOf } from '../mutant.js';
import { answering, editing, editingRows, jsonAnswer, type Members } from '../seams/answer.js';
import { clientidOf, isFiltered, isLookup, readAs, withId } from '../seams/request.js';

/** Changes how a lookup reads the id in its path. */
const lookingFor = (read: (segment: string, id: string) => string): Mutation =>
  readAs((request) => {
    const id = isLookup(request) ? clientidOf(request) : undefined;
    return id === undefined ? request : withId(request, read(lastSegment(request), id));
  });

/** The lookup of an unknown id finds the first client that `matches`. */
const findingAlso =
  (matches: (clientid: string, wanted: string) => boolean): Mutation =>
  (engine) =>
  (request) => {
    const { store } = engine.state;
    const wanted = isLookup(request) ? clientidOf(request) : undefined;
    if (wanted === undefined || store.get(wanted).length > 0) return engine.handle(request);
    const found = [...store].find(({ clientid }) => matches(clientid, wanted));
    return engine.handle(found ? withId(request, found.clientid) : request);
  };

const lastSegment = ({ path }: MockRequest): string => path.split('/').at(-1) ?? '';

/** Replaces the answer to the lookup of an unknown client. */
const ofUnknown = (answer: ReturnType<typeof jsonAnswer>): Mutation =>
  answering(
    (right) => (right.status === 200 && right.outcome?.rows === 0 ? answer : right),
    isLookup,
  );

/** GET /clients/{clientid}. */
export const lookups = mutantsOf({
  'lookup-object': [
    'data of a lookup is the client itself, not an array of it.',
    /lookup of a client that is listed has an object in data/,
    editing((json) => {
      json['data'] = (json['data'] as unknown[])[0] ?? [];
    }, isLookup),
  ],
  'lookup-unknown-is-null': [
    'data of the lookup of an unknown client is null.',
    /lookup of an unknown client has null in data/,
    ofUnknown(jsonAnswer(200, { data: null, code: 0 })),
  ],
  'lookup-unknown-is-404': [
    'The lookup of an unknown client is HTTP 404.',
    /lookup of an unknown client is answered with HTTP 404/,
    ofUnknown(jsonAnswer(404, { code: 112, message: 'not_found' })),
  ],
  'lookup-404-for-known': [
    'Every lookup is HTTP 404, even that of a listed client.',
    /lookup of a client that is listed is answered with HTTP 404/,
    answering(
      (answer) => (answer.status === 200 ? jsonAnswer(404, { code: 112 }) : answer),
      isLookup,
    ),
  ],
  'lookup-prefix': [
    'A lookup finds the first client whose id begins with the given one.',
    /lookup of .* finds/,
    findingAlso((clientid, wanted) => clientid.startsWith(wanted)),
  ],
  'lookup-prefix-of-the-given-id': [
    'A lookup finds a client whose id is a prefix of the given one.',
    /lookup of .* finds/,
    findingAlso((clientid, wanted) => wanted.startsWith(clientid)),
  ],
  'lookup-case-insensitive': [
    'A lookup ignores case.',
    /lookup of .* finds/,
    findingAlso((clientid, wanted) => clientid.toLowerCase() === wanted.toLowerCase()),
  ],
  'lookup-not-decoded': [
    'The id of a lookup is not percent-decoded.',
    /is not found (?:by its percent-encoded id|with every character percent-encoded)/,
    lookingFor((segment) => segment),
  ],
  'lookup-decodes-only-reserved-characters': [
    'A lookup only decodes characters that must be percent-encoded.',
    /is not found with every character percent-encoded/,
    lookingFor((segment, id) => (/%[67]\w/.test(segment) && /^[\w-]+$/.test(id) ? segment : id)),
  ],
  'lookup-decoded-twice': [
    'The id of a lookup is percent-decoded twice.',
    /found by its id encoded twice|odd%41%2F.* is not found/,
    lookingFor((_segment, id) => {
      try {
        return decodeURIComponent(id);
      } catch {
        return id;
      }
    }),
  ],
  'lookup-plus-is-a-space': [
    'A + in the path of a lookup means a space.',
    /is not found by its id with an unencoded \+/,
    lookingFor((segment, id) => (segment.includes('+') ? id.replaceAll('+', ' ') : id)),
  ],
  'lookup-slash-splits': [
    'An encoded slash ends the id of a lookup.',
    /odd\/a\/b.* is not found/,
    lookingFor((_segment, id) => id.split('/')[0] ?? id),
  ],
  'lookup-latin1': [
    'The id of a lookup is decoded as Latin-1, not as UTF-8.',
    /客户端.* is not found/,
    lookingFor((_segment, id) => String.fromCharCode(...new TextEncoder().encode(id))),
  ],
  'lookup-filters-apply': [
    'Query parameters filter a lookup.',
    /is not found with _page=2 and a filter in the query/,
    (engine) => (request) => {
      const answer = engine.handle(request);
      if (!isLookup(request) || answer.status !== 200 || !isFiltered(request)) return answer;
      return jsonAnswer(200, { data: [], code: 0 });
    },
  ],
  'lookup-finds-only-connected': [
    'The lookup of an offline session finds nothing, although it is listed.',
    /is listed, but its lookup is empty/,
    (engine) => (request) => {
      const [client] = engine.state.store.get(clientidOf(request) ?? '');
      const answer = engine.handle(request);
      return isLookup(request) && answer.status === 200 && client?.conn_state === 'disconnected'
        ? jsonAnswer(200, { data: [], code: 0 })
        : answer;
    },
  ],
  'lookup-with-a-neighbour': [
    'A lookup shows another client beside the one that it finds.',
    /shows .*-neighbour'/,
    editing((json) => {
      const rows = json['data'] as Members[];
      const [row] = rows;
      if (row) rows.push({ ...row, clientid: `${String(row['clientid'])}-neighbour` });
    }, isLookup),
  ],
  'lookup-with-another-address': [
    'A lookup shows another ip_address than the list.',
    /shows ip_address "10\.0\.0\.1"/,
    editingRows((row) => (row['ip_address'] = '10.0.0.1'), isLookup),
  ],
  'lookup-stale': [
    'A lookup shows created_at as connected_at.',
    /lookup of .* shows connected_at/,
    editingRows((row) => (row['connected_at'] = row['created_at']), isLookup),
  ],
  'lookup-without-a-member': [
    'A lookup lacks the member subscriptions_cnt, which the list has.',
    /in a lookup lacks a member: subscriptions_cnt/,
    editingRows((row) => delete row['subscriptions_cnt'], isLookup),
  ],
  'lookup-code-1': [
    'The code of a lookup that succeeds is 1.',
    /lookup of a client that is listed is answered with HTTP 200, code 1/,
    editing((json) => (json['code'] = 1), isLookup),
  ],
});
