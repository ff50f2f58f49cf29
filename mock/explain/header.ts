import { decodePercent } from '../core/query/decode.js';
import type { Explanation } from './explanation.js';

/** The header of a request that asks for an explanation, and of the response that has it. */
export const EXPLAIN_HEADER = 'x-mock-explain';

/** Bytes of the header's value: clients and proxies refuse much longer ones. */
export const MAX_HEADER = 8000;

/**
 * Reads the header: `1` asks for an explanation, `why=ID` (percent-encoded) for one that includes a
 * client.
 * @returns `undefined` if no explanation is asked for.
 */
export function readExplainHeader(
  value: string | undefined,
): { readonly why: string | undefined } | undefined {
  if (value === undefined || ['', '0', 'false'].includes(value)) return undefined;
  const [, id] = /^why=(.*)$/s.exec(value) ?? [];
  return { why: id === undefined ? undefined : (decodePercent(id) ?? id) };
}

/** JSON in ASCII, of one line; if it is too long, the least important members are left out. */
export function explainHeader(explanation: Explanation): string {
  const { decisions, parameters, filters, ...core } = explanation;
  const brief = decisions.map(({ decision }) => decision);
  const attempts = [
    explanation,
    { ...core, parameters, filters, decisions: brief },
    { ...core, filters, decisions: brief, more: 'GET /__mock/explain' },
    { answer: core.answer, page: core.page, more: 'GET /__mock/explain' },
  ];
  const texts = attempts.map(toAscii);
  return texts.find((text) => text.length <= MAX_HEADER) ?? '{}';
}

function toAscii(value: unknown): string {
  return JSON.stringify(value).replace(/[\x7f-\uffff]/g, (unit) => {
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
