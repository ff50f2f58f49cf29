import { Brief, FromMock } from '../../components/text.js';
import { t } from '../../messages/translate.js';
import { withValue } from '../../query/query-text.js';
import { hrefOf } from '../../shell/route.js';
import type { RequestNotes } from './request-notes.js';

export interface NotesBarProps {
  readonly notes: RequestNotes;
  readonly query: string;
}

/** More clients than this are only counted. */
const MOST_NAMED = 5;

/** What happened to the request that was sent: events, faults, and rows that moved between pages. */
export function NotesBar({ notes, query }: NotesBarProps) {
  const { events, fault, stub, missed, repeated } = notes;
  if (!fault && !stub && events.length + missed.length + repeated.length === 0) return null;
  return (
    <div role="status">
      <ul class="notes">
        {events.map((event) => (
          <li key={event}>
            <b>{t('notes.event')}</b> <FromMock text={event} />
          </li>
        ))}
        {fault !== undefined && (
          <li>
            <b>{t('notes.fault')}</b> <Brief text={fault} />
          </li>
        )}
        {stub !== undefined && (
          <li>
            <b>{t('notes.stub')}</b> <Brief text={stub} />
          </li>
        )}
        {missed.length > 0 && (
          <li>
            <b>{t('notes.missed', { count: missed.length })}</b>
            <Ids ids={missed} query={query} />
          </li>
        )}
        {repeated.length > 0 && (
          <li>
            <b>{t('notes.repeated', { count: repeated.length })}</b>
            <Ids ids={repeated} query={query} />
          </li>
        )}
      </ul>
    </div>
  );
}

function Ids({ ids, query }: { readonly ids: readonly string[]; readonly query: string }) {
  return (
    <>
      {ids.slice(0, MOST_NAMED).map((id) => (
        <a key={id} href={hrefOf({ view: 'why', query: withValue(query, 'why', id) })}>
          <Brief text={id} length={60} />
        </a>
      ))}
      {ids.length > MOST_NAMED && '…'}
    </>
  );
}
