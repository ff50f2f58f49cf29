import { useState } from 'preact/hooks';
import { control } from '../../api/control.js';
import { useLoaded } from '../../api/use-loaded.js';
import { Field } from '../../components/field.js';
import { Loading } from '../../components/loading.js';
import { notifyFailure } from '../../components/notices.js';
import { Page } from '../../components/page.js';
import { Brief } from '../../components/text.js';
import { formatNumber, t } from '../../messages/translate.js';
import { Matrix } from './matrix.js';
import type { Coverage, Group } from './report.js';

export function CoverageView() {
  const [filter, setFilter] = useState<CoverageFilter>({ text: '', isMissedOnly: false });
  const loaded = useLoaded((signal) => control<Coverage>('GET', 'coverage', undefined, signal), {
    on: ['requests'],
  });
  const clear = (): void => {
    control('DELETE', 'coverage').then(loaded.reload).catch(notifyFailure);
  };
  return (
    <Page
      title={t('view.coverage')}
      actions={
        <>
          <button type="button" onClick={loaded.reload}>
            {t('coverage.reload')}
          </button>
          <button type="button" onClick={clear}>
            {t('coverage.clear')}
          </button>
        </>
      }
    >
      <p class="hint">{t('coverage.explain')}</p>
      <Loading of={loaded}>
        {({ requests, faults, covered, total, groups, companions, unknownParameters }) => (
          <>
            <section class="card coverage-sum" aria-label={t('coverage.sum')}>
              <progress
                max={total}
                value={covered}
                aria-label={t('coverage.points', { covered, total })}
              />
              <span>
                <b>{t('coverage.points', { covered, total })}</b>{' '}
                {t('coverage.requests', { count: requests })}
                {faults > 0 && ` ${t('coverage.faults', { count: faults })}`}
              </span>
            </section>
            <Filter filter={filter} onFilter={setFilter} />
            <Matrix groups={filtered(groups, filter)} />
            <Names title={t('coverage.companions')} names={companions} />
            <Names title={t('coverage.unknown')} names={unknownParameters} kind="warn" />
          </>
        )}
      </Loading>
    </Page>
  );
}

interface CoverageFilter {
  readonly text: string;
  readonly isMissedOnly: boolean;
}

/** The groups that match, with the points that do. */
const filtered = (groups: readonly Group[], { text, isMissedOnly }: CoverageFilter): Group[] =>
  groups
    .filter(({ name }) => name.includes(text.trim()))
    .map((group) =>
      isMissedOnly ? { ...group, points: group.points.filter(({ count }) => count === 0) } : group,
    )
    .filter(({ points }) => points.length > 0);

interface FilterProps {
  readonly filter: CoverageFilter;
  readonly onFilter: (filter: CoverageFilter) => void;
}

function Filter({ filter, onFilter }: FilterProps) {
  return (
    <div class="row coverage-filter">
      <Field label={t('coverage.filter')}>
        {(id) => (
          <input
            id={id}
            type="search"
            autocomplete="off"
            data-shortcut="/"
            value={filter.text}
            onInput={({ currentTarget }) => onFilter({ ...filter, text: currentTarget.value })}
          />
        )}
      </Field>
      <label class="row">
        <input
          type="checkbox"
          checked={filter.isMissedOnly}
          onChange={({ currentTarget }) =>
            onFilter({ ...filter, isMissedOnly: currentTarget.checked })
          }
        />
        {t('coverage.missedOnly')}
      </label>
    </div>
  );
}

interface NamesProps {
  readonly title: string;
  readonly names: readonly { readonly name: string; readonly count: number }[];
  readonly kind?: 'warn';
}

function Names({ title, names, kind }: NamesProps) {
  if (names.length === 0) return null;
  return (
    <section class="card">
      <h2>{title}</h2>
      <ul class="row">
        {names.map(({ name, count }) => (
          <li key={name} class={kind === 'warn' ? 'tag text warn' : 'tag text'}>
            <Brief text={name} /> <b>{formatNumber(count)}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}
