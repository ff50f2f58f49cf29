import { mutantsOf } from '../mutant.js';
import { withFilter } from '../seams/dialect.js';
import { readValueAs } from '../seams/request.js';
import { comparing, comparingText } from '../seams/rows.js';

const sameCase = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

export const exactFilters = mutantsOf({
  'clientid-prefix': [
    'clientid finds every client whose id begins with the value.',
    /clientid matches the start of the value/,
    comparingText('clientid', (shown, wanted) => shown.startsWith(wanted)),
  ],
  'clientid-substring': [
    'clientid finds every client whose id contains the value.',
    /clientid matches a part of the value/,
    withFilter('clientid', { operator: 'like' }),
  ],
  'clientid-case-insensitive': [
    'clientid ignores case.',
    /clientid ignores case/,
    comparingText('clientid', (shown, wanted) => sameCase(shown, wanted)),
  ],
  'clientid-trimmed': [
    'clientid ignores spaces around the value.',
    /clientid ignores spaces around/,
    readValueAs('clientid', (value) => value.trim()),
  ],
  'clientid-looks-at-username': [
    'clientid compares the user name.',
    /clientid looks at username/,
    withFilter('clientid', { field: 'username' }),
  ],
  'clientid-ascii-only': [
    'clientid never finds a client whose id has characters beyond ASCII.',
    /clientid .*misses .*客户端/,
    comparingText('clientid', (shown, wanted) => shown === wanted && /^[ -~]*$/.test(wanted)),
  ],
  'username-prefix': [
    'username finds every client whose user name begins with the value.',
    /username matches the start of the value/,
    comparingText('username', (shown, wanted) => shown.startsWith(wanted)),
  ],
  'username-substring': [
    'username finds every client whose user name contains the value.',
    /username matches a part of the value/,
    withFilter('username', { operator: 'like' }),
  ],
  'username-trimmed': [
    'username ignores spaces around the value.',
    /username .*spaces/,
    readValueAs('username', (value) => value.trim()),
  ],
  'username-ascii-only': [
    'username never finds a client whose user name has characters beyond ASCII.',
    /username .*beyond ASCII/,
    comparingText('username', (shown, wanted) => shown === wanted && /^[ -~]*$/.test(wanted)),
  ],
  'username-suffix': [
    'username finds every client whose user name ends with the value.',
    /username matches the end of the value/,
    comparingText('username', (shown, wanted) => shown.endsWith(wanted)),
  ],
  'username-case-insensitive': [
    'username ignores case.',
    /username ignores case/,
    comparingText('username', (shown, wanted) => sameCase(shown, wanted)),
  ],
  'username-first-only': [
    'username finds one client, although several have the name.',
    /username .*misses/,
    (engine) => {
      const first = (name: string) =>
        [...engine.state.store].find(({ username }) => username === name)?.clientid;
      return comparing('username', ({ clientid }, wanted) => clientid === first(wanted))(engine);
    },
  ],
  'username-undefined-finds-nameless': [
    'username=undefined finds the clients without a user name.',
    /username .*'undefined' finds/,
    comparing('username', ({ username }, wanted) => (username ?? 'undefined') === wanted),
  ],
  'username-plus-is-a-space': [
    '%2B in the value of username means a space.',
    /username .*odd\+plus/,
    readValueAs('username', (value) => value.replaceAll('+', ' ')),
  ],
  'values-decoded-twice': [
    'The value of clientid is percent-decoded twice.',
    /clientid .*odd%41%2F/,
    readValueAs('clientid', (value) => {
      try {
        return decodeURIComponent(value);
      } catch {
        return value;
      }
    }),
  ],
  'zone-substring': [
    'zone finds every client whose zone contains the value.',
    /zone matches a part of the value/,
    comparingText('zone', (shown, wanted) => shown.includes(wanted)),
  ],
  'zone-case-insensitive': [
    'zone ignores case.',
    /zone ignores case/,
    comparingText('zone', (shown, wanted) => sameCase(shown, wanted)),
  ],
  'ip-address-same-subnet': [
    'ip_address finds every client of the same /24 network.',
    /ip_address .*finds/,
    comparingText(
      'ip_address',
      (shown, wanted) => shown.replace(/\d+$/, '') === wanted.replace(/\d+$/, ''),
    ),
  ],
  'ip-address-prefix': [
    'ip_address matches prefixes: 127.0.0.2 finds 127.0.0.22.',
    /ip_address matches the start of the value/,
    comparingText('ip_address', (shown, wanted) => shown.startsWith(wanted)),
  ],
  'ip-address-with-port': [
    'ip_address is compared with address and port, and never finds a client.',
    /ip_address finds nothing/,
    comparing('ip_address', ({ ip_address: ip, port }, wanted) => {
      return `${ip}:${port}` === wanted;
    }),
  ],
});
