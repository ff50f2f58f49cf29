import { useState } from 'preact/hooks';
import { Field } from '../../components/field.js';
import { FromMock } from '../../components/text.js';
import { formatNumber, t } from '../../messages/translate.js';
import { hrefOf } from '../../shell/route.js';
import type { ActiveScenario, Scenario } from './scenario.js';
import { Timeline } from './timeline.js';

/** `PUT /__mock/scenario`. */
interface Choice {
  readonly name: string;
  readonly seed?: number;
  readonly clients?: number;
}

export interface ScenarioCardProps {
  readonly scenario: Scenario;
  /** `undefined`: another one, or none, is active. */
  readonly active: ActiveScenario | undefined;
  readonly start: (choice: Choice) => void;
  readonly stop: () => void;
  readonly reset: () => void;
  readonly step: () => void;
}

/** A scenario: what a caller experiences, what happens when, and its buttons. */
export function ScenarioCard({ scenario, active, start, stop, reset, step }: ScenarioCardProps) {
  const { name, description, clients, adjustable } = scenario;
  const [seed, setSeed] = useState('');
  const [count, setCount] = useState('');
  return (
    <section class="card scenario" aria-labelledby="scenario-name">
      <h2 id="scenario-name">
        {name} {active && <span class="tag good">{t('scenarios.active')}</span>}
      </h2>
      <p>
        <FromMock text={description} />
      </p>
      <Timeline scenario={scenario} events={active?.events ?? scenario.events} />
      <form
        class="row scenario-start"
        onSubmit={(event) => {
          event.preventDefault();
          start({
            name,
            ...(seed !== '' && { seed: Number(seed) }),
            ...(count !== '' && { clients: Number(count) }),
          });
        }}
      >
        <Field label={t('scenarios.seed')}>
          {(id) => (
            <input
              id={id}
              type="number"
              min={0}
              max={4_294_967_295}
              placeholder={t('scenarios.seed.default')}
              value={seed}
              onInput={({ currentTarget }) => setSeed(currentTarget.value)}
            />
          )}
        </Field>
        <Field label={t('view.clients')}>
          {(id) => (
            <input
              id={id}
              type="number"
              min={0}
              disabled={!adjustable}
              placeholder={formatNumber(clients)}
              value={count}
              onInput={({ currentTarget }) => setCount(currentTarget.value)}
            />
          )}
        </Field>
        <button type="submit" class="primary">
          {t(active ? 'scenarios.restart' : 'scenarios.start')}
        </button>
        {active && (
          <>
            <button type="button" disabled={scenario.events.length === 0} onClick={step}>
              {t('scenarios.step')}
            </button>
            <button type="button" onClick={reset}>
              {t('scenarios.reset')}
            </button>
            <button type="button" onClick={stop}>
              {t('scenarios.stop')}
            </button>
          </>
        )}
      </form>
      {active && (
        <p class="hint">
          {t('scenarios.now', { count: active.clients, seed: String(active.seed ?? '') })}{' '}
          <a href={hrefOf({ view: 'clients', query: '_limit=10' })}>{t('scenarios.toClients')}</a>
        </p>
      )}
    </section>
  );
}
