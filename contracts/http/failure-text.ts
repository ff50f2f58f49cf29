/** Why there was no answer, in plain words, and what to do about it. */
export interface FailureText {
  /** E.g. `127.0.0.1:8081 refuses connections`. */
  readonly reason: string;
  /** Whole sentences. */
  readonly advice: string;
}

export interface FailurePlace {
  /** Scheme, host and port. */
  readonly origin: string;
  /** The proxy that the request went through, without its credentials. */
  readonly proxy?: string | undefined;
}

/** An error of Node or undici; the cause of a cause counts too. */
interface Failure {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly reason?: string;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
}

/**
 * Says what a failed connection means. Codes and texts of Node, undici and OpenSSL stay out: they
 * name the library's trouble, not the user's.
 */
export function describeFailure(error: unknown, { origin, proxy }: FailurePlace): FailureText {
  const codes = codesOf(error);
  const place = new URL(proxy ?? origin);
  const { hostname, protocol } = place;
  const at = proxy === undefined ? place.host : `the proxy ${proxy}`;
  // An http:// proxy only passes on what is TLS: it is the broker's.
  const host = new URL(origin).host + (proxy?.startsWith('https:') === true ? `, or ${at},` : '');
  const refusal = /Proxy (?:response|Authentication Required) \((\d+)\)/.exec(
    messagesOf(error),
  )?.[1];
  if (proxy !== undefined && refusal !== undefined) return proxyRefusal(proxy, Number(refusal));
  for (const code of codes) {
    const text = CONNECTION[code]?.(at, hostname);
    if (text) return proxy === undefined ? text : ofProxy(text, proxy);
    if (CERTIFICATE[code] !== undefined) {
      return {
        reason: `the certificate of ${host} ${CERTIFICATE[code]}`,
        advice: `${CERTIFICATE_ADVICE[code] ?? 'Name the certificate that signed it with --ca FILE'}, or accept any with --insecure.`,
      };
    }
  }
  if (codes.some((code) => code.endsWith('ALERT_NO_APPLICATION_PROTOCOL'))) {
    return {
      reason: `${host} speaks only HTTP/2`,
      advice: 'The kit speaks HTTP/1.1, as brokers do: name an address that takes it.',
    };
  }
  if (codes.some((code) => /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/.test(code))) {
    return {
      reason: `${host} speaks only versions of TLS that are out of use`,
      advice: 'Let it speak TLS 1.2 or newer.',
    };
  }
  if (
    codes.some((code) =>
      /CERTIFICATE_REQUIRED|ALERT_(BAD|UNKNOWN|NO|EXPIRED)|UNKNOWN_CA|HANDSHAKE_FAILURE/.test(code),
    )
  ) {
    return {
      reason: `${host} ended the TLS handshake`,
      advice: 'If it asks for a client certificate, give one with --cert and --key, or --pfx.',
    };
  }
  if (codes.some((code) => /^(ERR_SSL|EPROTO)/.test(code)) || isTlsFailure(error)) {
    return {
      reason: `${host} does not speak TLS`,
      advice:
        'Begin the URL with http:// instead of https://, or name the port of its TLS listener.',
    };
  }
  if (codes.includes('UND_ERR_RES_CONTENT_LENGTH_MISMATCH')) {
    return {
      reason: `what ${at} sent has another length than it says`,
      advice:
        'Check what stands between here and the broker, and that nothing changes its answers.',
    };
  }
  const isPlain = protocol === 'http:';
  if (chainOf(error).some(({ name }) => name === 'HTTPParserError')) {
    return {
      reason: `what ${at} sent is not HTTP`,
      advice: `Give the port of the API, usually 8081${isPlain ? ', or begin the URL with https:// if the port is for TLS' : ''}.`,
    };
  }
  if (codes.some((code) => /^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET)$/.test(code))) {
    if (proxy !== undefined) {
      return {
        reason: `${at} closed the connection without an answer`,
        advice:
          'Check that it reaches the broker, and that the port of the URL is that of the API.',
      };
    }
    return {
      reason: `${at} closed the connection without an answer`,
      advice: isPlain
        ? 'If the port is for TLS, begin the URL with https://. If it is the MQTT port, give the port of the API, usually 8081.'
        : 'Check that this is the port of the API. If it asks for a client certificate, give one with --cert and --key.',
    };
  }
  const code = codes[0];
  return {
    reason: code === undefined ? 'the connection failed' : `the connection failed (${code})`,
    advice: 'Check the address, and the way to it.',
  };
}

