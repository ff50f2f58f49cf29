import { control } from '../../api/control.js';
import { settings } from '../../api/settings.js';
import { useLoaded } from '../../api/use-loaded.js';
import { Field } from '../../components/field.js';
import { Loading } from '../../components/loading.js';
import { Page } from '../../components/page.js';
import { FromMock } from '../../components/text.js';
import { t } from '../../messages/translate.js';
import { navigate, route } from '../../shell/route.js';
import { Differences } from './differences.js';

/** `GET /__mock/releases`. */
interface Releases {
  readonly releases: readonly string[];
  readonly lines: readonly Line[];
}

interface Line {
  readonly line: string;
  readonly oldest: string;
  readonly newest: string;
  readonly changes: readonly { readonly release: string; readonly says: string }[];
}

/** The two releases are in the URL: `#/releases/4.2.14/4.4.19`. */
export function ReleasesView() {
  const { segments } = route();
  const loaded = useLoaded((signal) => control<Releases>('GET', 'releases', undefined, signal), {
    on: [],
  });
  return (
    <Page title={t('view.releases')}>
      <p class="hint">
        {t('releases.explain', { dialect: settings.value?.dialect ?? 'documented' })}
      </p>
      <Loading of={loaded}>
        {({ releases, lines }) => {
          const [from = lines.at(-2)?.newest ?? '', to = releases.at(-1) ?? ''] = segments;
          return (
            <>
              <Choice releases={releases} from={from} to={to} />
              <Differences from={from} to={to} />
              <History lines={lines} />
            </>
          );
        }}
      </Loading>
    </Page>
  );
}

interface ChoiceProps {
  readonly releases: readonly string[];
  readonly from: string;
  readonly to: string;
}

function Choice({ releases, from, to }: ChoiceProps) {
  const compare = (...segments: readonly string[]): void =>
    navigate({ view: 'releases', segments }, 'replace');
  const options = releases.toReversed().map((release) => (
    <option key={release} value={release}>
      {release}
    </option>
  ));
  return (
    <div class="row releases-choice">
      <Field label={t('releases.from')}>
        {(id) => (
          <select
            id={id}
            value={from}
            data-shortcut="/"
            onChange={({ currentTarget }) => compare(currentTarget.value, to)}
          >
            {options}
          </select>
        )}
      </Field>
      <Field label={t('releases.to')}>
        {(id) => (
          <select
            id={id}
            value={to}
            onChange={({ currentTarget }) => compare(from, currentTarget.value)}
          >
            {options}
          </select>
        )}
      </Field>
      <button type="button" onClick={() => compare(to, from)}>
        {t('releases.swap')}
      </button>
    </div>
  );
}

function History({ lines }: Pick<Releases, 'lines'>) {
  return (
    <details class="card">
      <summary>{t('releases.history')}</summary>
      {lines.toReversed().map(({ line, oldest, newest, changes }) => (
        <section key={line} aria-label={line}>
          <h2>
            EMQX {line}: {oldest} – {newest}
          </h2>
          <ul class="releases-changes">
            {changes.map(({ release, says }, index) => (
              <li key={index}>
                <b>{release}</b> <FromMock text={says} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </details>
  );
}
