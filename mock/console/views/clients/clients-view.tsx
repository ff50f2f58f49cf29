import { useEffect, useState } from 'preact/hooks';
import { control, isAbort } from '../../api/control.js';
import { type MockEvent, onEvent } from '../../api/events.js';
import { Page } from '../../components/page.js';
import { notify, notifyFailure } from '../../components/notices.js';
import { formatNumber, t } from '../../messages/translate.js';
import { navigate, route } from '../../shell/route.js';

interface Clients {
  readonly count: number;
  readonly clients: readonly { readonly clientid: string }[];
}

export function ClientsView() {
  const [found, setFound] = useState<Clients>();
  const { query } = route();
  useEffect(() => {
    const abort = new AbortController();
    const load = (): void => {
      control<Clients>('GET', `clients?${query || 'limit=50'}`, undefined, abort.signal)
        .then(setFound)
        .catch((error: unknown) => {
          if (!isAbort(error)) notifyFailure(error);
        });
    };
    load();
    const end = onEvent(({ type }: MockEvent) => {
      if (type !== 'request') load();
    });
    return () => {
      abort.abort();
      end();
    };
  }, [query]);
  async function kick(clientid: string): Promise<void> {
    await control('DELETE', `clients/${encodeURIComponent(clientid)}`);
    notify(clientid);
    navigate({ view: 'clients', query }, 'replace');
  }
  return (
    <Page title={t('view.clients')}>
      <p>{formatNumber(found?.count ?? 0)}</p>
      <ul>
        {found?.clients.map(({ clientid }) => (
          <li key={clientid}>
            <bdi>{clientid}</bdi>{' '}
            <button type="button" onClick={() => void kick(clientid).catch(notifyFailure)}>
              {t('common.kick')}
            </button>
          </li>
        ))}
      </ul>
    </Page>
  );
}