const UNREACHABLE = (at: string): FailureText => ({
  reason: `there is no way to ${at}`,
  advice: 'Check the address, the network, and any firewall in between.',
});

const UNKNOWN_HOST = (_at: string, hostname: string): FailureText => ({
  reason: `the host name "${hostname}" is not known`,
  advice: 'Check its spelling, and the name server of this machine.',
});

const CONNECTION: Readonly<Record<string, (at: string, hostname: string) => FailureText>> = {
  ECONNREFUSED: (at) => ({
    reason: `${at} refuses connections`,
    advice: 'Check the host and the port (the API usually has 8081), and that the broker runs.',
  }),
  ENOTFOUND: UNKNOWN_HOST,
  EAI_AGAIN: UNKNOWN_HOST,
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  EHOSTDOWN: UNREACHABLE,
  ETIMEDOUT: UNREACHABLE,
  EACCES: UNREACHABLE,
  HPE_HEADER_OVERFLOW: (at) => ({
    reason: `the headers that ${at} sent are too large`,
    advice: 'Check what stands in between: the API sends few and short headers.',
  }),
  UND_ERR_HEADERS_OVERFLOW: (at) => ({
    reason: `the headers that ${at} sent are too large`,
    advice: 'Check what stands in between: the API sends few and short headers.',
  }),
};

const CERTIFICATE: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'is signed by an authority that is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'is signed by an authority that is not trusted',
  UNABLE_TO_GET_ISSUER_CERT: 'is signed by an authority that is not known',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'is signed by an authority that is not trusted',
  CERT_UNTRUSTED: 'is signed by an authority that is not trusted',
  CERT_HAS_EXPIRED: 'has expired',
  CERT_NOT_YET_VALID: 'is not valid yet',
  CERT_REVOKED: 'was revoked',
  CERT_SIGNATURE_FAILURE: 'has a wrong signature',
  INVALID_CA: 'is signed by a certificate that may not sign',
  INVALID_PURPOSE: 'is not for a server',
  ERR_TLS_CERT_ALTNAME_INVALID: 'is for another host name',
  UND_ERR_PRX_TLS: 'is for another host name',
};

/** A failed connection to the proxy says nothing about the broker. */
const ofProxy = ({ reason }: FailureText, proxy: string): FailureText => ({
  reason: reason.includes(proxy) ? reason : `${reason}, which is that of the proxy ${proxy}`,
  advice:
    'Check --proxy, or HTTP_PROXY and HTTPS_PROXY; NO_PROXY names hosts that are reached without.',
});

const OTHER_NAME = 'Give the host name in the URL that it is for';

/** Where `--ca` would not help. */
const CERTIFICATE_ADVICE: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'Renew it on the server, or check the clock of this machine',
  CERT_NOT_YET_VALID: 'Check the clocks of the server and of this machine',
  CERT_REVOKED: 'Renew it on the server',
  INVALID_PURPOSE: 'Give the server another one',
  ERR_TLS_CERT_ALTNAME_INVALID: OTHER_NAME,
  UND_ERR_PRX_TLS: OTHER_NAME,
};

function proxyRefusal(proxy: string, status: number): FailureText {
  if (status === 407) {
    return {
      reason: `the proxy ${proxy} asks for credentials, or refuses those given (HTTP 407)`,
      advice: 'Put them in its URL: --proxy http://name:password@host:port, or HTTPS_PROXY.',
    };
  }
  return {
    reason: `the proxy ${proxy} does not connect to the broker (HTTP ${status})`,
    advice:
      'Name the broker in NO_PROXY if it is reached without a proxy, or ask who runs the proxy.',
  };
}

/** Node sends some failures of TLS without a code of their own. */
export const isTlsFailure = (error: unknown): boolean =>
  /wrong version number|packet length too long|SSL routines|ssl3_/i.test(messagesOf(error));

function chainOf(error: unknown): readonly Failure[] {
  const chain: Failure[] = [];
  const add = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || chain.length > 20) return;
    const failure = value as Failure;
    chain.push(failure);
    add(failure.cause);
    // Node tries each address of a host; all failed.
    failure.errors?.forEach(add);
  };
  add(error);
  return chain;
}

export const codesOf = (error: unknown): readonly string[] =>
  chainOf(error).flatMap(({ code }) => (typeof code === 'string' && code !== '' ? [code] : []));

const messagesOf = (error: unknown): string =>
  chainOf(error)
    .map(({ message = '' }) => message)
    .join('\n');
