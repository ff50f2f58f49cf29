/** A request that a user may copy. */
export interface Request {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  /** `id:secret`; `undefined`: none are sent. */
  readonly credentials?: string | undefined;
}

/** Quotes a text for a POSIX shell. */
export const shellQuote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** The request as a curl command. */
export function asCurl({ method, url, credentials }: Request): string {
  const parts = ['curl'];
  // Otherwise curl reads brackets and braces in a URL as patterns.
  if (/[[\]{}]/.test(url)) parts.push('-g');
  if (method !== 'GET') parts.push(`-X ${method}`);
  if (credentials !== undefined) parts.push(`-u ${shellQuote(credentials)}`);
  return [...parts, shellQuote(url)].join(' ');
}

/** The request as JavaScript, for a page, Node.js or a test. */
export function asFetch({ method, url, credentials }: Request): string {
  const options = [
    ...(method === 'GET' ? [] : [`  method: ${JSON.stringify(method)},`]),
    ...(credentials === undefined
      ? []
      : [`  headers: { authorization: 'Basic ' + btoa(${JSON.stringify(credentials)}) },`]),
  ];
  const call = JSON.stringify(url);
  if (options.length === 0) return `const response = await fetch(${call});`;
  return `const response = await fetch(${call}, {\n${options.join('\n')}\n});`;
}
