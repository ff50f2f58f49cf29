import type { MockRequest } from '../../core/request-response.js';

/** A page and its files come from the mock alone, and no other page may contain it. */
const CONTENT_SECURITY_POLICY: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
};

/** The headers of a page and of its files. */
export const pageHeaders = (): Readonly<Record<string, string>> => ({
  'content-security-policy': Object.entries(CONTENT_SECURITY_POLICY)
    .map((directive) => directive.join(' '))
    .join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
});

/** Whether a caller accepts plain text, as one does that accepts anything. */
export const acceptsText = ({ headers }: Pick<MockRequest, 'headers'>): boolean =>
  /(?:^|,)\s*(?:\*\/\*|text\/\*|text\/plain)\s*(?:[,;]|$)/i.test(headers?.['accept'] ?? '*/*');

/** Whether a browser asks for a page, which other callers do not. */
export const acceptsHtml = ({ headers }: Pick<MockRequest, 'headers'>): boolean =>
  /(?:^|,)\s*text\/html\s*(?:[,;]|$)/i.test(headers?.['accept'] ?? '');
