import { language, t } from '../../messages/translate.js';
import type { Shown } from './use-list.js';

/** How what is shown was got: the status, how long it took, and whether it was a request. */
export function ResponseState({
  shown: { answer, sentAt, isRefreshed },
}: {
  readonly shown: Shown;
}) {
  if (!answer) return null;
  const { status, ms } = answer;
  return (
    <>
      <span class={`tag ${status < 300 ? 'good' : status < 500 ? 'warn' : 'bad'}`}>
        HTTP {status}
      </span>
      <span class="hint">{ms} ms</span>
      {sentAt ? (
        <span class="hint">
          {t('clients.sent', { time: sentAt.toLocaleTimeString(language.value) })}
          {isRefreshed && `, ${t('clients.refreshed')}`}
        </span>
      ) : (
        <span class="tag" title={t('clients.preview.hint')}>
          {t('clients.preview')}
        </span>
      )}
    </>
  );
}
