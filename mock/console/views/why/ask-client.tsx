import { useEffect, useId, useState } from 'preact/hooks';
import type { ExplainedClient } from '../../../explain/explanation.js';
import { control } from '../../api/control.js';
import { useLoaded } from '../../api/use-loaded.js';
import { Icon } from '../../components/icon.js';
import { LongText } from '../../components/text.js';
import { fromMock } from '../../messages/from-mock/from-mock.js';
import { t } from '../../messages/translate.js';
import { withValue } from '../../query/query-text.js';
import { hrefOf } from '../../shell/route.js';
import type { ActiveScenario } from '../scenarios/scenario.js';
import { reasonInWords } from './in-words.js';

interface AskClientProps {
  readonly asked: string;
  /** The query, without the client. */
  readonly query: string;
  readonly client: ExplainedClient | undefined;
  readonly onAsk: (clientid: string) => void;
}

/** 'Why is X not here?' */
export function AskClient({ asked, query, client, onAsk }: AskClientProps) {
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
      {client && <Verdict client={client} query={query} />}
    </div>
  );
}

interface VerdictProps {
  readonly client: ExplainedClient;
  readonly query: string;
}

function Verdict({ client, query }: VerdictProps) {
  const { clientid, inAnswer, because, reasons } = client;
  const page = reasons.find((each) => each.reason === 'other page')?.page;
  // Where a row lies, and whether it exists, can be the work of a scenario.
  const mayBeMoved = reasons.some(({ reason }) => reason === 'other page' || reason === 'unknown');
  return (
    <div class={inAnswer ? 'verdict in' : 'verdict out'} role="status">
      <Icon d={inAnswer ? 'M4 10.5l4 4 8-9' : 'M5 5l10 10M15 5L5 15'} />
      <div>
        <b>
          <LongText text={clientid} length={120} /> {t(inAnswer ? 'why.isIn' : 'why.isOut')}
        </b>
        {reasons.map((reason, index) => (
          <p key={index}>
            <LongText text={reasonInWords(reason, because[index] ?? '')} length={400} />
          </p>
        ))}
        {!inAnswer && mayBeMoved && <ScenarioEvents />}
        {!inAnswer && page !== undefined && (
          <p>
            <a href={hrefOf({ view: 'clients', query: withValue(query, '_page', String(page)) })}>
              {t('why.toPage', { page })}
            </a>
          </p>
        )}
      </div>
    </div>
  );
}

/** What the scenario has changed so far, as it may have moved rows between two pages. */
function ScenarioEvents() {
  const { value } = useLoaded(
    (signal) => control<ActiveScenario>('GET', 'scenario', undefined, signal),
    { on: ['scenario'] },
  );
  const happened = (value?.events ?? []).filter(({ happened: count = 0 }) => count > 0);
  if (!value?.name || happened.length === 0) return null;
  const events = happened
    .map(({ what, happened: count = 0 }) => t('why.event', { what: fromMock(what), count }))
    .join(', ');
  return <p>{t('why.events', { scenario: value.name, events })}</p>;
}
