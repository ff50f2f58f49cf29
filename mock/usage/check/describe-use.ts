import type { Use } from '../../../openapi/usage/usage.js';
import { isFilterName, KICK, LIST, LOOKUP, REPEATED } from '../../../openapi/usage/vocabulary.js';
import type { Change } from './compare.js';

/** What a part of a request does, after "Your tests ", and the parameter that it is about. */
interface Phrase {
  readonly about: string;
  readonly text: string;
}

const code = (text: string): string => `\`${text}\``;

/**
 * What uses that meet a difference do, after "Your tests ".
 * @param shown the use that serves as the example.
 * @param about whether the difference is about a parameter, or another part of a request.
 */
export function describeUses(
  shown: Use,
  uses: readonly Use[],
  about: (name: string) => boolean,
): string {
  const phrases = phrasesOf(shown);
  const chosen = phrases.find((phrase) => about(phrase.about));
  if (chosen) return chosen.text;
  // What only one of several uses does is not what the difference depends on.
  const others = uses.map(phrasesOf);
  const common = phrases.find(({ text }) =>
    others.every((other) => other.some((phrase) => phrase.text === text)),
  );
  if (common) return common.text;
  return [...new Set(others.map((other) => other.at(-1)?.text ?? ''))].sort().join(' and ');
}

function phrasesOf({ request, with: kinds }: Use): readonly Phrase[] {
  const { credentials, client, id } = kinds;
  if (credentials !== undefined) {
    const sent = {
      none: 'send no credentials',
      wrong: 'send wrong credentials',
      'not base64': 'send credentials that are not base64',
    }[credentials];
    return [{ about: 'credentials', text: sent ?? 'send wrong credentials' }];
  }
  const whom = client === 'unknown' ? 'a client that does not exist' : 'a client';
  const spelt = id === undefined ? '' : `, its id ${id}`;
  if (request === LOOKUP || request === KICK) {
    const verb = request === LOOKUP ? 'look up' : 'kick';
    return [
      { about: 'client', text: `${verb} ${whom}${spelt}` },
      { about: '', text: `${verb} a client` },
    ];
  }
  const parameters = Object.entries(kinds).flatMap(([name, kind]) => phraseOf(name, kind));
  if (request !== LIST) {
    return [...parameters, { about: '', text: `request ${code(request)}` }];
  }
  const filters = Object.keys(kinds).filter(isFilterName);
  const under = filters.length > 0 ? ' under a filter' : '';
  const page = kinds['_page'];
  const pages: readonly Phrase[] =
    page === 'later'
      ? [{ about: '_page', text: `page${under === '' ? ' through the list' : under}` }]
      : page === 'past the end'
        ? [{ about: '_page', text: `ask for a page past the end${under}` }]
        : [];
  const equal = filters.map(code).join(' and ');
  return [
    ...pages,
    ...parameters,
    ...(filters.length > 0 ? [{ about: 'filter', text: `filter by ${equal}` }] : []),
    {
      about: '',
      text: kinds['nodes'] === 'several' ? 'list the clients of a cluster' : 'list the clients',
    },
  ];
}

/** What is special about the value of a parameter. */
function phraseOf(name: string, kind: string): readonly Phrase[] {
  const text = specialText(name, kind);
  return text === undefined ? [] : [{ about: name, text }];
}

function specialText(name: string, kind: string): string | undefined {
  const parameter = code(name);
  if (kind === REPEATED) return `send ${parameter} twice`;
  switch (kind) {
    case 'zero':
      return `send ${parameter} 0`;
    case 'zero or less':
    case 'less than zero':
    case '2^59 or more':
    case 'above 10000':
      return `send a ${parameter} of ${kind.replace('above', 'more than')}`;
    case 'not an integer':
      return `send a ${parameter} that is no integer`;
    case 'unlisted':
      return `send a ${parameter} that the documents do not list`;
    case 'IPv6 address':
      return `send an IPv6 address as ${parameter}`;
    case 'wrong type':
      return `send a ${parameter} of the wrong type`;
    case 'empty':
      return `send an empty ${parameter}`;
    case 'text':
    case 'special characters':
    case 'backslash':
    case 'backslash and special characters':
      if (!name.startsWith('_like_')) return undefined;
      return kind === 'text'
        ? `search with ${parameter}`
        : `search with ${parameter} for ${kind === 'backslash' ? 'a backslash' : kind}`;
    case 'seconds':
    case 'milliseconds':
      return `send ${parameter} in ${kind}`;
    case 'number':
      return name.startsWith('_') ? `filter by ${parameter}` : undefined;
    case 'bad encoding':
      return 'send a query with bad encoding';
    case 'sent':
      return name === 'body' ? 'send a body with GET' : 'send unknown parameters';
    case 'stopped':
      return 'ask for a node that has stopped';
    default:
      return undefined;
  }
}

/** E.g. `1 row`, `12 requests`. */
export const counted = (count: number, what: string): string =>
  `${count} ${what}${count === 1 ? '' : 's'}`;

/** `with` the members that differ, if any are members. @param what the text before it. */
export function describeMembers(changes: readonly Change[], what: string): string {
  const members = changes.map(({ member }) => member).filter((member) => !isWhole(member));
  if (members.length === 0) return '';
  const shown = members.slice(0, 3).map(code).join(', ');
  return `${what.includes(' with ') ? ' and read' : ' with'} ${shown}${members.length > 3 ? ` and ${members.length - 3} more` : ''}`;
}

const isWhole = (member: string): boolean =>
  ['status', 'rows', 'body', 'subscriptions'].includes(member) || member.endsWith('*');

/** What a release does otherwise, as a predicate: `send -1`. @param isOne the subject is singular. */
export function describeEffect([first]: readonly [Change, ...Change[]], isOne: boolean): string {
  const { member, from, to } = first;
  const verb = (plural: string): string => (isOne ? `${plural}s` : plural);
  switch (member) {
    case 'status':
      return `${verb('answer')} HTTP ${String(to)}`;
    case 'rows':
      return typeof to !== 'number'
        ? `${verb('send')} no rows`
        : `${verb('list')} ${counted(to, 'row')} in place of ${String(from)}`;
    case 'body':
      return `${isOne ? 'does' : 'do'} not send JSON`;
    case 'subscriptions':
      return `${verb('leave')} the client with ${counted(Number(to), 'subscription')} in place of ${String(from)}`;
  }
  if (member.endsWith('*')) return `${verb('send')} other members, or in another order`;
  if (to === undefined || isAbsentInRows(to)) return `${isOne ? 'does' : 'do'} not send it`;
  if (typeof to === 'object') return `${verb('send')} other values`;
  return `${verb('send')} ${JSON.stringify(to)}`;
}

const isAbsentInRows = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((each) => each === undefined);
