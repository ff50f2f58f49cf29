import { BrokerUnreachable, NotTheApi, UsageError } from '../../shared/errors.js';
import { isJsonObject, type JsonObject } from '../../shared/json.js';
import { printable } from '../../shared/printable.js';
import { truncate } from '../../shared/truncate.js';
import type { Exchange } from '../exchange.js';
import { withoutSecret } from '../read-target.js';

/** What the first answer is judged with. */
export interface FirstAnswerContext {
  readonly baseUrl: string;
  /** Whether the request carried credentials. */
  readonly hasCredentials: boolean;
}

/**
 * Judges whether the list's first answer comes from this API at all. A broker that breaks the
 * contract is not refused here: that is what the rules are for.
 * @throws UsageError where the base URL is wrong
 * @throws BrokerUnreachable where the API refuses to answer
 * @throws NotTheApi where something else has answered
 */
export function judgeFirstAnswer(exchange: Exchange, context: FirstAnswerContext): void {
  const isList = exchange.response.status === 200;
  const found = (isList ? refusalByCode(exchange) : undefined) ?? findOther(exchange, context);
  if (!found) return;
  const at = `${context.baseUrl}/clients`;
  throw new found.kind(`${at} ${found.says}. ${found.advice}`);
}

/** Why an answer to the list is not one of this API; `undefined` where it is. */
export function findOther(exchange: Exchange, context: FirstAnswerContext): Finding | undefined {
  return exchange.response.status === 200
    ? otherContent(exchange, context)
    : refusalOf(exchange, context);
}

export interface Finding {
  readonly kind: typeof UsageError | typeof BrokerUnreachable | typeof NotTheApi;
  /** What follows the URL, without a full stop. */
  readonly says: string;
  /** Whole sentences. */
  readonly advice: string;
}

const BASE_URL = 'Give the part before /clients as base URL, e.g. http://localhost:8081/api/v4.';
const GATEWAY = 'Something between here and the broker sent this: check it, or go around it.';
const EMQX_5 =
  'This is EMQX 5 or newer; the documents of EMQX 4 are what the kit checks. Name a broker of EMQX 4.';

/** A broker that answers, and has no list; it may have lost a node. */
function refusalByCode({ json }: Exchange): Finding | undefined {
  if (!isJsonObject(json) || 'data' in json || 'meta' in json) return undefined;
  const { code, message } = json;
  if (typeof code !== 'number' || code === 0) return undefined;
  const why = typeof message === 'string' ? ` ("${shown(message)}")` : '';
  return {
    kind: BrokerUnreachable,
    says: `is answered with code ${code}${why} instead of a list`,
    advice: 'Check the nodes of the cluster, and the log of the broker.',
  };
}

/** JSON that is called a page is a fault of the broker. */
export function isHtml({ response: { headers, text }, json }: Exchange): boolean {
  return (
    /^\s*</.test(text) || (/\bhtml\b/i.test(headers['content-type'] ?? '') && !isJsonObject(json))
  );
}

