import { Brief, FromMock } from '../../components/text.js';
import { formatNumber, t } from '../../messages/translate.js';
import { hrefOf } from '../../shell/route.js';
import { type Entry, kindOf, urlOf } from './entry.js';

export interface RequestTableProps {
  /** Newest first. */
  readonly entries: readonly Entry[];
  /** The filter, which a link keeps. */
  readonly query: string;
}

export function RequestTable({ entries, query }: RequestTableProps) {
  return (
    <div class="table-frame" role="region" tabIndex={0} aria-label={t('view.requests')}>
      <table class="table">
        <caption class="hidden-label">{t('view.requests')}</caption>
        <thead>
          <tr>
            <th scope="col" class="number">
              {t('requests.id')}
            </th>
            <th scope="col">{t('requests.time')}</th>
            <th scope="col">{t('requests.request')}</th>
            <th scope="col">{t('requests.status')}</th>
            <th scope="col" class="number">
              {t('requests.rows')}
            </th>
            <th scope="col">{t('requests.notes')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id}>
              <td class="number">{formatNumber(entry.id)}</td>
              <td>
                <time dateTime={entry.at}>{entry.at.slice(11, 19)}</time>
              </td>
              <th scope="row" class="request-url">
                <a href={hrefOf({ view: 'requests', segments: [String(entry.id)], query })}>
                  <b>{entry.method}</b> <Brief text={urlOf(entry)} length={160} />
                </a>
              </th>
              <td>
                <span class={`tag ${kindOf(entry.status)}`}>{entry.status}</span>
              </td>
              <td class="number">{entry.rows === undefined ? '' : formatNumber(entry.rows)}</td>
              <td class="request-notes">
                <Notes entry={entry} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What made the answer another one. */
export function Notes({ entry: { fault, stub, proxied, events = [] } }: { readonly entry: Entry }) {
  return (
    <span class="row">
      {fault !== undefined && (
        <span class="tag text bad">{t('requests.fault', { name: fault })}</span>
      )}
      {stub !== undefined && (
        <span class="tag text idle">{t('requests.stub', { name: stub })}</span>
      )}
      {proxied && <span class="tag idle">{t('requests.proxied')}</span>}
      {events.map((event) => (
        <span key={event} class="tag warn">
          <FromMock text={event} />
        </span>
      ))}
    </span>
  );
}
