import { t } from '../../messages/translate.js';
import type { Subscription } from './client-fields.js';

export interface SubscriptionFieldsProps {
  readonly subscriptions: readonly Subscription[];
  readonly problem: string | undefined;
  readonly onChange: (subscriptions: readonly Subscription[]) => void;
}

/** The subscriptions of a client as fields: a topic filter and a QoS each. */
export function SubscriptionFields({ subscriptions, problem, onChange }: SubscriptionFieldsProps) {
  const change = (index: number, part: Partial<Subscription>): void =>
    onChange(subscriptions.map((each, at) => (at === index ? { ...each, ...part } : each)));
  return (
    <div class="subscription-fields">
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {subscriptions.map(({ topic, qos }, index) => (
        <div key={index} class="row">
          <input
            aria-label={`${t('clients.form.topic')} ${index + 1}`}
            value={topic}
            autocomplete="off"
            spellcheck={false}
            onInput={({ currentTarget }) => change(index, { topic: currentTarget.value })}
          />
          <select
            aria-label={`QoS ${index + 1}`}
            value={String(qos)}
            onChange={({ currentTarget }) => change(index, { qos: Number(currentTarget.value) })}
          >
            {[...new Set([0, 1, 2, qos])].map((each) => (
              <option key={each} value={each}>
                QoS {each}
              </option>
            ))}
          </select>
          <button
            type="button"
            aria-label={`${t('clients.form.removeTopic')} ${index + 1}`}
            onClick={() => onChange(subscriptions.filter((_, at) => at !== index))}
          >
            {t('clients.form.removeTopic')}
          </button>
        </div>
      ))}
      <button type="button" onClick={() => onChange([...subscriptions, { topic: '', qos: 0 }])}>
        {t('clients.form.addTopic')}
      </button>
    </div>
  );
}
