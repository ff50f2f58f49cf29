import { mutantsOf } from '../mutant.js';
import { withFilter, withQuery } from '../seams/dialect.js';
import { readValueAs } from '../seams/request.js';
import { comparingText } from '../seams/rows.js';

const ascii = (text: string): string => text.normalize('NFD').replace(/[^ -~]/g, '');

/** SQL's LIKE between two percent signs. */
const sql = (pattern: string): RegExp =>
  new RegExp(
    [...pattern]
      .map((char) => (char === '%' ? '.*' : char === '_' ? '.' : char.replace(/[^\w\s]/g, '\\$&')))
      .join(''),
    's',
  );

export const likeFilters = mutantsOf({
  'like-clientid-prefix': [
    '_like_clientid finds only ids that begin with the value.',
    /_like_clientid matches only at the start/,
    comparingText('_like_clientid', (shown, wanted) => shown.startsWith(wanted)),
  ],
  'like-clientid-suffix': [
    '_like_clientid finds only ids that end with the value.',
    /_like_clientid matches only at the end/,
    comparingText('_like_clientid', (shown, wanted) => shown.endsWith(wanted)),
  ],
  'like-clientid-whole': [
    '_like_clientid finds only the id that equals the value.',
    /_like_clientid matches only the whole/,
    withFilter('_like_clientid', { operator: 'exact' }),
  ],
  'like-clientid-not-the-whole': [
    '_like_clientid does not find the id that equals the value.',
    /_like_clientid does not match the whole/,
    comparingText('_like_clientid', (shown, wanted) => shown.includes(wanted) && shown !== wanted),
  ],
  'like-clientid-case-insensitive': [
    '_like_clientid ignores case.',
    /_like_clientid ignores case/,
    comparingText('_like_clientid', (shown, wanted) =>
      shown.toLowerCase().includes(wanted.toLowerCase()),
    ),
  ],
  'like-regular-expression': [
    'The value of a _like_ filter is a regular expression.',
    /is a regular expression/,
    withQuery({ like: 'regular expression' }),
  ],
  'like-clientid-sql-wildcards': [
    '% and _ are wildcards in _like_clientid.',
    /_like_clientid treats % and _ as wildcards/,
    comparingText('_like_clientid', (shown, wanted) => sql(wanted).test(shown)),
  ],
  'like-username-sql-wildcards': [
    '% and _ are wildcards in _like_username.',
    /_like_username treats % and _ as wildcards/,
    comparingText('_like_username', (shown, wanted) => sql(wanted).test(shown)),
  ],
  'like-clientid-trimmed': [
    '_like_clientid ignores spaces around the value.',
    /_like_clientid trims spaces/,
    readValueAs('_like_clientid', (value) => value.trim()),
  ],
  'like-clientid-plus': [
    '%2B in the value of _like_clientid means a space.',
    /_like_clientid .*(?:%2B|\+)/,
    readValueAs('_like_clientid', (value) => value.replaceAll('+', ' ')),
  ],
  'like-clientid-looks-at-username': [
    '_like_clientid searches the user names.',
    /_like_clientid looks at username/,
    withFilter('_like_clientid', { field: 'username' }),
  ],
  'like-username-looks-at-clientid': [
    '_like_username searches the client ids.',
    /_like_username looks at clientid/,
    withFilter('_like_username', { field: 'clientid' }),
  ],
  'like-username-prefix': [
    '_like_username finds only names that begin with the value.',
    /_like_username matches only at the start/,
    comparingText('_like_username', (shown, wanted) => shown.startsWith(wanted)),
  ],
  'like-username-suffix': [
    '_like_username finds only names that end with the value.',
    /_like_username matches only at the end/,
    comparingText('_like_username', (shown, wanted) => shown.endsWith(wanted)),
  ],
  'like-username-whole': [
    '_like_username finds only the name that equals the value.',
    /_like_username matches only the whole/,
    withFilter('_like_username', { operator: 'exact' }),
  ],
  'like-username-case-insensitive': [
    '_like_username ignores case.',
    /_like_username ignores case/,
    comparingText('_like_username', (shown, wanted) =>
      shown.toLowerCase().includes(wanted.toLowerCase()),
    ),
  ],
  'like-clientid-ascii-folded': [
    '_like_clientid removes accents and all characters beyond ASCII.',
    /_like_clientid .*(?:客户端|é|-)/,
    comparingText('_like_clientid', (shown, wanted) => ascii(shown).includes(ascii(wanted))),
  ],
  'like-empty-finds-nothing': [
    'An empty _like_ value finds no client.',
    /_like_clientid with an empty value finds 0/,
    comparingText('_like_clientid', (shown, wanted) => wanted !== '' && shown.includes(wanted)),
  ],
  'like-empty-crashes': [
    'An empty _like_ value crashes the broker.',
    /_like_\w+ with an empty value is answered with HTTP 500/,
    withQuery({ emptyLike: 'crashes' }),
  ],
});
