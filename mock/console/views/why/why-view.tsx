import type { Explanation } from '../../../explain/explanation.js';
import { Page } from '../../components/page.js';
import { FromMock } from '../../components/text.js';
import { t } from '../../messages/translate.js';
import { QueryForm } from '../../query/query-form.js';
import { countParts, valueIn, withValue } from '../../query/query-text.js';
import { RequestLine } from '../../query/request-line.js';
import { hrefOf, navigate, route } from '../../shell/route.js';
import { AskClient } from './ask-client.js';
import { Funnel, PageChart } from './funnel.js';
import { answerInWords } from './in-words.js';
import { Parameters } from './parameter-table.js';
import { useExplanation } from './use-explanation.js';

/** Names the client in question, in the URL of the view as in that of the control API. */
const WHY = 'why';

/** Why a request gets its response: how it is read, what each filter leaves, which rules decide. */
export function WhyView() {
  const { query: whole } = route();
  const asked = valueIn(whole, WHY);
  const query = withValue(whole, WHY, '');
  const { explanation, problem } = useExplanation(whole);
  const go = (next: string, why = asked): void =>
    navigate({ view: 'why', query: withValue(next, WHY, why) }, 'replace');
  const nothing = (): void => undefined;
  return (
    <Page
      title={t('view.why')}
      actions={
        <a class="button" href={hrefOf({ view: 'clients', query })}>
          {t('why.toList')}
        </a>
      }
    >
      <section class="card query-card">
        <details open={matchMedia('(min-width: 761px)').matches}>
          <summary>{t('query.filters', { count: countParts(query) })}</summary>
          <QueryForm query={query} onInput={(next) => go(next)} onSubmit={nothing} />
        </details>
        <RequestLine query={query} onInput={(next) => go(next)} onSubmit={nothing} />
      </section>
      {problem !== undefined && <p class="card problem">{problem}</p>}
      {explanation && (
        <>
          <section class="card answer" aria-live="polite">
            <h2>{t('why.answer')}</h2>
            <Answer explanation={explanation} />
            <AskClient
              asked={asked}
              query={query}
              client={explanation.client}
              onAsk={(id) => go(query, id)}
            />
          </section>
          <Charts explanation={explanation} />
          {explanation.parameters !== undefined && explanation.parameters.length > 0 && (
            <Parameters parameters={explanation.parameters} />
          )}
          {explanation.decisions.length > 0 && <Decisions decisions={explanation.decisions} />}
        </>
      )}
    </Page>
  );
}

function Answer({ explanation }: { readonly explanation: Explanation }) {
  const known = answerInWords(explanation);
  return (
    <p class="answer-text" lang={known === undefined ? 'en' : undefined}>
      {known ?? explanation.answer}
    </p>
  );
}

function Charts({ explanation: { filters, page } }: { readonly explanation: Explanation }) {
  if (!filters && !page) return null;
  return (
    <section class="card">
      <h2>{t('why.funnel')}</h2>
      {filters && <Funnel filters={filters} />}
      {page && (
        <>
          <h3>{t('why.page')}</h3>
          <PageChart page={page} />
        </>
      )}
    </section>
  );
}

function Decisions({ decisions }: Pick<Explanation, 'decisions'>) {
  return (
    <section class="card">
      <h2>{t('why.decisions')}</h2>
      <p class="hint">{t('why.decisions.explain')}</p>
      <ul class="decisions">
        {decisions.map(({ decision, says }) => (
          <li key={decision}>
            <code>{decision}</code> <FromMock text={says} />
          </li>
        ))}
      </ul>
    </section>
  );
}
