import type { ComponentChildren } from 'preact';
import type { Loaded } from '../api/use-loaded.js';
import { t } from '../messages/translate.js';

export interface LoadingProps<T> {
  readonly of: Loaded<T>;
  readonly children: (value: T) => ComponentChildren;
}

/** Shows what is loaded, or that it is loading, or why it is not; the last value stays visible. */
export function Loading<T>({ of: { value, problem, reload }, children }: LoadingProps<T>) {
  return (
    <>
      {problem !== undefined && (
        <p class="problem row" role="alert">
          {t('common.failed', { message: problem })}
          <button type="button" onClick={reload}>
            {t('common.retry')}
          </button>
        </p>
      )}
      {value === undefined ? (
        problem === undefined && <p class="hint">{t('common.loading')}</p>
      ) : (
        <>{children(value)}</>
      )}
    </>
  );
}
