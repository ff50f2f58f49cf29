import { useState } from 'preact/hooks';
import { translated } from '../messages/from-mock/from-mock.js';
import { t } from '../messages/translate.js';

/** A text that the mock has written, in the language of the page if it is known there. */
export function FromMock({
  text,
  length = 400,
}: {
  readonly text: string;
  readonly length?: number;
}) {
  const known = translated(text);
  return (
    <span lang={known === undefined && text.includes(' ') ? 'en' : undefined}>
      <LongText text={known ?? text} length={length} />
    </span>
  );
}

/** A text, cut after a number of characters; never in the middle of one. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const isSplit = /[\uD800-\uDBFF]/.test(text.charAt(length - 1));
  return `${text.slice(0, isSplit ? length - 1 : length)}…`;
}

/** A text of others, such as a client id, in one line; what is too long is cut. */
export function Brief({ text, length = 120 }: { readonly text: string; readonly length?: number }) {
  const isCut = text.length > length;
  return <bdi title={isCut ? cut(text, 1000) : undefined}>{cut(text, length)}</bdi>;
}

/** A text of others as a whole; a long one is shown on demand. */
export function LongText({
  text,
  length = 300,
}: {
  readonly text: string;
  readonly length?: number;
}) {
  const [isOpen, setOpen] = useState(false);
  if (isOpen || text.length <= length) return <bdi class="long-text">{text}</bdi>;
  return (
    <>
      <bdi class="long-text">{cut(text, length)}</bdi>{' '}
      <button type="button" class="quiet" onClick={() => setOpen(true)}>
        {t('common.showAll', { count: text.length })}
      </button>
    </>
  );
}

/** JSON with indents; other texts as they are. */
export function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
