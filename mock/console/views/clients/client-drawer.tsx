import { useEffect, useState } from 'preact/hooks';
import { control, ControlError, isAbort } from '../../api/control.js';
import { onEvent } from '../../api/events.js';
import { Dialog } from '../../components/dialog.js';
import { notifyFailure } from '../../components/notices.js';
import { cut, LongText } from '../../components/text.js';
import { t } from '../../messages/translate.js';
import { hrefOf } from '../../shell/route.js';
import type { Action } from './actions.js';
import { fieldsOf, type FullClient, GROUPS } from './client-fields.js';
import { ClientForm } from './client-form.js';

export interface ClientDrawerProps {
  readonly clientid: string;
  readonly query: string;
  readonly onAct: (action: Action) => Promise<void>;
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

/** Everything that is known about a client, on each node that has it, and what can be done to it. */
export function ClientDrawer(props: ClientDrawerProps) {
  const { clientid, query, onAct, onChanged, onClose } = props;
  const [clients, reload] = useClient(clientid);
  const [form, setForm] = useState<'edit' | 'duplicate'>();
  const [first] = clients ?? [];
  const act = (action: Action): void => void onAct(action).then(reload);
  if (form !== undefined && first) {
    return (
      <ClientForm
        mode={form}
        client={first}
        onDone={() => {
          onChanged();
          reload();
        }}
        onClose={() => setForm(undefined)}
      />
    );
  }
  return (
    <Dialog
      shape="drawer"
      title={<bdi>{cut(clientid, 120)}</bdi>}
      onClose={onClose}
      foot={
        <a class="button" href={hrefOf({ view: 'why', query: askWhy(query, clientid) })}>
          {t('clients.askWhy')}
        </a>
      }
    >
      {first && (
        <div class="row">
          <button type="button" class="danger" onClick={() => act('remove')}>
            {t('clients.kick')}
          </button>
          {first.conn_state === 'connected' ? (
            <button type="button" onClick={() => act('disconnect')}>
              {t('clients.disconnect')}
            </button>
          ) : (
            <button type="button" onClick={() => act('reconnect')}>
              {t('clients.reconnect')}
            </button>
          )}
          <button type="button" onClick={() => setForm('edit')}>
            {t('clients.edit')}
          </button>
          <button type="button" onClick={() => setForm('duplicate')}>
            {t('clients.duplicate')}
          </button>
        </div>
      )}
      {clients?.length === 0 && <p>{t('clients.gone')}</p>}
      {clients?.map((client) => (
        <ClientDetail key={client['node']} client={client} isOnly={clients.length === 1} />
      ))}
    </Dialog>
  );
}

const askWhy = (query: string, clientid: string): string =>
  [query, `why=${encodeURIComponent(clientid)}`].filter((part) => part !== '').join('&');

/** The rows of a client, loaded again when clients change; `undefined` until they have arrived. */
function useClient(clientid: string): [readonly FullClient[] | undefined, () => void] {
  const [clients, setClients] = useState<readonly FullClient[]>();
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    const path = `clients/${encodeURIComponent(clientid)}`;
    control<{ readonly clients: readonly FullClient[] }>('GET', path, undefined, abort.signal)
      .then((found) => setClients(found.clients))
      .catch((error: unknown) => {
        if (error instanceof ControlError && error.status === 404) setClients([]);
        else if (!isAbort(error)) notifyFailure(error);
      });
    return () => abort.abort();
  }, [clientid, changes]);
  const reload = (): void => setChanges((count) => count + 1);
  useEffect(
    () =>
      onEvent(({ type }) => {
        if (type === 'clients' || type === 'missed') reload();
      }),
    [],
  );
  return [clients, reload];
}

function ClientDetail({
  client,
  isOnly,
}: {
  readonly client: FullClient;
  readonly isOnly: boolean;
}) {
  const known = new Set(['clientid', 'connected', 'subscriptions', ...GROUPS.flatMap(fieldsOf)]);
  const others = Object.keys(client).filter((name) => !known.has(name));
  const groups = [
    ...GROUPS.map((group) => [group, fieldsOf(group)] as const),
    ['other', others] as const,
  ];
  return (
    <section class="detail">
      {!isOnly && <h3>{t('clients.onNode', { node: String(client['node']) })}</h3>}
      {groups.map(
        ([group, names]) =>
          names.length > 0 && (
            <section key={group}>
              <h3>{t(`clients.group.${group}`)}</h3>
              <dl>
                {group === 'identity' && <Member name="clientid" value={client.clientid} />}
                {names.map((name) => (
                  <Member key={name} name={name} value={client[name]} />
                ))}
              </dl>
            </section>
          ),
      )}
      <section>
        <h3>{t('clients.subscriptions')}</h3>
        {client.subscriptions.length === 0 && <p class="hint">{t('clients.noSubscriptions')}</p>}
        <ul class="topics">
          {client.subscriptions.map(({ topic, qos }) => (
            <li key={topic}>
              <span class="tag">QoS {qos}</span> <LongText text={topic} />
            </li>
          ))}
        </ul>
      </section>
    </section>
  );
}

function Member({ name, value }: { readonly name: string; readonly value: unknown }) {
  if (value === undefined) return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return (
    <div>
      <dt class="mono">{name}</dt>
      <dd>
        {name === 'conn_state' ? (
          <span class={`state ${STATE_CLASSES[text] ?? 'off'}`}>{text}</span>
        ) : (
          <LongText text={text} />
        )}
      </dd>
    </div>
  );
}

const STATE_CLASSES: Readonly<Record<string, string>> = { connected: 'on', idle: 'idle' };
