import { useEffect, useState } from 'preact/hooks';
import { ConfirmDialog } from '../../components/confirm-dialog.js';
import { Page } from '../../components/page.js';
import { indented } from '../../components/text.js';
import { t } from '../../messages/translate.js';
import { countParts } from '../../query/query-text.js';
import { QueryForm } from '../../query/query-form.js';
import { RequestLine } from '../../query/request-line.js';
import { hrefOf, navigate, route } from '../../shell/route.js';
import { type Action, applyAction } from './actions.js';
import { ClientDrawer } from './client-drawer.js';
import { ClientForm } from './client-form.js';
import { ClientTable } from './client-table.js';
import { ColumnsDialog } from './columns-dialog.js';
import { NotesBar } from './notes-bar.js';
import { Pager, firstRowOf } from './pager.js';
import { ResponseState } from './response-state.js';
import { useList } from './use-list.js';

/** What a first sight asks for: more rows than a screen shows, fewer than the API's own limit. */
const FIRST_QUERY = '_page=1&_limit=50';

const NONE: ReadonlySet<string> = new Set();

/** The live list of clients, for any query, and what can be done to them. */
export function ClientsView() {
  const { view, segments, query } = route();
  const isFirst = view === '';
  useEffect(() => {
    if (isFirst) navigate({ view: 'clients', query: FIRST_QUERY }, 'replace');
  }, [isFirst]);
  const [isLive, setLive] = useState(true);
  const { shown, isLoading, send, refresh } = useList(isLive);
  const [selected, setSelected] = useState(NONE);
  const [dialog, setDialog] = useState<'add' | 'columns' | 'kick'>();
  const type = (next: string): void => navigate({ view: 'clients', query: next }, 'replace');
  const list = shown.answer?.list;
  const rows = list?.rows ?? [];
  // A client that is no longer shown is not selected either.
  const ids = rows.map(({ clientid }) => clientid).filter((id) => selected.has(id));
  async function act(action: Action, to: readonly string[]): Promise<void> {
    const isDone = await applyAction(action, to);
    if (isDone && action === 'remove') setSelected(NONE);
    refresh();
  }
  const close = (): void => setDialog(undefined);
  const [opened] = segments;
  return (
    <Page
      title={t('view.clients')}
      actions={
        <>
          <a class="button" href={hrefOf({ view: 'why', query })}>
            {t('clients.why')}
          </a>
          <button type="button" onClick={() => setDialog('columns')}>
            {t('clients.columns')}
          </button>
          <button type="button" onClick={() => setDialog('add')}>
            {t('clients.add')}
          </button>
        </>
      }
    >
      <section class="card query-card">
        <details open={matchMedia('(min-width: 761px)').matches}>
          <summary>{t('query.filters', { count: countParts(query) })}</summary>
          <QueryForm
            query={query}
            onInput={type}
            onSubmit={() => send(query)}
            submit={t('query.send')}
          />
        </details>
        <RequestLine query={query} onInput={type} onSubmit={() => send(query)} />
      </section>
      <section class="card list-card">
        <div class="toolbar">
          {ids.length === 0 ? (
            <ResponseState shown={shown} />
          ) : (
            <SelectionBar ids={ids} onAct={(action) => void act(action, ids)} onKick={setDialog} />
          )}
          <span class="spacer" />
          <label class="switch">
            <input
              type="checkbox"
              checked={isLive}
              onChange={({ currentTarget }) => setLive(currentTarget.checked)}
            />
            {t('clients.live')}
          </label>
        </div>
        {shown.notes && <NotesBar notes={shown.notes} query={query} />}
        {list && (
          <>
            <ClientTable
              rows={rows}
              query={query}
              firstRow={firstRowOf(list.meta)}
              selected={selected}
              onSelect={setSelected}
              isLoading={isLoading}
            />
            {rows.length === 0 && <EmptyList isPastEnd={(list.meta.page ?? 1) > 1} query={query} />}
            <Pager meta={list.meta} rows={rows.length} query={query} onSend={send} />
          </>
        )}
        {!list && <OtherResponse body={shown.answer?.body} problem={shown.problem} />}
      </section>
      {opened !== undefined && (
        <ClientDrawer
          key={opened}
          clientid={opened}
          query={query}
          onAct={(action) => act(action, [opened])}
          onChanged={refresh}
          onClose={() => navigate({ view: 'clients', query })}
        />
      )}
      {dialog === 'add' && <ClientForm mode="add" onDone={refresh} onClose={close} />}
      {dialog === 'columns' && <ColumnsDialog rows={rows} onClose={close} />}
      {dialog === 'kick' && (
        <ConfirmDialog
          title={t('clients.confirm.title', { count: ids.length })}
          explain={t('clients.confirm.explain')}
          label={t('clients.kick')}
          onConfirm={() => void act('remove', ids)}
          onClose={close}
        />
      )}
    </Page>
  );
}

interface SelectionBarProps {
  readonly ids: readonly string[];
  readonly onAct: (action: Action) => void;
  readonly onKick: (dialog: 'kick') => void;
}

function SelectionBar({ ids, onAct, onKick }: SelectionBarProps) {
  return (
    <>
      <b role="status">{t('clients.selected', { count: ids.length })}</b>
      <button
        type="button"
        class="danger"
        onClick={() => (ids.length > 1 ? onKick('kick') : onAct('remove'))}
      >
        {t('clients.kick')}
      </button>
      <button type="button" onClick={() => onAct('disconnect')}>
        {t('clients.disconnect')}
      </button>
      <button type="button" onClick={() => onAct('reconnect')}>
        {t('clients.reconnect')}
      </button>
    </>
  );
}

function EmptyList({ isPastEnd, query }: { readonly isPastEnd: boolean; readonly query: string }) {
  return (
    <p class="empty">
      {t(isPastEnd ? 'clients.emptyPage' : 'clients.empty')}{' '}
      <a href={hrefOf({ view: 'why', query })}>{t('clients.why')}</a>
    </p>
  );
}

interface OtherResponseProps {
  readonly body: string | undefined;
  readonly problem: string | undefined;
}

/** A response that is no list: an error of the API, or what a fault has made of it. */
function OtherResponse({ body, problem }: OtherResponseProps) {
  if (problem !== undefined) return <p class="empty problem">{problem}</p>;
  if (body === undefined) return <p class="empty">{t('common.loading')}</p>;
  return (
    <pre class="body" tabIndex={0}>
      <bdi>{body === '' ? t('clients.emptyBody') : indented(body).slice(0, 5000)}</bdi>
    </pre>
  );
}
