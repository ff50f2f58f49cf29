import { useState } from 'preact/hooks';
import { control } from '../../api/control.js';
import { apiUrl } from '../../api/settings.js';
import { useLoaded } from '../../api/use-loaded.js';
import { Loading } from '../../components/loading.js';
import { notifyFailure } from '../../components/notices.js';
import { Page } from '../../components/page.js';
import { t } from '../../messages/translate.js';
import { navigate, route } from '../../shell/route.js';
import type { Entry } from './entry.js';
import { RequestDrawer } from './request-drawer.js';
import { RequestFilter } from './request-filter.js';
import { RequestTable } from './request-table.js';

/** `GET /__mock/journal`. */
interface Journal {
  readonly count: number;
  readonly total: number;
  readonly entries: readonly Entry[];
}

/** Rows of a page. */
const LIMIT = 100;

/** The journal, newest first. The filter, and the open request, are in the URL: `#/requests/7?status=4xx`. */
export function RequestsView() {
  const { segments, query } = route();
  const [isPaused, setPaused] = useState(false);
  const given = new URLSearchParams(query);
  const path = `journal?${new URLSearchParams([...given, ['limit', String(LIMIT)]]).toString()}`;
  const loaded = useLoaded((signal) => control<Journal>('GET', path, undefined, signal), {
    key: `${path} ${isPaused}`,
    on: isPaused ? [] : ['requests'],
  });
  const [id] = segments;
  const show = (changed: URLSearchParams): void =>
    navigate({ view: 'requests', query: changed.toString() }, 'replace');
  const clear = (): void => {
    control('DELETE', 'journal').then(loaded.reload).catch(notifyFailure);
  };
  return (
    <Page
      title={t('view.requests')}
      actions={
        <>
          <button type="button" aria-pressed={isPaused} onClick={() => setPaused(!isPaused)}>
            {t(isPaused ? 'requests.resume' : 'requests.pause')}
          </button>
          <button type="button" onClick={clear}>
            {t('requests.clear')}
          </button>
        </>
      }
    >
      <RequestFilter given={given} show={show} />
      <Loading of={loaded}>
        {({ entries, count, total }) => {
          const oldest = entries[0]?.id;
          return (
            <>
              <p class="hint" role="status">
                {t('requests.count', { count, total })}
              </p>
              {entries.length > 0 ? (
                <RequestTable entries={entries.toReversed()} query={query} />
              ) : (
                <p class="card empty">
                  {total === 0 ? t('requests.none', { url: apiUrl.value }) : t('requests.noMatch')}
                </p>
              )}
              <div class="row">
                {given.has('before') && (
                  <button type="button" onClick={() => show(without(given, 'before'))}>
                    {t('requests.newest')}
                  </button>
                )}
                {count > entries.length && oldest !== undefined && (
                  <button
                    type="button"
                    onClick={() =>
                      show(
                        new URLSearchParams([
                          ...without(given, 'before'),
                          ['before', String(oldest)],
                        ]),
                      )
                    }
                  >
                    {t('requests.older')}
                  </button>
                )}
              </div>
            </>
          );
        }}
      </Loading>
      {id !== undefined && (
        <RequestDrawer key={id} id={id} onClose={() => navigate({ view: 'requests', query })} />
      )}
    </Page>
  );
}

const without = (given: URLSearchParams, name: string): URLSearchParams =>
  new URLSearchParams([...given].filter(([each]) => each !== name));
