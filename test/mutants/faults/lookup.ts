import type { MockRequest } from '../../../mock/core/messages.js';
import type { Mutant, Mutation } from '../mutant.js';
import { answering, editing, editingRows, jsonAnswer } from '../seams/answer.js';
import { clientidOf, isFiltered, isLookup, readAs, withId } from '../seams/request.js';

/** A lookup looks for the id that `read` makes of its path. */
const lookingFor = (read: (segment: string, id: string) => string): Mutation =>
  readAs((request) => {
    const id = isLookup(request) ? clientidOf(request) : undefined;
    return id === undefined ? request : withId(request, read(lastSegment(request), id));
  });

/** An id that nobody has finds the first client of which `matches` holds. */
const findingAlso =
  (matches: (clientid: string, wanted: string) => boolean): Mutation =>
  (engine) =>
  (request) => {
    const { store } = engine.state;
    const wanted = isLookup(request) ? clientidOf(request) : undefined;
    if (wanted === undefined || store.get(wanted).length > 0) return engine.honest(request);
    const found = [...store].find(({ clientid }) => matches(clientid, wanted));
    return engine.honest(found ? withId(request, found.clientid) : request);
  };

const lastSegment = ({ path }: MockRequest): string => path.split('/').at(-1) ?? '';

/** Lookups of nobody with the right credentials. */
const ofNobody = (answer: ReturnType<typeof jsonAnswer>): Mutation =>
  answering(
    (honest) => (honest.status === 200 && honest.outcome?.rows === 0 ? answer : honest),
    isLookup,
  );

/** GET /clients/{clientid}. */
export const lookups: readonly Mutant[] = [
  {
    name: 'lookup-object',
    story: 'data of a lookup is the client itself, not an array of it.',
    named: /lookup of a client that is listed has an object in data/,
    breaks: editing((json) => {
      json['data'] = (json['data'] as unknown[])[0] ?? [];
    }, isLookup),
  },
  {
    name: 'lookup-unknown-is-null',
    story: 'data of the lookup of an unknown client is null.',
    named: /lookup of an unknown client has null in data/,
    breaks: ofNobody(jsonAnswer(200, { data: null, code: 0 })),
  },
  {
    name: 'lookup-unknown-is-404',
    story: 'The lookup of an unknown client is HTTP 404.',
    named: /lookup of an unknown client is answered with HTTP 404/,
    breaks: ofNobody(jsonAnswer(404, { code: 112, message: 'not_found' })),
  },
  {
    name: 'lookup-404-for-known',
    story: 'Every lookup is HTTP 404, also that of a client that is listed.',
    named: /lookup of a client that is listed is answered with HTTP 404/,
    breaks: answering(
      (answer) => (answer.status === 200 ? jsonAnswer(404, { code: 112 }) : answer),
      isLookup,
    ),
  },
  {
    name: 'lookup-prefix',
    story: 'A lookup finds the first client whose id begins with the given one.',
    named: /lookup of .* finds/,
    breaks: findingAlso((clientid, wanted) => clientid.startsWith(wanted)),
  },
  {
    name: 'lookup-substring-of-the-asked',
    story: 'A lookup finds a client whose id is the beginning of the given one.',
    named: /lookup of .* finds/,
    breaks: findingAlso((clientid, wanted) => wanted.startsWith(clientid)),
  },
  {
    name: 'lookup-case-insensitive',
    story: 'A lookup ignores case.',
    named: /lookup of .* finds/,
    breaks: findingAlso((clientid, wanted) => clientid.toLowerCase() === wanted.toLowerCase()),
  },
  {
    name: 'lookup-not-decoded',
    story: 'The id of a lookup is not percent-decoded.',
    named: /is not found (?:by its percent-encoded id|with every character percent-encoded)/,
    breaks: lookingFor((segment) => segment),
  },
  {
    name: 'lookup-decodes-what-needs-it',
    story: 'Only those characters of an id are percent-decoded that need encoding.',
    named: /is not found with every character percent-encoded/,
    breaks: lookingFor((segment, id) =>
      /%[67]\w/.test(segment) && /^[\w-]+$/.test(id) ? segment : id,
    ),
  },
  {
    name: 'lookup-decoded-twice',
    story: 'The id of a lookup is percent-decoded twice.',
    named: /found by its id encoded twice|odd%41%2F.* is not found/,
    breaks: lookingFor((_segment, id) => {
      try {
        return decodeURIComponent(id);
      } catch {
        return id;
      }
    }),
  },
  {
    name: 'lookup-plus-is-a-space',
    story: 'A + in the path of a lookup is taken for a space.',
    named: /is not found by its id with a \+/,
    breaks: lookingFor((segment, id) => (segment.includes('+') ? id.replaceAll('+', ' ') : id)),
  },
  {
    name: 'lookup-slash-splits',
    story: 'An encoded slash in the id of a lookup is taken for the end of the id.',
    named: /odd\/a\/b.* is not found/,
    breaks: lookingFor((_segment, id) => id.split('/')[0] ?? id),
  },
  {
    name: 'lookup-latin1',
    story: 'The bytes of an id in a lookup are read as Latin-1, not as UTF-8.',
    named: /客户端.* is not found/,
    breaks: lookingFor((_segment, id) => String.fromCharCode(...new TextEncoder().encode(id))),
  },
  {
    name: 'lookup-filters-apply',
    story: 'Query parameters filter the answer of a lookup.',
    named: /is not found with _page=2 and a filter beside/,
    breaks: (engine) => (request) => {
      const answer = engine.honest(request);
      if (!isLookup(request) || answer.status !== 200 || !isFiltered(request)) return answer;
      return jsonAnswer(200, { data: [], code: 0 });
    },
  },
  {
    name: 'lookup-finds-only-connected',
    story: 'The lookup of an offline session finds nothing, though it is listed.',
    named: /is listed, but its lookup is empty/,
    breaks: (engine) => (request) => {
      const [client] = engine.state.store.get(clientidOf(request) ?? '');
      const answer = engine.honest(request);
      return isLookup(request) && answer.status === 200 && client?.conn_state === 'disconnected'
        ? jsonAnswer(200, { data: [], code: 0 })
        : answer;
    },
  },
  {
    name: 'lookup-stale',
    story: 'A lookup shows connected_at as it was when the session was created.',
    named: /lookup of .* shows connected_at/,
    breaks: editingRows((row) => (row['connected_at'] = row['created_at']), isLookup),
  },
  {
    name: 'lookup-without-a-member',
    story: 'A lookup lacks the member subscriptions_cnt, which the list has.',
    named: /in a lookup lacks a member: subscriptions_cnt/,
    breaks: editingRows((row) => delete row['subscriptions_cnt'], isLookup),
  },
  {
    name: 'lookup-code-1',
    story: 'The code of a lookup that succeeds is 1.',
    named: /lookup of a client that is listed is answered with HTTP 200, code 1/,
    breaks: editing((json) => (json['code'] = 1), isLookup),
  },
];
