import { useId, useState } from 'preact/hooks';
import { control } from '../../api/control.js';
import { CONTROL_URL, SANDBOX } from '../../api/session.js';
import { useLoaded } from '../../api/use-loaded.js';
import { ConfirmDialog } from '../../components/confirm-dialog.js';
import { Loading } from '../../components/loading.js';
import { notify, notifyFailure } from '../../components/notices.js';
import { Page } from '../../components/page.js';
import { RowAction } from '../../components/row-action.js';
import { formatNumber, t } from '../../messages/translate.js';

interface Sandbox {
  readonly name: string;
  readonly usedAt: string;
  readonly clients: number;
  readonly scenario: string | null;
  readonly requests: number;
}

/** `GET /__mock/sandboxes`. */
interface Sandboxes {
  readonly max: number;
  readonly idleMs: number;
  readonly sandboxes: readonly Sandbox[];
}

/** The mock's own page, from that of a sandbox too. */
const ROOT = new URL(SANDBOX === undefined ? '../' : '../../../', CONTROL_URL);

const consoleOf = (name: string): string =>
  new URL(`sandbox/${encodeURIComponent(name)}/__mock/`, ROOT).href;

export function SandboxesView() {
  const loaded = useLoaded((signal) => control<Sandboxes>('GET', 'sandboxes', undefined, signal), {
    on: ['sandboxes', 'requests', 'clients', 'scenario'],
  });
  const drop = (path: string): void => {
    control<{ readonly removed: number }>('DELETE', path)
      .then(({ removed }) => {
        notify(t('sandboxes.dropped', { count: removed }));
        loaded.reload();
      })
      .catch(notifyFailure);
  };
  const [isAsking, setAsking] = useState(false);
  const isEmpty = (loaded.value?.sandboxes.length ?? 0) === 0;
  return (
    <Page
      title={t('view.sandboxes')}
      actions={
        <>
          <button type="button" onClick={loaded.reload}>
            {t('sandboxes.reload')}
          </button>
          <button type="button" class="danger" disabled={isEmpty} onClick={() => setAsking(true)}>
            {t('sandboxes.dropAll')}
          </button>
        </>
      }
    >
      <p class="hint">{t('sandboxes.explain')}</p>
      <OpenForm />
      <Loading of={loaded}>
        {({ sandboxes, max, idleMs }) => (
          <>
            {sandboxes.length > 0 ? (
              <List sandboxes={sandboxes} drop={drop} />
            ) : (
              <p class="card empty">{t('sandboxes.none')}</p>
            )}
            <p class="hint">
              {t('sandboxes.limits', {
                count: sandboxes.length,
                max,
                minutes: Math.round(idleMs / 60_000),
              })}
            </p>
          </>
        )}
      </Loading>
      {isAsking && (
        <ConfirmDialog
          title={t('sandboxes.dropAll')}
          explain={t('sandboxes.dropAll.sure')}
          label={t('sandboxes.dropAll')}
          onConfirm={() => drop('sandboxes')}
          onClose={() => setAsking(false)}
        />
      )}
    </Page>
  );
}

/** The first request to a sandbox makes it: its console sends one. */
function OpenForm() {
  const [name, setName] = useState('');
  const id = useId();
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        location.assign(consoleOf(name));
      }}
    >
      <label htmlFor={id}>{t('sandboxes.name')}</label>
      <input
        id={id}
        required
        maxLength={200}
        data-shortcut="/"
        value={name}
        onInput={({ currentTarget }) => setName(currentTarget.value)}
      />
      <button type="submit" class="primary">
        {t('sandboxes.create')}
      </button>
      {SANDBOX !== undefined && (
        <a class="button" href={new URL('__mock/', ROOT).href}>
          {t('sandboxes.leave')}
        </a>
      )}
    </form>
  );
}

interface ListProps {
  readonly sandboxes: readonly Sandbox[];
  readonly drop: (path: string) => void;
}

function List({ sandboxes, drop }: ListProps) {
  return (
    <div class="table-frame" role="region" tabIndex={0} aria-label={t('view.sandboxes')}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t('sandboxes.name')}</th>
            <th scope="col" class="number">
              {t('view.clients')}
            </th>
            <th scope="col" class="number">
              {t('sandboxes.requests')}
            </th>
            <th scope="col">{t('sandboxes.scenario')}</th>
            <th scope="col">{t('sandboxes.used')}</th>
            <th scope="col">
              <span class="hidden-label">{t('common.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sandboxes.map(({ name, usedAt, clients, scenario, requests }) => (
            <tr key={name}>
              <th scope="row">
                <a href={consoleOf(name)} aria-current={name === SANDBOX ? 'true' : undefined}>
                  <bdi>{name}</bdi>
                </a>
              </th>
              <td class="number">{formatNumber(clients)}</td>
              <td class="number">{formatNumber(requests)}</td>
              <td>{scenario ?? '–'}</td>
              <td>
                <time dateTime={usedAt}>{usedAt.slice(11, 19)}</time>
              </td>
              <td class="actions">
                <RowAction
                  label={t('sandboxes.drop')}
                  name={t('sandboxes.drop.name', { name })}
                  onClick={() => drop(`sandboxes/${encodeURIComponent(name)}`)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
