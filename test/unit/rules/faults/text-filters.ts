import { compares } from '../broken.js';
import type { BrokenBroker } from './broken-broker.js';

const BEYOND_ASCII = /[^ -~]/;

const texts = (['clientid', 'username'] as const).flatMap((field): readonly BrokenBroker[] => {
  const like = `_like_${field}`;
  return [
    {
      name: `${field} ignores case`,
      fault: compares(
        field,
        field,
        (shown, wanted) => shown.toLowerCase() === wanted.toLowerCase(),
      ),
      finds: `filters/${field}: ignores-case`,
      says: /ignores case/,
    },
    {
      name: `${field} matches prefixes`,
      fault: compares(field, field, (shown, wanted) => shown.startsWith(wanted)),
      finds: `filters/${field}: matches-prefixes`,
      says: /the start of the value/,
    },
    {
      name: `${field} matches substrings`,
      fault: compares(field, field, (shown, wanted) => shown.includes(wanted)),
      finds: `filters/${field}: matches-substrings`,
      says: /a part of the value/,
    },
    {
      name: `${field} trims`,
      fault: compares(field, field, (shown, wanted) => shown === wanted.trim()),
      finds: `filters/${field}: trims`,
      says: /spaces around/,
    },
    {
      name: `${field} finds no non-ASCII value`,
      fault: compares(
        field,
        field,
        (shown, wanted) => shown === wanted && !BEYOND_ASCII.test(wanted),
      ),
      finds: `filters/${field}-odd-characters: fails-beyond-ascii`,
      says: /beyond ASCII/,
    },
    {
      name: `${like} matches only at the start`,
      fault: compares(like, field, (shown, wanted) => shown.startsWith(wanted)),
      finds: `filters/${like}: matches-only-at-the-start`,
      says: /matches only at the start: value '.*' misses/,
    },
    {
      name: `${like} matches only at the end`,
      fault: compares(like, field, (shown, wanted) => shown.endsWith(wanted)),
      finds: `filters/${like}: matches-only-at-the-end`,
    },
    {
      name: `${like} matches the whole only`,
      fault: compares(like, field, (shown, wanted) => shown === wanted),
      finds: `filters/${like}: matches-only-the-whole`,
    },
    {
      name: `${like} ignores case`,
      fault: compares(like, field, (shown, wanted) =>
        shown.toLowerCase().includes(wanted.toLowerCase()),
      ),
      finds: `filters/${like}: ignores-case`,
      says: /ignores case/,
    },
    {
      name: `${like} is a regular expression`,
      fault: compares(like, field, (shown, wanted) => {
        try {
          return new RegExp(wanted).test(shown);
        } catch {
          return false;
        }
      }),
      finds: `filters/${like}-literal: is-a-regular-expression`,
      says: /is a regular expression/,
    },
    {
      name: `${like} knows the wildcard %`,
      fault: compares(like, field, (shown, wanted) =>
        new RegExp(
          [...wanted]
            .map((char) =>
              char === '%' ? '.*' : char === '_' ? '.' : char.replace(/[^\w\s]/g, '\\$&'),
            )
            .join(''),
        ).test(shown),
      ),
      finds: `filters/${like}-literal: takes-wildcards`,
      says: /wildcards/,
    },
    {
      name: `${like} looks at the other field`,
      fault: compares(like, field === 'clientid' ? 'username' : 'clientid', (shown, wanted) =>
        shown.includes(wanted),
      ),
      finds: `filters/${like}: looks-at-another-field`,
    },
  ];
});

export const textFilters: readonly BrokenBroker[] = [...texts];
