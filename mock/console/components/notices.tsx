import { signal } from '@preact/signals';
import { errorText } from '../messages/from-mock/problem-text.js';
import { t } from '../messages/translate.js';

interface Notice {
  readonly id: number;
  readonly kind: 'done' | 'failed';
  readonly text: string;
}

const notices = signal<readonly Notice[]>([]);
const SHOWN_MS = 6000;
const MAX_SHOWN = 4;
let lastId = 0;

const dismiss = (id: number): void => {
  notices.value = notices.value.filter((notice) => notice.id !== id);
};

/** Shows a message for some seconds; one of a failure stays until it is closed. */
export function notify(text: string, kind: Notice['kind'] = 'done'): void {
  const id = ++lastId;
  notices.value = [...notices.value, { id, kind, text }].slice(-MAX_SHOWN);
  if (kind === 'done') setTimeout(() => dismiss(id), SHOWN_MS);
}

export const notifyFailure = (error: unknown): void =>
  notify(t('common.failed', { message: errorText(error) }), 'failed');

/** Where the messages appear; screen readers announce them. */
export function Notices() {
  return (
    <div class="notices" role="log" aria-live="polite" aria-label={t('shell.notices')}>
      {notices.value.map(({ id, kind, text }) => (
        <div key={id} class={`notice ${kind}`}>
          <span>{text}</span>
          <button type="button" class="quiet" onClick={() => dismiss(id)}>
            {t('common.close')}
          </button>
        </div>
      ))}
    </div>
  );
}
