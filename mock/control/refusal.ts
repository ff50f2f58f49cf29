import { truncate } from '../shared/truncate.js';
import { REFUSAL_STATUS, type RefusalReason } from './refusal-reasons.js';
import type { ControlAnswer } from './route.js';

/** What a sentence is about, beside the reason. */
interface RefusalData {
  /** The parameter, member or header. */
  readonly field?: string;
  /** What was sent. */
  readonly value?: string;
  /** What was expected. */
  readonly expected?: string;
}

export function refusal(
  reason: RefusalReason,
  message: string,
  data: RefusalData & { readonly problems?: readonly object[] } = {},
): ControlAnswer {
  return { status: REFUSAL_STATUS[reason], json: { message, reason, ...data } };
}

export const NO_SUCH_PATH = refusal(
  'unknown path',
  'The control API has no such path: see GET /__mock/openapi.json.',
);

/** Characters of what was sent that a message shows. */
const SHOWN = 200;

/** What was sent, for a message; a long text is cut. */
export const show = (value: unknown): string => truncate(JSON.stringify(value), SHOWN);