/** Something with HTTP 200 that is not an answer of this API. */
function otherContent(exchange: Exchange, { baseUrl }: FirstAnswerContext): Finding | undefined {
  const { request, response, json } = exchange;
  const { headers, text } = response;
  const type = headers['content-type'] ?? '';
  if (isHtml(exchange)) {
    return {
      kind: NotTheApi,
      says: `is answered with a page${titleOf(text)} instead of JSON`,
      advice:
        'This may be the port of the dashboard (the API usually has 8081), or the login page of a gateway.',
    };
  }
  if (text.trim() === '') {
    return { kind: NotTheApi, says: 'is answered with nothing', advice: `${GATEWAY} ${BASE_URL}` };
  }
  if (isJsonObject(json)) {
    // An empty list of EMQX 5 lacks only the code.
    const isPathOf5 = baseUrl.endsWith('/api/v5') && !('code' in json);
    if (isPathOf5 || isEmqx5Code(json['code']) || isEmqx5Row(json['data'])) {
      return { kind: NotTheApi, says: `is answered as EMQX 5 does`, advice: EMQX_5 };
    }
    if (isLikeList(json)) return undefined;
    const names = Object.keys(json).slice(0, 5).join(', ');
    return {
      kind: NotTheApi,
      says: `is answered with the JSON of another API (${names === '' ? 'an empty object' : `its members: ${shown(names)}`})`,
      advice: BASE_URL,
    };
  }
  if (Array.isArray(json)) {
    return { kind: NotTheApi, says: 'is answered with a plain array', advice: BASE_URL };
  }
  if (json !== undefined) {
    return {
      kind: NotTheApi,
      says: `is answered with JSON that is no object: "${shown(text)}"`,
      advice: BASE_URL,
    };
  }
  // Called JSON, and none: from a broker only where it breaks the contract itself.
  if (/\bjson\b/i.test(type) && request.method === 'GET') return undefined;
  return {
    kind: NotTheApi,
    says: `is answered with text that is not JSON: "${shown(text)}"`,
    advice: BASE_URL,
  };
}

/** Members of a list, and of a refusal. */
const MEMBERS = ['data', 'meta', 'code', 'message'];

/**
 * A broker that lacks members of a list, or adds some, breaks the contract; what has one member in
 * common and others of its own is another API.
 */
function isLikeList(json: JsonObject): boolean {
  const names = Object.keys(json);
  const own = names.filter((name) => MEMBERS.includes(name));
  return (
    own.length > 0 && (own.length > 1 || own.length === names.length || Array.isArray(json['data']))
  );
}

/** Codes of EMQX 5 are words, those of EMQX 4 numbers. */
const isEmqx5Code = (code: unknown): boolean =>
  typeof code === 'string' && /^[A-Z]+(?:_[A-Z]+)+$/.test(code);

/** EMQX 5 has members that no release of EMQX 4 has. */
function isEmqx5Row(data: unknown): boolean {
  const row: unknown = Array.isArray(data) ? data[0] : undefined;
  return (
    isJsonObject(row) &&
    ['listener', 'is_expired', 'enable_authn'].some((name) => Object.hasOwn(row, name))
  );
}

