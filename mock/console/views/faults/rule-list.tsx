import { RowAction } from '../../components/row-action.js';
import { formatNumber, t } from '../../messages/translate.js';
import { type CountedRule, describeRule, type FaultRule } from './fault-rule.js';

export interface RuleListProps {
  readonly faults: readonly CountedRule[];
  readonly toggle: (index: number, rule: FaultRule) => void;
  readonly remove: (index: number) => void;
  readonly edit: (index: number) => void;
}

/** The rules in the order in which they apply, each with its hits. */
export function RuleList({ faults, toggle, remove, edit }: RuleListProps) {
  if (faults.length === 0) return <p class="card empty">{t('faults.none')}</p>;
  return (
    <div class="table-frame" role="region" tabIndex={0} aria-label={t('faults.rules')}>
      <table class="table">
        <caption class="hidden-label">{t('faults.rules')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('faults.on')}</th>
            <th scope="col">{t('faults.rule')}</th>
            <th scope="col" class="number">
              {t('faults.matched')}
            </th>
            <th scope="col" class="number">
              {t('faults.applied')}
            </th>
            <th scope="col">
              <span class="hidden-label">{t('common.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {faults.map(({ rule, matched, applied }, index) => {
            const name = describeRule(rule);
            return (
              <tr key={index} class={rule.off ? 'is-off' : undefined}>
                <td>
                  <input
                    type="checkbox"
                    role="switch"
                    aria-label={t('faults.on.name', { name })}
                    checked={!rule.off}
                    onChange={() => toggle(index, rule)}
                  />
                </td>
                <th scope="row" class="fault-rule">
                  <code>
                    <bdi>{name.length > 300 ? `${name.slice(0, 300)}…` : name}</bdi>
                  </code>
                </th>
                <td class="number">{formatNumber(matched)}</td>
                <td class="number">
                  <span class={applied > 0 ? 'tag warn' : undefined}>{formatNumber(applied)}</span>
                </td>
                <td class="actions">
                  <RowAction
                    label={t('faults.edit')}
                    name={t('faults.edit.name', { name })}
                    onClick={() => edit(index)}
                  />
                  <RowAction
                    label={t('faults.remove')}
                    name={t('faults.remove.name', { name })}
                    onClick={() => remove(index)}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
