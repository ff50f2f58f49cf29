import type { Meta } from '../../api/list.js';
import { Icon } from '../../components/icon.js';
import { formatNumber, t } from '../../messages/translate.js';
import { valueIn, withValue } from '../../query/query-text.js';

export interface PagerProps {
  readonly meta: Meta;
  readonly rows: number;
  readonly query: string;
  /** Sends a request for another page. */
  readonly onSend: (query: string) => void;
}

const LIMITS = ['10', '50', '100', '1000', '10000'];

/** The position of the first row in the whole list, from 1, as `meta` says. */
export const firstRowOf = ({ page = 1, limit = 0 }: Meta): number =>
  Math.max(0, page - 1) * limit + 1;

/** Pages as the API does: it says whether more rows follow, and maybe how many there are. */
export function Pager({ meta, rows, query, onSend }: PagerProps) {
  const page = meta.page ?? 1;
  const limit = valueIn(query, '_limit');
  const first = firstRowOf(meta);
  // A release without `hasnext` counts all rows.
  const hasNext = meta.hasnext ?? first + rows <= (meta.count ?? 0);
  const go = (to: number): void => onSend(withValue(query, '_page', String(to)));
  return (
    <div class="pager">
      <span role="status">
        {rows === 0 ? t('clients.noRows') : t('clients.rows', { first, last: first + rows - 1 })}
        {meta.count !== undefined && (
          <>
            {' · '}
            <span class="mono" title={meta.count === -1 ? t('clients.notCounted') : undefined}>
              {t('clients.count', { count: formatNumber(meta.count) })}
            </span>
          </>
        )}
      </span>
      <span class="spacer" />
      <button
        type="button"
        class="icon-only"
        aria-label={t('clients.previous')}
        disabled={page <= 1}
        onClick={() => go(page - 1)}
      >
        <Icon d="M12 5l-5 5 5 5" />
      </button>
      <span>
        {t('clients.page')} <b>{formatNumber(page)}</b>
      </span>
      <button
        type="button"
        class="icon-only"
        aria-label={t('clients.next')}
        disabled={!hasNext}
        onClick={() => go(page + 1)}
      >
        <Icon d="M8 5l5 5-5 5" />
      </button>
      <select
        aria-label={t('clients.limit')}
        value={limit}
        onChange={({ currentTarget }) =>
          onSend(withValue(withValue(query, '_page', ''), '_limit', currentTarget.value))
        }
      >
        {[...new Set(['', limit, ...LIMITS])].map((each) => (
          <option key={each} value={each}>
            {each === '' ? `_limit (${meta.limit ?? 10_000})` : each}
          </option>
        ))}
      </select>
    </div>
  );
}
