import { FromMock } from '../../components/text.js';
import { formatNumber, t } from '../../messages/translate.js';
import type { Group, Point } from './report.js';

/** Points that many parameters have: a column each. What else a group has follows in the last one. */
const COLUMNS = [
  { point: 'rows', label: 'coverage.rows' },
  { point: 'no rows', label: 'coverage.noRows' },
  { point: 'special characters', label: 'coverage.special' },
  { point: 'refused', label: 'coverage.refused' },
] as const;

/** The parameters, and the kinds of answers, by the kinds of values that were exercised. */
export function Matrix({ groups }: { readonly groups: readonly Group[] }) {
  return (
    <div class="table-frame" role="region" tabIndex={0} aria-label={t('coverage.matrix')}>
      <table class="table matrix">
        <caption class="hidden-label">{t('coverage.matrix')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('coverage.parameter')}</th>
            {COLUMNS.map(({ point, label }) => (
              <th key={point} scope="col" class="number">
                {t(label)}
              </th>
            ))}
            <th scope="col">{t('coverage.others')}</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <GroupRow key={group.name} {...group} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function GroupRow({ name, points }: Group) {
  const others = points.filter(({ point }) => COLUMNS.every((column) => column.point !== point));
  return (
    <tr>
      <th scope="row" class="mono">
        <FromMock text={name} />
      </th>
      {COLUMNS.map(({ point }) => (
        <Cell key={point} of={points.find((each) => each.point === point)} />
      ))}
      <td>
        <ul class="row">
          {others.map(({ point, count }) => (
            <li key={point} class={count > 0 ? 'tag good' : 'tag'}>
              <FromMock text={point} />
              {count > 0 ? <b>{formatNumber(count)}</b> : <Never />}
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}

function Cell({ of }: { readonly of: Point | undefined }) {
  if (!of) return <td class="number none" />;
  return (
    <td class={of.count > 0 ? 'number done' : 'number missed'}>
      {of.count > 0 ? formatNumber(of.count) : <Never />}
    </td>
  );
}

const Never = () => (
  <>
    <span aria-hidden="true">–</span>
    <span class="hidden-label">{t('coverage.never')}</span>
  </>
);
