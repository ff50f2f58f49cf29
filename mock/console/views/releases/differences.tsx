import { control } from '../../api/control.js';
import { useLoaded } from '../../api/use-loaded.js';
import { Loading } from '../../components/loading.js';
import { FromMock } from '../../components/text.js';
import { fromMock } from '../../messages/from-mock/from-mock.js';
import { t } from '../../messages/translate.js';

/** `GET /__mock/releases/differences`. */
interface Comparison {
  readonly from: string;
  readonly to: string;
  readonly differences: readonly Difference[];
}

interface Difference {
  readonly behaviour: string;
  readonly title: string;
  readonly request: string;
  readonly answers: readonly {
    readonly release: string;
    readonly says: string;
    readonly answer: string;
  }[];
}

/** What differs between two releases, with an example of each. */
export function Differences({ from, to }: { readonly from: string; readonly to: string }) {
  const query = new URLSearchParams({ from, to }).toString();
  const loaded = useLoaded(
    (signal) => control<Comparison>('GET', `releases/differences?${query}`, undefined, signal),
    { key: query, on: [] },
  );
  return (
    <Loading of={loaded}>
      {({ differences, ...compared }) => {
        const { length: count } = differences;
        return (
          <section class="releases-list" aria-labelledby="releases-differences">
            <h2 id="releases-differences" aria-live="polite">
              {count === 0
                ? t('releases.alike', compared)
                : t('releases.count', { ...compared, count })}
            </h2>
            {differences.map((difference) => (
              <DifferenceCard key={difference.behaviour} {...difference} />
            ))}
          </section>
        );
      }}
    </Loading>
  );
}

function DifferenceCard({ title, request, answers }: Difference) {
  return (
    <article class="card">
      <h3 class="releases-title">
        <FromMock text={title} />
      </h3>
      <p>
        <code>{fromMock(request)}</code>
      </p>
      <dl class="releases-answers">
        {answers.map(({ release, says, answer }, index) => (
          <div key={release} class={index === 0 ? 'before' : 'after'}>
            <dt>{release}</dt>
            <dd>
              <p>
                <FromMock text={says} />
              </p>
              <pre>{answer}</pre>
            </dd>
          </div>
        ))}
      </dl>
    </article>
  );
}
