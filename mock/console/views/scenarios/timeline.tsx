import type { ComponentChildren } from 'preact';
import { FromMock } from '../../components/text.js';
import { fromMock } from '../../messages/from-mock/from-mock.js';
import { t } from '../../messages/translate.js';
import type { Scenario, ScenarioEvent } from './scenario.js';

export interface TimelineProps {
  readonly scenario: Scenario;
  /** With how often they have happened, if the scenario is active. */
  readonly events: readonly ScenarioEvent[];
}

/** A picture of what happens between the requests of a caller. */
export function Timeline({ scenario: { balancedNodes }, events }: TimelineProps) {
  const isQuiet = events.length === 0 && balancedNodes.length === 0;
  return (
    <figure class="timeline" aria-label={t('scenarios.picture')}>
      <ol>
        <Step kind="start">{t('scenarios.picture.start')}</Step>
        {balancedNodes.map((node, index) => (
          <Step key={node} kind="request">
            {t('scenarios.picture.node', { number: index + 1, node })}
          </Step>
        ))}
        {events.map((event, index) => (
          <EventSteps key={index} event={event} />
        ))}
        {isQuiet && <Step kind="request">{t('scenarios.picture.quiet')}</Step>}
      </ol>
    </figure>
  );
}

interface StepProps {
  readonly kind: 'start' | 'request' | 'event' | 'event happened';
  readonly children: ComponentChildren;
}

const Step = ({ kind, children }: StepProps) => <li class={kind}>{children}</li>;

function EventSteps({ event }: { readonly event: ScenarioEvent }) {
  const { what, before, request = '', nth = 1, ms = 0, happened = 0 } = event;
  const kind = happened > 0 ? 'event happened' : 'event';
  const times = happened > 0 && (
    <span class="tag good">{t('scenarios.happened', { count: happened })}</span>
  );
  const seconds = ms / 1000;
  if (before === 'list') {
    return (
      <>
        <Step kind="request">{t('scenarios.picture.before')}</Step>
        <Step kind={kind}>
          <FromMock text={what} /> {times}
        </Step>
        <Step kind="request">
          {nth === 1 ? (
            <FromMock text={request} />
          ) : (
            t('scenarios.picture.nth', { nth, request: fromMock(request) })
          )}
        </Step>
      </>
    );
  }
  return (
    <Step kind={kind}>
      {t(before === 'time' ? 'scenarios.picture.after' : 'scenarios.picture.every', { seconds })}{' '}
      <FromMock text={what} /> {times}
    </Step>
  );
}
