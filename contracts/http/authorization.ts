import type { Authorization } from './exchange.js';
import type { Credentials, Target } from './target.js';

/** A way to sign a request (RFC 7617), and the same for a curl line. */
interface Signing {
  readonly header: (credentials: Credentials) => string | undefined;
  /** A word of the shell that is what curl's `user` needs; absent: `words`. */
  readonly user?: string;
  /** A word of the shell that is the whole header. */
  readonly headerWord?: string;
  /** Arguments of curl, without a secret. */
  readonly words?: readonly string[];
}

/** Without its last character. */
const cutShort = (secret: string): string => [...secret].slice(0, -1).join('');
const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
const basic = (id: string, secret: string): string => `Basic ${base64(`${id}:${secret}`)}`;

/** In a curl line, credentials stand as a variable of the shell: anyone may read a report. */
const SIGNINGS: Readonly<Record<Authorization, Signing>> = {
  right: {
    header: ({ id, secret }) => basic(id, secret),
    user: '"$EMQX_CONTRACT_USER"',
  },
  none: { header: () => undefined },
  'wrong-id': {
    header: ({ secret }) => basic('unknown-id', secret),
    user: '"unknown-id:${EMQX_CONTRACT_USER#*:}"',
  },
  'wrong-secret': {
    header: ({ id }) => basic(id, 'wrong-secret'),
    user: '"${EMQX_CONTRACT_USER%%:*}:wrong-secret"',
  },
  'cut-secret': {
    header: ({ id, secret }) => basic(id, cutShort(secret)),
    user: '"${EMQX_CONTRACT_USER%?}"',
  },
  'longer-secret': {
    header: ({ id, secret }) => basic(id, `${secret}x`),
    user: '"${EMQX_CONTRACT_USER}x"',
  },
  empty: { header: () => basic('', ''), words: ['-u', ':'] },
  'empty-secret': {
    header: ({ id }) => basic(id, ''),
    user: '"${EMQX_CONTRACT_USER%%:*}:"',
  },
  'other-scheme': {
    header: ({ id, secret }) => `Bearer ${base64(`${id}:${secret}`)}`,
    headerWord: `"$(printf %s "$EMQX_CONTRACT_USER" | base64 | tr -d '\\n')"`,
  },
  'not-base64': { header: () => 'Basic %%%', words: ['-H', "'authorization: Basic %%%'"] },
};

/** The `authorization` header, `undefined` for none. */
export const authorizationHeader = (
  way: Authorization,
  credentials: Credentials | undefined,
): string | undefined => credentials && SIGNINGS[way].header(credentials);

/** How a curl line is signed. */
export interface CurlSigning {
  /** The command whose output curl reads as options: a secret is in no argument of any process. */
  readonly before?: string;
  readonly words: readonly string[];
}

const FROM_STDIN = ['-K', '-'];

/** Characters that curl would interpret within the quotes of its options. */
const NEEDS_ESCAPE = /["\\]/;

export function curlSigning(way: Authorization, { id, secret }: Credentials): CurlSigning {
  const { user, headerWord, words = [] } = SIGNINGS[way];
  if (headerWord !== undefined) {
    const before = `printf 'header="authorization: Bearer %s"' ${headerWord}`;
    return { before, words: FROM_STDIN };
  }
  if (user === undefined) return { words };
  const before = NEEDS_ESCAPE.test(id + secret)
    ? `printf %s ${user} | sed 's/["\\\\]/\\\\&/g; s/.*/user="&"/'`
    : `printf 'user="%s"' ${user}`;
  return { before, words: FROM_STDIN };
}

/** A shorter secret occurs in texts by chance. */
const SHORTEST = 4;

/** So few characters of a secret reveal nothing. */
const SHORTEST_START = 2;

/**
 * Every text that reveals a secret of the run, the longest first: those of the API, of MQTT, of the
 * proxy and of the client's key, in plain, in a URL, in JSON and in base64; the API's also without
 * its last character, and every token that was sent.
 */
export function spellingsOf({ credentials, mqtt, tls }: Target, proxy?: string): readonly string[] {
  const logins = [
    ...(credentials ? [credentials] : []),
    ...(mqtt?.password === undefined ? [] : [{ id: mqtt.username ?? '', secret: mqtt.password }]),
    ...loginOf(proxy),
    ...(tls?.passphrase === undefined ? [] : [{ id: '', secret: tls.passphrase }]),
  ];
  const texts = [...logins.map(({ secret }) => secret), cutShort(credentials?.secret ?? '')];
  const plain = texts.flatMap((text) => [
    text,
    encodeURIComponent(text.toWellFormed()),
    JSON.stringify(text).slice(1, -1),
    base64(text),
  ]);
  const sent = credentials
    ? Object.values(SIGNINGS).map(({ header }) => header(credentials) ?? '')
    : [];
  const tokens = [
    ...sent.map((header) => header.split(' ')[1] ?? ''),
    ...logins.map(({ id, secret }) => base64(`${id}:${secret}`)),
  ];
  const spellings = [...plain, ...tokens].flatMap((text) => [
    text,
    // Base64 also without its padding, and escapes of a URL also in lower case.
    text.replace(/=+$/, ''),
    text.replace(/%[\dA-F]{2}/g, (escape) => escape.toLowerCase()),
  ]);
  return [...new Set(spellings)]
    .filter(({ length }) => length >= SHORTEST)
    .sort((one, other) => other.length - one.length);
}

/** The login in a URL, as written and decoded. */
function loginOf(url: string | undefined): readonly Credentials[] {
  if (url === undefined || !URL.canParse(url)) return [];
  const { username: id, password: secret } = new URL(url);
  if (secret === '') return [];
  try {
    return [
      { id, secret },
      { id: decodeURIComponent(id), secret: decodeURIComponent(secret) },
    ];
  } catch {
    return [{ id, secret }];
  }
}

/** Replaces every spelling of a secret in a text, also where an ellipsis stands for its end. */
export function hideSecrets(text: string, spellings: readonly string[]): string {
  return spellings.reduce((left, secret) => {
    const whole = left.replaceAll(secret, '***');
    return whole.includes('…') ? hideCut(whole, secret) : whole;
  }, text);
}

/** A rule shows the start of a body, and a secret in it may be cut. */
function hideCut(text: string, secret: string): string {
  let left = text;
  for (let length = secret.length - 1; length >= SHORTEST_START; length -= 1) {
    left = left.replaceAll(`${secret.slice(0, length)}…`, '***…');
  }
  return left;
}
