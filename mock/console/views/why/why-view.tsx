import { useEffect, useId, useState } from 'preact/hooks';
import type {
  ExplainedClient,
  ExplainedParameter,
  Explanation,
} from '../../../explain/explanation.js';
import { Icon } from '../../components/icon.js';
import { Page } from '../../components/page.js';
import { LongText } from '../../components/text.js';
import { t } from '../../messages/translate.js';
import { QueryForm } from '../../query/query-form.js';
import { countParts, valueIn, withValue } from '../../query/query-text.js';
import { RequestLine } from '../../query/request-line.js';
import { hrefOf, navigate, route } from '../../shell/route.js';
import { Funnel, PageChart } from './funnel.js';
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
            <p class="answer-text" lang="en">
              {explanation.answer}
            </p>
            <AskClient asked={asked} client={explanation.client} onAsk={(id) => go(query, id)} />
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

interface AskClientProps {
  readonly asked: string;
  readonly client: ExplainedClient | undefined;
  readonly onAsk: (clientid: string) => void;
}

/** 'Why is X not here?' */
function AskClient({ asked, client, onAsk }: AskClientProps) {
  const [typed, setTyped] = useState(asked);
  useEffect(() => setTyped(asked), [asked]);
  const id = useId();
  return (
    <div class="ask">
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          onAsk(typed);
        }}
      >
        <label for={id}>{t('why.ask')}</label>
        <input
          id={id}
          class="mono"
          value={typed}
          placeholder="clientid"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <button type="submit">{t('why.explain')}</button>
      </form>
      {client && (
        <div class={client.inAnswer ? 'verdict in' : 'verdict out'} role="status">
          <Icon d={client.inAnswer ? 'M4 10.5l4 4 8-9' : 'M5 5l10 10M15 5L5 15'} />
          <div>
            <b>
              <LongText text={client.clientid} length={120} />{' '}
              {t(client.inAnswer ? 'why.isIn' : 'why.isOut')}
            </b>
            {client.because.map((sentence) => (
              <p key={sentence} lang="en">
                <LongText text={sentence} length={400} />
              </p>
            ))}
          </div>
        </div>
      )}
    </div>
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

function Parameters({ parameters }: { readonly parameters: readonly ExplainedParameter[] }) {
  return (
    <section class="card">
      <h2>{t('why.parameters')}</h2>
      <div class="scroll" tabIndex={0} role="region" aria-label={t('why.parameters')}>
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">{t('why.parameter')}</th>
              <th scope="col">{t('why.value')}</th>
              <th scope="col">{t('why.means')}</th>
            </tr>
          </thead>
          <tbody>
            {parameters.map(({ name, raw, value, means, expected, nearest }, index) => (
              <tr key={index} class={expected === undefined ? undefined : 'refused'}>
                <th scope="row" class="mono">
                  <LongText text={name} length={80} />
                </th>
                <td class="mono">
                  <LongText text={value ?? raw ?? ''} length={80} />
                  {raw !== value && raw !== null && (
                    <span class="hint">
                      {' '}
                      {t('why.sentAs')} <LongText text={raw} length={80} />
                    </span>
                  )}
                </td>
                <td>
                  <span lang="en">
                    <LongText text={means} />
                  </span>
                  {expected !== undefined && (
                    <p class="problem">{t('why.expected', { expected })}</p>
                  )}
                  {nearest !== undefined && <p>{t('why.nearest', { name: nearest })}</p>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
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
            <code>{decision}</code> <span lang="en">{says}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
