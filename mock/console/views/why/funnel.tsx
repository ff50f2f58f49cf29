import type { ExplainedFilter, ExplainedPage } from '../../../explain/explanation.js';
import { LongText } from '../../components/text.js';
import { formatNumber, t } from '../../messages/translate.js';
import { conditionInWords } from './in-words.js';

/** Units of the charts' width. */
const WIDTH = 1000;

/** How many clients each filter leaves: a bar for each, as long as its share of all clients. */
export function Funnel({ filters }: { readonly filters: readonly ExplainedFilter[] }) {
  const [all] = filters;
  const total = all?.left ?? 0;
  return (
    <ol class="funnel">
      {filters.map(({ filter, condition, left }, index) => {
        const before = filters[index - 1]?.left ?? left;
        return (
          <li key={index}>
            <span class="funnel-label">
              {index === 0 ? (
                t('why.allClients')
              ) : (
                <LongText text={conditionInWords(condition, filter)} length={200} />
              )}
            </span>
            <svg viewBox={`0 0 ${WIDTH} 18`} preserveAspectRatio="none" aria-hidden="true">
              <rect class="lost" width={share(before, total)} height="18" />
              <rect class="left" width={share(left, total)} height="18" />
            </svg>
            <b>{formatNumber(left)}</b>
            <span class="drop">{before > left && `−${formatNumber(before - left)}`}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** A few of many are still seen: a bar is at least three units wide, unless nothing is left. */
const share = (part: number, total: number): number =>
  part === 0 ? 0 : Math.max(3, Math.round((WIDTH * part) / total));

/** Which of the rows that are left the page has. */
export function PageChart({ page }: { readonly page: ExplainedPage }) {
  const { first, last, of, hasnext } = page;
  const from = first === null ? 0 : ((first - 1) * WIDTH) / of;
  const to = last === null ? 0 : (last * WIDTH) / of;
  return (
    <figure class="page-chart">
      <svg viewBox={`0 0 ${WIDTH} 14`} preserveAspectRatio="none" aria-hidden="true">
        <rect class="lost" width={of === 0 ? 0 : WIDTH} height="14" />
        <rect
          class="left"
          x={from}
          width={first === null ? 0 : Math.max(3, to - from)}
          height="14"
        />
      </svg>
      <figcaption>
        <span class="mono">
          _page={page.page} _limit={page.limit}
        </span>
        {' · '}
        {first === null
          ? t('why.noRows', { of })
          : t('why.rows', { first, last: last ?? first, of })}
        {' · '}
        <span class="mono">hasnext {String(hasnext)}</span>
      </figcaption>
    </figure>
  );
}
