import { useRef } from 'preact/hooks';
import { control } from '../../api/control.js';
import { useLoaded } from '../../api/use-loaded.js';
import { Loading } from '../../components/loading.js';
import { notify, notifyFailure } from '../../components/notices.js';
import { Page } from '../../components/page.js';
import { useCurrentInSight } from '../../components/use-current-in-sight.js';
import { fromMock } from '../../messages/from-mock/from-mock.js';
import { formatNumber, t } from '../../messages/translate.js';
import { hrefOf, route } from '../../shell/route.js';
import type { ActiveScenario, Scenario } from './scenario.js';
import { ScenarioCard } from './scenario-card.js';

/** What a view needs to know: all scenarios, and the one that is active. */
interface Scenarios {
  readonly scenarios: readonly Scenario[];
  readonly active: ActiveScenario;
}

async function load(signal: AbortSignal): Promise<Scenarios> {
  const [{ scenarios }, active] = await Promise.all([
    control<{ readonly scenarios: readonly Scenario[] }>('GET', 'scenarios', undefined, signal),
    control<ActiveScenario>('GET', 'scenario', undefined, signal),
  ]);
  return { scenarios, active };
}

/** The scenario that is shown is in the URL: `#/scenarios/churn`. Default: the active one. */
export function ScenariosView() {
  const loaded = useLoaded(load, { on: ['scenario'] });
  const [chosen] = route().segments;
  const act = (acting: Promise<unknown>): void => {
    acting.then(loaded.reload).catch(notifyFailure);
  };
  return (
    <Page title={t('view.scenarios')}>
      <p class="hint">{t('scenarios.explain')}</p>
      <Loading of={loaded}>
        {({ scenarios, active }) => {
          const name = chosen ?? active.name ?? scenarios[0]?.name;
          const shown = scenarios.find((scenario) => scenario.name === name);
          const isActive = shown?.name === active.name;
          return (
            <div class="scenarios">
              <List scenarios={scenarios} shown={name} active={active.name} />
              {shown ? (
                <ScenarioCard
                  key={shown.name}
                  scenario={shown}
                  active={isActive ? active : undefined}
                  start={(choice) => act(control('PUT', 'scenario', choice))}
                  stop={() => act(control('DELETE', 'scenario'))}
                  reset={() => act(control('POST', 'reset'))}
                  step={() => act(step())}
                />
              ) : (
                <p>{t('scenarios.unknown')}</p>
              )}
            </div>
          );
        }}
      </Loading>
    </Page>
  );
}

/** Makes the next event happen. */
async function step(): Promise<void> {
  const { stepped } = await control<{ readonly stepped: string | null }>('POST', 'scenario/step');
  notify(stepped === null ? t('scenarios.nothingLeft') : fromMock(stepped));
}

interface ListProps {
  readonly scenarios: readonly Scenario[];
  readonly shown: string | undefined;
  readonly active: string | null;
}

function List({ scenarios, shown, active }: ListProps) {
  const list = useRef<HTMLUListElement>(null);
  useCurrentInSight(list, shown);
  return (
    <nav class="scenario-list" aria-label={t('scenarios.all')}>
      <ul ref={list}>
        {scenarios.map(({ name, clients }, index) => (
          <li key={name}>
            <a
              href={hrefOf({ view: 'scenarios', segments: [name] })}
              aria-current={name === shown ? 'true' : undefined}
              data-shortcut={index === 0 ? '/' : undefined}
            >
              <span>{name}</span>
              {name === active ? (
                <span class="tag good">{t('scenarios.active')}</span>
              ) : (
                <span class="hint">{formatNumber(clients)}</span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
