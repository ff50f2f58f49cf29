import { ControlError, type Problem, type Refusal } from '../../api/control.js';
import { cut } from '../../components/text.js';
import { language, t } from '../translate.js';
import { REFUSALS } from './expected.js';
import { fromMock, translated } from './from-mock.js';
import { withValues } from './match-text.js';

/** Characters of what was sent that a message shows. */
const SHOWN = 200;

/** What is wrong with a member, in the language of the page; in English if the mock's words are new. */
export function problemText({ field, expected, message }: Problem): string {
  const inWords = translated(expected);
  if (language.value === 'en' || inWords === undefined) return message;
  const [, value] = /, but got (.*)\.$/s.exec(message) ?? [];
  return value === undefined
    ? t('common.problem', { field, expected: inWords })
    : t('common.problemOf', { field, expected: inWords, value });
}

/** Why the control API refused a request; `undefined` in English, as its message says it. */
function refusalText({ reason = '', value = '', ...others }: Refusal): string | undefined {
  if (language.value === 'en' || !Object.hasOwn(REFUSALS, reason)) return undefined;
  const text = REFUSALS[reason as keyof typeof REFUSALS];
  return withValues(text, { ...others, value: cut(value, SHOWN) });
}

/** Why something failed, in the language of the page if its text is known. */
export function errorText(error: unknown): string {
  if (error instanceof ControlError && error.problems.length > 0) {
    return error.problems.map(problemText).join(' ');
  }
  const known = error instanceof ControlError ? refusalText(error.refusal) : undefined;
  return known ?? fromMock((error as Error).message);
}