/** The answer to a status other than 200; `undefined` where it is for the rules to judge. */
function refusalOf(
  { request, response, json }: Exchange,
  { baseUrl, hasCredentials }: FirstAnswerContext,
): Finding | undefined {
  const { status, headers, text } = response;
  if (isJsonObject(json) && isEmqx5Code(json['code'])) {
    return {
      kind: NotTheApi,
      says: `is answered with HTTP ${status} as EMQX 5 does`,
      advice: EMQX_5,
    };
  }
  if (status >= 300 && status < 400 && status !== 304)
    return redirectOf(status, headers['location'], baseUrl + request.path);
  if (/plain HTTP request was sent to HTTPS|HTTP request to an HTTPS server/i.test(text)) {
    return { kind: UsageError, says: 'is a port for TLS', advice: 'Begin the URL with https://.' };
  }
  const says = `is answered with HTTP ${status}`;
  const challenge = headers['www-authenticate'] ?? 'Basic';
  const [scheme = 'none'] = challenge.trim().split(/[\s,]/);
  if (status === 401 && !/\bBasic\b/i.test(challenge)) {
    return {
      kind: NotTheApi,
      says: `${says}: it asks for a login of another kind (${shown(scheme)})`,
      advice: `A broker of EMQX 4 asks for "Basic". ${GATEWAY}`,
    };
  }
  switch (isGateway(status) ? 502 : status) {
    case 401:
      return hasCredentials
        ? {
            kind: BrokerUnreachable,
            says: `${says}: the broker refused the credentials`,
            advice:
              'Give the id and the secret of an application of the broker with EMQX_CONTRACT_USER or -u.',
          }
        : {
            kind: BrokerUnreachable,
            says: `${says}: the broker asks for credentials, and none were given`,
            advice: 'Give the id and the secret of an application with EMQX_CONTRACT_USER or -u.',
          };
    case 403:
      return {
        kind: BrokerUnreachable,
        says: `${says}: access is refused`,
        advice: `EMQX 4 never sends this. ${GATEWAY} It may allow only certain addresses or users.`,
      };
    case 404:
    case 410:
      return { kind: UsageError, says: `${says}: nothing is there`, advice: BASE_URL };
    case 407:
      return {
        kind: BrokerUnreachable,
        says: `${says}: a proxy asks for credentials, or refuses those given`,
        advice: 'Put them in its URL: --proxy http://name:password@host:port, or HTTP_PROXY.',
      };
    case 429:
      return {
        kind: BrokerUnreachable,
        says: `${says}: too many requests`,
        advice: 'Try again later, or more slowly with --rate.',
      };
    case 502:
      return {
        kind: BrokerUnreachable,
        says: `${says}: a gateway does not reach the broker, or it is overloaded`,
        advice: 'Check that the broker runs, and try again later.',
      };
    case 511:
      return {
        kind: BrokerUnreachable,
        says: `${says}: the network wants you to log in first`,
        advice: 'Open any page in a browser, log in, and try again.',
      };
  }
  // A refusal with a code of the API is one of a broker: NanoMQ does not know _limit.
  if (isJsonObject(json) && typeof json['code'] === 'number') return undefined;
  if (status >= 500) {
    return {
      kind: BrokerUnreachable,
      says: `${says}${shownBody(text)}`,
      advice: 'The server has failed: see its log. Without a list nothing can be judged.',
    };
  }
  if (status >= 400) {
    return { kind: NotTheApi, says: `${says}${shownBody(text)}`, advice: `${GATEWAY} ${BASE_URL}` };
  }
  return { kind: NotTheApi, says: `${says} instead of a list`, advice: `${GATEWAY} ${BASE_URL}` };
}

/** 520 to 530 are those of Cloudflare. */
const isGateway = (status: number): boolean =>
  (status >= 502 && status <= 504) || (status >= 520 && status <= 530);

function redirectOf(status: number, location: string | undefined, asked: string): Finding {
  const says = `is redirected with HTTP ${status}`;
  if (location === undefined) {
    return { kind: NotTheApi, says: `${says}, without saying where to`, advice: GATEWAY };
  }
  const target = URL.canParse(location, asked) ? new URL(location, asked) : undefined;
  if (target?.href === new URL(asked).href) {
    return { kind: NotTheApi, says: `${says} to itself`, advice: GATEWAY };
  }
  const to = shown(withoutSecret(target?.href ?? location));
  const path = target && /^(.*)\/clients\/?$/.exec(target.pathname)?.[1];
  const base = target && path !== undefined ? target.origin + path : undefined;
  return {
    kind: NotTheApi,
    says: `${says} to ${to}`,
    advice: `The kit follows no redirect${redirectAdvice(base, asked)}`,
  };
}

/** What to do about a redirect. @param base the base URL that it leads to, if it is one */
function redirectAdvice(base: string | undefined, asked: string): string {
  if (base === undefined) {
    return `. This may be a login page: ${BASE_URL.charAt(0).toLowerCase()}${BASE_URL.slice(1)}`;
  }
  if (base === asked.slice(0, asked.lastIndexOf('/clients'))) {
    return `, and the API answers at /clients itself. ${GATEWAY}`;
  }
  return `: give ${shown(base)} as base URL.`;
}

/** Characters of another's text. */
const SHOWN = 120;

const shown = (text: string): string => printable(truncate(text.trim(), SHOWN));

const shownBody = (text: string): string => (text.trim() === '' ? '' : `: "${shown(text)}"`);

/** The title of a page, which says most. */
function titleOf(text: string): string {
  const title = /<title[^>]*>([^<]*)/i.exec(text.slice(0, 10_000))?.[1]?.trim() ?? '';
  return title === '' ? '' : ` ("${shown(title)}")`;
}
