import type { StoredClient } from '../../../mock/core/client.js';
import type { Mutant } from '../mutant.js';
import { withFilter } from '../seams/dialect.js';
import { readValueAs } from '../seams/request.js';
import { comparing } from '../seams/rows.js';

const nameOf = ({ username }: StoredClient): string => username ?? '';
const sameCase = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Exact filters, each off by one idea. */
export const exactFilters: readonly Mutant[] = [
  {
    name: 'clientid-prefix',
    description: 'clientid finds every client whose id begins with the value.',
    named: /clientid matches the start of the value/,
    breaks: comparing('clientid', ({ clientid }, wanted) => clientid.startsWith(wanted)),
  },
  {
    name: 'clientid-substring',
    description: 'clientid finds every client whose id contains the value.',
    named: /clientid matches a part of the value/,
    breaks: withFilter('clientid', { operator: 'like' }),
  },
  {
    name: 'clientid-case-insensitive',
    description: 'clientid ignores case.',
    named: /clientid ignores case/,
    breaks: comparing('clientid', ({ clientid }, wanted) => sameCase(clientid, wanted)),
  },
  {
    name: 'clientid-trimmed',
    description: 'Spaces around the value of clientid are cut off.',
    named: /clientid ignores spaces around/,
    breaks: readValueAs('clientid', (value) => value.trim()),
  },
  {
    name: 'clientid-looks-at-username',
    description: 'clientid compares the user name.',
    named: /clientid looks at username/,
    breaks: withFilter('clientid', { field: 'username' }),
  },
  {
    name: 'clientid-ascii-only',
    description: 'clientid never finds a client whose id has characters beyond ASCII.',
    named: /clientid .*misses .*客户端/,
    breaks: comparing('clientid', ({ clientid }, wanted) => {
      return clientid === wanted && /^[ -~]*$/.test(wanted);
    }),
  },
  {
    name: 'username-prefix',
    description: 'username finds every client whose user name begins with the value.',
    named: /username matches the start of the value/,
    breaks: comparing('username', (row, wanted) => nameOf(row).startsWith(wanted)),
  },
  {
    name: 'username-substring',
    description: 'username finds every client whose user name contains the value.',
    named: /username matches a part of the value/,
    breaks: withFilter('username', { operator: 'like' }),
  },
  {
    name: 'username-trimmed',
    description: 'username ignores spaces around the value.',
    named: /username ignores spaces around/,
    breaks: readValueAs('username', (value) => value.trim()),
  },
  {
    name: 'username-ascii-only',
    description: 'username never finds a client whose user name has characters beyond ASCII.',
    named: /username .*beyond ASCII/,
    breaks: comparing('username', (row, wanted) => {
      return nameOf(row) === wanted && /^[ -~]*$/.test(wanted);
    }),
  },
  {
    name: 'username-suffix',
    description: 'username finds every client whose user name ends with the value.',
    named: /username matches the end of the value/,
    breaks: comparing('username', (row, wanted) => nameOf(row).endsWith(wanted)),
  },
  {
    name: 'username-case-insensitive',
    description: 'username ignores case.',
    named: /username ignores case/,
    breaks: comparing('username', (row, wanted) => sameCase(nameOf(row), wanted)),
  },
  {
    name: 'username-first-only',
    description: 'username finds one client, though several have the name.',
    named: /username .*misses/,
    breaks: (engine) => {
      const first = (name: string) =>
        [...engine.state.store].find(({ username }) => username === name)?.clientid;
      return comparing('username', ({ clientid }, wanted) => clientid === first(wanted))(engine);
    },
  },
  {
    name: 'username-undefined-finds-nameless',
    description: 'username=undefined finds the clients that gave no user name.',
    named: /username .*'undefined' finds/,
    breaks: comparing('username', ({ username }, wanted) => (username ?? 'undefined') === wanted),
  },
  {
    name: 'username-plus-stays',
    description: '%2B in a user name is taken for a space.',
    named: /username .*odd\+plus/,
    breaks: readValueAs('username', (value) => value.replaceAll('+', ' ')),
  },
  {
    name: 'values-decoded-twice',
    description: 'The value of clientid is percent-decoded twice.',
    named: /clientid .*odd%41%2F/,
    breaks: readValueAs('clientid', (value) => {
      try {
        return decodeURIComponent(value);
      } catch {
        return value;
      }
    }),
  },
  {
    name: 'zone-substring',
    description: 'zone finds every client whose zone contains the value.',
    named: /zone matches a part of the value/,
    breaks: comparing('zone', ({ zone }, wanted) => zone.includes(wanted)),
  },
  {
    name: 'zone-case-insensitive',
    description: 'zone ignores case.',
    named: /zone ignores case/,
    breaks: comparing('zone', ({ zone }, wanted) => sameCase(zone, wanted)),
  },
  {
    name: 'ip-address-same-subnet',
    description: 'ip_address finds every client of the same /24 network.',
    named: /ip_address .*finds/,
    breaks: comparing('ip_address', ({ ip_address: ip }, wanted) => {
      return ip.replace(/\d+$/, '') === wanted.replace(/\d+$/, '');
    }),
  },
  {
    name: 'ip-address-prefix',
    description: 'ip_address compares the start of the text: 127.0.0.2 finds 127.0.0.22.',
    named: /ip_address matches the start of the value/,
    breaks: comparing('ip_address', ({ ip_address: ip }, wanted) => ip.startsWith(wanted)),
  },
  {
    name: 'ip-address-with-port',
    description: 'ip_address is compared with address and port together, and never finds anybody.',
    named: /ip_address finds nothing/,
    breaks: comparing('ip_address', ({ ip_address: ip, port }, wanted) => {
      return `${ip}:${port}` === wanted;
    }),
  },
];
