import { shellQuote } from '../http/curl.js';
import { DEFAULT_RETRIES } from '../http/retry.js';
import { readTarget } from '../http/read-target.js';
import type { Target } from '../http/target.js';
import type { Profile } from '../profiles/profile.js';
import { offsetText } from '../shared/broker-time.js';
import { DEFAULT_TIME_LIMIT_MS, DEFAULT_TIMEOUT_MS, type SessionOptions } from './session.js';

type RunOptions = Pick<
  SessionOptions,
  | 'kick'
  | 'utcOffsetMinutes'
  | 'timeoutMs'
  | 'requestsPerSecond'
  | 'retries'
  | 'budgetMs'
  | 'timeLimitMs'
  | 'proxy'
  | 'prefix'
  | 'redact'
> & { readonly profile?: string | Profile | undefined };

/**
 * The command line that repeats a run; `--only` and a rule's id after it run that rule alone.
 * Credentials stand as variables of the shell: a report can be shown to anyone. Absent: a profile
 * or a certificate that was given as an object or text, not as a file.
 */
export function rerunCommand(target: Target, options: RunOptions): string {
  const { baseUrl, credentials, tls = {}, mqtt } = readTarget(target);
  const { profile, utcOffsetMinutes, timeoutMs = DEFAULT_TIMEOUT_MS, requestsPerSecond } = options;
  const words = ['npx --package=emqx-clients-kit emqx-contract check', quote(baseUrl)];
  if (credentials) words.push('-u "$EMQX_CONTRACT_USER"');
  if (tls.caFile !== undefined) words.push('--ca', quote(tls.caFile));
  if (tls.insecure === true) words.push('--insecure');
  if (tls.certFile !== undefined) words.push('--cert', quote(tls.certFile));
  if (tls.keyFile !== undefined) words.push('--key', quote(tls.keyFile));
  if (tls.pfxFile !== undefined) words.push('--pfx', quote(tls.pfxFile));
  if (mqtt) {
    words.push('--mqtt', quote(withoutLogin(mqtt.url)));
    if (mqtt.username !== undefined) words.push('--mqtt-user "$EMQX_CONTRACT_MQTT_USER"');
    if (options.kick === true) words.push('--kick');
  }
  if (typeof profile === 'string') words.push('--profile', quote(profile));
  if (utcOffsetMinutes !== undefined) words.push('--utc-offset', offsetText(utcOffsetMinutes));
  if (timeoutMs !== DEFAULT_TIMEOUT_MS) words.push('--timeout', String(timeoutMs / 1000));
  if (requestsPerSecond !== undefined) words.push('--rate', String(requestsPerSecond));
  if (options.redact === true) words.push('--redact');
  if (options.retries !== undefined && options.retries !== DEFAULT_RETRIES) {
    words.push('--retries', String(options.retries));
  }
  if (options.budgetMs !== undefined) words.push('--budget', String(options.budgetMs / 1000));
  if (options.timeLimitMs !== undefined && options.timeLimitMs !== DEFAULT_TIME_LIMIT_MS) {
    words.push('--time-limit', String(options.timeLimitMs / 1000));
  }
  if (options.prefix !== undefined) words.push('--prefix', quote(options.prefix));
  if (options.proxy !== undefined) words.push('--proxy', quote(withoutLogin(options.proxy)));
  return words.join(' ');
}

/** A login is a secret; what needs it is given in the environment. */
const withoutLogin = (url: string): string => url.replace(/\/\/.*@/, '//');

const quote = (text: string): string => (/^[\w./:@%+=,-]+$/.test(text) ? text : shellQuote(text));
