import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { createSecureContext } from 'node:tls';
import { isIP } from 'node:net';
import { OptionError } from '../options.js';

/** How the mock offers TLS. */
export interface TlsOptions {
  /**
   * Serves HTTPS in place of HTTP, and MQTT over secure WebSockets. Without `tlsCert`, with a
   * self-signed certificate, made at each start. Default `false`.
   */
  readonly tls?: boolean | undefined;
  /** File of a certificate, or of a chain of them, in PEM. Default: self-signed. */
  readonly tlsCert?: string | undefined;
  /** File of the private key of `tlsCert`, in PEM, without a password. */
  readonly tlsKey?: string | undefined;
  /** Port for HTTPS beside the HTTP port, 0 to 65535; 0 chooses a free one. Default: none. */
  readonly httpsPort?: number | undefined;
}

/** The certificate of a mock, for clients that must trust it. */
export interface Certificate {
  /** In PEM: what a client takes as `ca`. */
  readonly cert: string;
  /** SHA-256, in hexadecimal bytes with colons between them. */
  readonly fingerprint: string;
}

/** A certificate with its key, as TLS servers take it. */
export interface KeyPair extends Certificate {
  readonly key: string;
}

/** Days that a self-signed certificate is valid: not longer than browsers accept. */
const VALID_DAYS = 397;

/**
 * @param host the address to listen on, which the certificate names beside loopback.
 * @throws {OptionError} if a file cannot be used.
 */
export async function openCertificate(
  { tlsCert, tlsKey }: TlsOptions,
  host: string,
): Promise<KeyPair> {
  if (tlsCert === undefined && tlsKey === undefined) return selfSigned(host);
  if (tlsCert === undefined) throw new OptionError('tlsCert', tlsCert, 'the file of a certificate');
  if (tlsKey === undefined) throw new OptionError('tlsKey', tlsKey, 'the file of the key');
  const cert = await read('tlsCert', tlsCert);
  const key = await read('tlsKey', tlsKey);
  const { fingerprint256: fingerprint } = attempt(
    'tlsCert',
    tlsCert,
    'a certificate in PEM',
    () => new X509Certificate(cert),
  );
  const expected = 'the key of tlsCert, in PEM, without a password';
  attempt('tlsKey', tlsKey, expected, () => createSecureContext({ cert, key }));
  return { cert, key, fingerprint };
}

async function selfSigned(host: string): Promise<KeyPair> {
  const { generate } = await import('selfsigned');
  const names = new Set(['localhost', hostname(), '127.0.0.1', '::1', host]);
  for (const every of ['0.0.0.0', '::', '']) names.delete(every);
  const notAfterDate = new Date(Date.now() + VALID_DAYS * 86_400_000);
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'emqx-mock' }], {
    algorithm: 'sha256',
    keyType: 'ec',
    curve: 'P-256',
    notBeforeDate: new Date(Date.now() - 86_400_000),
    notAfterDate,
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, keyEncipherment: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [...names].map((name) =>
          isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name },
        ),
      },
    ],
  });
  return { cert, key, fingerprint: new X509Certificate(cert).fingerprint256 };
}

async function read(option: string, file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    const { code = 'no file' } = error as NodeJS.ErrnoException;
    throw new OptionError(option, file, `a file that can be read (${code})`);
  });
}

function attempt<T>(option: string, file: string, expected: string, act: () => T): T {
  try {
    return act();
  } catch {
    throw new OptionError(option, file, expected);
  }
}
