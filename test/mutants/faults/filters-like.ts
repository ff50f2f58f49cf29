import type { StoredClient } from '../../../mock/core/client.js';
import type { Mutant } from '../mutant.js';
import { withFilter, withQuery } from '../seams/dialect.js';
import { readValueAs } from '../seams/request.js';
import { comparing } from '../seams/rows.js';

const nameOf = ({ username }: StoredClient): string => username ?? '';
const ascii = (text: string): string => text.normalize('NFD').replace(/[^ -~]/g, '');

/** SQL's LIKE between two percent signs. */
const sql = (pattern: string): RegExp =>
  new RegExp(
    [...pattern]
      .map((char) => (char === '%' ? '.*' : char === '_' ? '.' : char.replace(/[^\w\s]/g, '\\$&')))
      .join(''),
    's',
  );

/** Substring filters, each off by one idea. */
export const likeFilters: readonly Mutant[] = [
  {
    name: 'like-clientid-prefix',
    description: '_like_clientid finds only ids that begin with the value.',
    named: /_like_clientid matches only at the start/,
    breaks: comparing('_like_clientid', ({ clientid }, wanted) => clientid.startsWith(wanted)),
  },
  {
    name: 'like-clientid-suffix',
    description: '_like_clientid finds only ids that end with the value.',
    named: /_like_clientid matches only at the end/,
    breaks: comparing('_like_clientid', ({ clientid }, wanted) => clientid.endsWith(wanted)),
  },
  {
    name: 'like-clientid-whole',
    description: '_like_clientid finds only the id that is the value.',
    named: /_like_clientid matches only the whole/,
    breaks: withFilter('_like_clientid', { operator: 'exact' }),
  },
  {
    name: 'like-clientid-not-the-whole',
    description: '_like_clientid does not find the id that is the value itself.',
    named: /_like_clientid does not match the whole/,
    breaks: comparing('_like_clientid', ({ clientid }, wanted) => {
      return clientid.includes(wanted) && clientid !== wanted;
    }),
  },
  {
    name: 'like-clientid-case-insensitive',
    description: '_like_clientid ignores case.',
    named: /_like_clientid ignores case/,
    breaks: comparing('_like_clientid', ({ clientid }, wanted) =>
      clientid.toLowerCase().includes(wanted.toLowerCase()),
    ),
  },
  {
    name: 'like-regular-expression',
    description: 'The value of a _like_ filter is a regular expression.',
    named: /is a regular expression/,
    breaks: withQuery({ like: 'regular expression' }),
  },
  {
    name: 'like-clientid-sql-wildcards',
    description: '% and _ are wildcards in _like_clientid.',
    named: /_like_clientid takes % and _ as wildcards/,
    breaks: comparing('_like_clientid', ({ clientid }, wanted) => sql(wanted).test(clientid)),
  },
  {
    name: 'like-username-sql-wildcards',
    description: '% and _ are wildcards in _like_username.',
    named: /_like_username takes % and _ as wildcards/,
    breaks: comparing('_like_username', (row, wanted) => sql(wanted).test(nameOf(row))),
  },
  {
    name: 'like-clientid-trimmed',
    description: 'Spaces around the value of _like_clientid are cut off.',
    named: /_like_clientid cuts spaces off/,
    breaks: readValueAs('_like_clientid', (value) => value.trim()),
  },
  {
    name: 'like-clientid-plus',
    description: '%2B in the value of _like_clientid is taken for a space.',
    named: /_like_clientid .*(?:%2B|\+)/,
    breaks: readValueAs('_like_clientid', (value) => value.replaceAll('+', ' ')),
  },
  {
    name: 'like-clientid-looks-at-username',
    description: '_like_clientid searches the user names.',
    named: /_like_clientid looks at username/,
    breaks: withFilter('_like_clientid', { field: 'username' }),
  },
  {
    name: 'like-username-looks-at-clientid',
    description: '_like_username searches the client ids.',
    named: /_like_username looks at clientid/,
    breaks: withFilter('_like_username', { field: 'clientid' }),
  },
  {
    name: 'like-username-prefix',
    description: '_like_username finds only names that begin with the value.',
    named: /_like_username matches only at the start/,
    breaks: comparing('_like_username', (row, wanted) => nameOf(row).startsWith(wanted)),
  },
  {
    name: 'like-username-suffix',
    description: '_like_username finds only names that end with the value.',
    named: /_like_username matches only at the end/,
    breaks: comparing('_like_username', (row, wanted) => nameOf(row).endsWith(wanted)),
  },
  {
    name: 'like-username-whole',
    description: '_like_username finds only the name that equals the value.',
    named: /_like_username matches only the whole/,
    breaks: withFilter('_like_username', { operator: 'exact' }),
  },
  {
    name: 'like-username-case-insensitive',
    description: '_like_username ignores case.',
    named: /_like_username ignores case/,
    breaks: comparing('_like_username', (row, wanted) =>
      nameOf(row).toLowerCase().includes(wanted.toLowerCase()),
    ),
  },
  {
    name: 'like-clientid-ascii-folded',
    description: '_like_clientid folds accents away and drops what is not ASCII.',
    named: /_like_clientid .*(?:客户端|é|-)/,
    breaks: comparing('_like_clientid', ({ clientid }, wanted) => {
      return ascii(clientid).includes(ascii(wanted));
    }),
  },
  {
    name: 'like-empty-finds-nothing',
    description: 'An empty _like_ value finds nobody.',
    named: /_like_clientid with an empty value finds 0/,
    breaks: comparing('_like_clientid', ({ clientid }, wanted) => {
      return wanted !== '' && clientid.includes(wanted);
    }),
  },
  {
    name: 'like-empty-crashes',
    description: 'An empty _like_ value crashes the broker.',
    named: /_like_\w+ with an empty value is answered with HTTP 500/,
    breaks: withQuery({ emptyLike: 'crashes' }),
  },
];
