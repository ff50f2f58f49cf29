import { SUCCESS } from '../../../openapi/index.js';
import type { JsonValue } from '../client.js';
import { inParts, LONG_ROWS } from '../query/long-page.js';
import type { Dialect } from '../releases/dialect.js';
import { coded, JSON_TYPE, type WordedResponse } from '../releases/json-response.js';
import { apiError, text } from '../releases/json-response.js';
import type { EndpointAnswer, PageMeta } from './endpoint.js';

/**
 * Words an answer as a broker sends it: an object's members by name, backwards, or forwards in the
 * oldest releases (recordings beside/emqx-4.3.22 and beside/emqx-4.0.13).
 */
export function wordAnswer(answer: EndpointAnswer, dialect: Dialect): WordedResponse {
  const isAlphabetical = dialect.memberOrder === 'alphabetical';
  switch (answer.kind) {
    case 'success':
      return coded(200, { code: SUCCESS });
    case 'no content':
      return text(204, '');
    case 'login refused':
      // No challenge: with one, a browser would open its own box over the login page.
      return apiError(401, 'wrongCredentials', 'Username/Password error');
    case 'bad query':
      return dialect.answers.badQuery(answer.problems);
    case 'error': {
      const { code, message } = answer;
      const body = code === undefined ? { message } : { message, code };
      const response = jsonOf(ordered(body, isAlphabetical));
      return code === undefined ? response : { ...response, code };
    }
    case 'data': {
      const { data } = answer;
      const meta = answer.meta && `"meta":${metaOf(answer.meta, isAlphabetical)}`;
      const [before, after] = isAlphabetical ? ['"code":0', meta] : [meta, '"code":0'];
      const start = `{${before === undefined ? '' : `${before},`}"data":`;
      const end = `${after === undefined ? '' : `,${after}`}}`;
      if (Array.isArray(data) && data.length > LONG_ROWS) {
        const head = { status: 200, headers: { 'content-type': JSON_TYPE }, code: SUCCESS };
        return inParts(head, () => longList(start, data, end, isAlphabetical));
      }
      return { ...jsonOf(start + ordered(data, isAlphabetical) + end), code: SUCCESS };
    }
  }
}

/** Items that are printed in a part. */
const ITEMS = 256;

function* longList(
  start: string,
  items: readonly JsonValue[],
  end: string,
  isAlphabetical: boolean,
): Generator<string, void> {
  yield `${start}[`;
  for (let from = 0; from < items.length; from += ITEMS) {
    const text = ordered(items.slice(from, from + ITEMS), isAlphabetical).slice(1, -1);
    yield from === 0 ? text : `,${text}`;
  }
  yield `]${end}`;
}

const jsonOf = (body: string): WordedResponse => ({
  status: 200,
  headers: { 'content-type': JSON_TYPE },
  body,
});

function metaOf({ page, limit, hasnext, count }: PageMeta, isAlphabetical: boolean): string {
  const members = [
    `"page":${page}`,
    `"limit":${limit}`,
    ...(hasnext === undefined ? [] : [`"hasnext":${hasnext}`]),
    `"count":${count}`,
  ];
  return `{${(isAlphabetical ? members.reverse() : members).join(',')}}`;
}

/** JSON with the members of each object sorted by name. */
function ordered(value: JsonValue, isAlphabetical: boolean): string {
  if (Array.isArray(value)) {
    return `[${value.map((item: JsonValue) => ordered(item, isAlphabetical)).join(',')}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value as Readonly<Record<string, JsonValue>>);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  if (!isAlphabetical) members.reverse();
  const shown = members.map(([name, member]) => {
    return `${JSON.stringify(name)}:${ordered(member, isAlphabetical)}`;
  });
  return `{${shown.join(',')}}`;
}
