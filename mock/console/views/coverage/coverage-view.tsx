import { control } from '../../api/control.js';
import { useLoaded } from '../../api/use-loaded.js';
import { Loading } from '../../components/loading.js';
import { notifyFailure } from '../../components/notices.js';
import { Page } from '../../components/page.js';
import { formatNumber, t } from '../../messages/translate.js';
import { Matrix } from './matrix.js';
import type { Coverage } from './report.js';

export function CoverageView() {
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
            <Matrix groups={groups} />
            <Names title={t('coverage.companions')} names={companions} />
            <Names title={t('coverage.unknown')} names={unknownParameters} kind="warn" />
          </>
        )}
      </Loading>
    </Page>
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
          <li key={name} class={kind === 'warn' ? 'tag warn' : 'tag'}>
            <bdi>{name}</bdi> <b>{formatNumber(count)}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}
