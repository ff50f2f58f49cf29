import { shellQuote, withoutLogin } from '../http/curl.js';
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
> & {
  readonly profile?: string | Profile | undefined;
  readonly usage?: readonly string[] | undefined;
};

/**
 * The command line that repeats a run; `--only` and a rule's id after it run that rule alone.
 * A secret stands as the file that it was read from. Else it is absent, and the command reads it
 * from the environment by itself: an argument could be read in the list of processes. Absent, too:
 * a profile or a certificate that was given as an object or text, not as a file.
 */
export function rerunCommand(target: Target, options: RunOptions): string {
  const { baseUrl, credentialsFile, tls = {}, mqtt } = readTarget(target);
  const { profile, utcOffsetMinutes, timeoutMs = DEFAULT_TIMEOUT_MS, requestsPerSecond } = options;
  const words = ['npx --package=emqx-clients-kit emqx-contract check', quote(baseUrl)];
  if (credentialsFile !== undefined) words.push('-u', quote(`@${credentialsFile}`));
  if (tls.caFile !== undefined) words.push('--ca', quote(tls.caFile));
  if (tls.insecure === true) words.push('--insecure');
  if (tls.certFile !== undefined) words.push('--cert', quote(tls.certFile));
  if (tls.keyFile !== undefined) words.push('--key', quote(tls.keyFile));
  if (tls.pfxFile !== undefined) words.push('--pfx', quote(tls.pfxFile));
  if (tls.passphraseFile !== undefined) {
    words.push('--passphrase', quote(`@${tls.passphraseFile}`));
  }
  if (mqtt) {
    words.push('--mqtt', quote(withoutLogin(mqtt.url)));
    if (mqtt.loginFile !== undefined) words.push('--mqtt-user', quote(`@${mqtt.loginFile}`));
    if (options.kick === true) words.push('--kick');
  }
  if (typeof profile === 'string') words.push('--profile', quote(profile));
  for (const file of options.usage ?? []) words.push('--usage', quote(file));
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

const quote = (text: string): string => (/^[\w./:@%+=,-]+$/.test(text) ? text : shellQuote(text));
