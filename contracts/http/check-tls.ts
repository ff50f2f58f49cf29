import { X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { UsageError } from '../shared/errors.js';
import type { TlsOptions } from './target.js';

const CERTIFICATES =
  /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^]*?-----END (?:TRUSTED )?CERTIFICATE-----/g;

/**
 * Refuses certificates and keys that cannot be used, before any connection.
 * @param isSecure whether any address of the run speaks TLS
 * @throws UsageError that names the option and its file
 */
export function checkTls(tls: TlsOptions, isSecure: boolean): void {
  const { ca, cert, key, pfx, insecure, caFile, certFile, keyFile, pfxFile, passphrase } = tls;
  const given = [
    ...(ca === undefined ? [] : ['--ca']),
    ...(cert === undefined ? [] : ['--cert']),
    ...(key === undefined ? [] : ['--key']),
    ...(pfx === undefined ? [] : ['--pfx']),
    ...(insecure === true ? ['--insecure'] : []),
  ];
  if (!isSecure && given.length > 0) {
    throw new UsageError(
      `Failed to use ${given.join(' and ')}: expected an https:// base URL, or an mqtts:// or wss:// address with it, but no address uses TLS. Change the URL, or leave the option out.`,
    );
  }
  if (ca !== undefined) requireCertificates('--ca', ca, caFile);
  if (cert !== undefined) requireCertificates('--cert', cert, certFile);
  if (pfx === undefined && (cert === undefined) !== (key === undefined)) {
    const [has, lacks] = cert === undefined ? ['--key', '--cert'] : ['--cert', '--key'];
    throw new UsageError(`Failed to use ${has}: expected ${lacks} with it, but it is missing.`);
  }
  if (pfx !== undefined && (cert !== undefined || key !== undefined)) {
    throw new UsageError(
      'Failed to use --pfx: expected it alone, but --cert or --key is there too.',
    );
  }
  if (passphrase !== undefined && key === undefined && pfx === undefined) {
    throw new UsageError(
      'Failed to use --passphrase: expected --key or --pfx with it, but neither is there. Leave it out, or name the file that it opens.',
    );
  }
  if (cert !== undefined && key !== undefined) {
    attempt('--key', keyFile, 'the private key of the certificate in --cert, PEM', () =>
      createSecureContext({ cert, key, ...(passphrase !== undefined && { passphrase }) }),
    );
  }
  if (pfx !== undefined) {
    attempt('--pfx', pfxFile, 'a PKCS #12 file that opens with the passphrase', () =>
      createSecureContext({
        pfx: Buffer.from(pfx),
        ...(passphrase !== undefined && { passphrase }),
      }),
    );
  }
}

function requireCertificates(option: string, text: string, file: string | undefined): void {
  const certificates = text.match(CERTIFICATES);
  if (!certificates) {
    throw new UsageError(
      `Failed to read ${option}${named(file)}: expected a certificate in PEM form ("-----BEGIN CERTIFICATE-----") but found none. Name another file.`,
    );
  }
  for (const certificate of certificates) {
    attempt(option, file, 'certificates in PEM form', () => new X509Certificate(certificate));
  }
}

/** OpenSSL's own text would name its functions, not the user's file. */
function attempt(
  option: string,
  file: string | undefined,
  expected: string,
  act: () => void,
): void {
  try {
    act();
  } catch (cause) {
    const { code = '' } = cause as { code?: string };
    const problem = code.includes('MISMATCH')
      ? 'the key belongs to another certificate'
      : /DECRYPT|PASSWORD|PASSPHRASE|MAC.VERIFY/i.test(`${code} ${String(cause)}`)
        ? 'the passphrase is wrong or missing (give it with EMQX_CONTRACT_PASSPHRASE)'
        : String(cause).includes('Unsupported PKCS12')
          ? 'its encryption is out of use: export it again, with a version of OpenSSL from 3.0 on'
          : 'it cannot be read';
    throw new UsageError(
      `Failed to read ${option}${named(file)}: expected ${expected}, but ${problem}.`,
      { cause },
    );
  }
}

const named = (file: string | undefined): string => (file === undefined ? '' : ` ${file}`);
