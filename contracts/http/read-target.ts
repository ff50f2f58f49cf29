import { UsageError } from '../shared/errors.js';
import { checkTls } from './check-tls.js';
import type { Credentials, MqttTarget, Target } from './target.js';

/**
 * Parses `id:secret`; the secret may contain colons, the id may not (RFC 7617).
 * @param option for messages, e.g. `--user`
 * @throws UsageError where a part is empty: a variable of the shell may not be set
 */
export function readCredentials(text: string, option: string): Credentials {
  const { id, secret } = splitLogin(text);
  if (id !== '' && secret !== '') return { id, secret };
  const part = id === '' ? (secret === '' ? 'both are' : 'the id is') : 'the secret is';
  throw new UsageError(
    `Failed to read ${option}: expected id:secret, but ${part} empty. Check the variables of the shell.`,
  );
}

/** Parses `name:password`; the password may be empty. */
export function readMqttLogin(text: string): { username: string; password: string } {
  const { id, secret } = splitLogin(text);
  if (id !== '') return { username: id, password: secret };
  throw new UsageError(
    'Failed to read --mqtt-user: expected name:password, but the name is empty. Check the variables of the shell.',
  );
}

function splitLogin(text: string): Credentials {
  const colon = text.indexOf(':');
  if (colon < 0) {
    // The message does not repeat the text: it may be a secret.
    throw new UsageError('Failed to read the credentials: expected id:secret but found no colon.');
  }
  return { id: text.slice(0, colon), secret: text.slice(colon + 1) };
}

/**
 * Checks the base URL and the TLS options, and moves the URL's credentials to the target's, so that
 * no report prints them.
 * @throws UsageError
 */
export function readTarget(target: Target): Target {
  const url = readBaseUrl(target.baseUrl);
  const isSecure = url.protocol === 'https:' || /^(mqtts|wss):/i.test(target.mqtt?.url ?? '');
  checkTls(target.tls ?? {}, isSecure);
  const { username, password } = url;
  const credentials =
    target.credentials ??
    (username === '' && password === ''
      ? undefined
      : { id: decode(username), secret: decode(password) });
  const baseUrl = url.origin + url.pathname.replace(/\/+$/, '');
  const { credentials: _credentials, mqtt, ...rest } = target;
  return {
    ...rest,
    baseUrl,
    ...(credentials && { credentials }),
    ...(mqtt && { mqtt: readMqtt(mqtt) }),
  };
}

/** Moves the login of the MQTT URL to the target's; one that was given beside it counts. */
function readMqtt(mqtt: MqttTarget): MqttTarget {
  if (!URL.canParse(mqtt.url)) return mqtt;
  const url = new URL(mqtt.url);
  const { username, password } = url;
  if (username === '' && password === '') return mqtt;
  url.username = '';
  url.password = '';
  if (mqtt.username !== undefined) return { ...mqtt, url: url.href };
  return {
    url: url.href,
    username: decode(username, 'the MQTT address', '--mqtt-user'),
    ...(password !== '' && {
      password: decode(password, 'the MQTT address', '--mqtt-user'),
    }),
  };
}

const EXAMPLE = 'http://localhost:8081/api/v4';

/** @throws UsageError that says which part is wrong */
function readBaseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const refuse = (problem: string): never => {
    throw new UsageError(
      `Failed to read the base URL "${withoutSecret(text)}": ${problem}. Expected one like ${EXAMPLE}.`,
    );
  };
  if (!url) return refuse(text.includes('://') ? 'it is no URL' : 'it does not begin with http://');
  if (!['http:', 'https:'].includes(url.protocol)) {
    return refuse(
      /^(mqtts?|wss?):$/.test(url.protocol)
        ? 'it is an MQTT address, which belongs to --mqtt'
        : `its scheme is ${url.protocol}// instead of http:// or https://`,
    );
  }
  if (url.search !== '') return refuse('it has a query, which the kit adds itself');
  if (url.hash !== '') return refuse('it has a fragment (#)');
  if (/\/clients\/*$/.test(url.pathname)) {
    return refuse('it ends in /clients, which the kit adds itself');
  }
  return url;
}

/** @throws UsageError without the text: it may be a secret */
function decode(text: string, what = 'the base URL', option = '-u'): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new UsageError(
      `Failed to read the credentials in ${what}: expected two hexadecimal digits after each %. Give them with ${option}.`,
      { cause },
    );
  }
}

/** A URL for messages, without its credentials. */
export const withoutSecret = (url: string): string => url.replace(/:\/*.*@/, '://***@');
