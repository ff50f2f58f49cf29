import { useState } from 'preact/hooks';
import { control } from '../../api/control.js';
import { useLoaded } from '../../api/use-loaded.js';
import { Loading } from '../../components/loading.js';
import { notifyFailure } from '../../components/notices.js';
import { Page } from '../../components/page.js';
import { t } from '../../messages/translate.js';
import { type CountedRule, type FaultRule, PRESETS } from './fault-rule.js';
import { RuleDialog } from './rule-dialog.js';
import { RuleForm } from './rule-form.js';
import { RuleList } from './rule-list.js';

/** `GET /__mock/faults`. */
interface Faults {
  readonly faults: readonly CountedRule[];
}

export function FaultsView() {
  const loaded = useLoaded((signal) => control<Faults>('GET', 'faults', undefined, signal), {
    on: ['faults', 'requests'],
  });
  const [edited, setEdited] = useState<number>();
  const rules = loaded.value?.faults.map(({ rule }) => rule) ?? [];
  /** Returns whether the mock has accepted them. */
  async function replace(changed: readonly (FaultRule | string)[]): Promise<boolean> {
    try {
      await control('PUT', 'faults', { faults: changed });
      loaded.reload();
      return true;
    } catch (error) {
      notifyFailure(error);
      return false;
    }
  }
  const replaceOne = (index: number, rule?: FaultRule): Promise<boolean> =>
    replace(rules.flatMap((each, at) => (at === index ? (rule ?? []) : each)));
  const add = (rule: FaultRule | string): Promise<boolean> => replace([...rules, rule]);
  const editedRule = edited === undefined ? undefined : rules[edited];
  return (
    <Page
      title={t('view.faults')}
      actions={
        <button type="button" disabled={rules.length === 0} onClick={() => void replace([])}>
          {t('faults.clear')}
        </button>
      }
    >
      <p class="hint">{t('faults.explain')}</p>
      <section class="card" aria-label={t('faults.presets')}>
        <h2>{t('faults.presets')}</h2>
        <div class="row">
          {PRESETS.map(({ label, rule }) => (
            <button key={label} type="button" onClick={() => void add(rule)}>
              {t(label)}
            </button>
          ))}
        </div>
      </section>
      <RuleForm add={add} />
      <Loading of={loaded}>
        {({ faults }) => (
          <RuleList
            faults={faults}
            toggle={(index, { off, ...rule }) =>
              void replaceOne(index, off ? rule : { ...rule, off: true })
            }
            remove={(index) => void replaceOne(index)}
            edit={setEdited}
          />
        )}
      </Loading>
      {edited !== undefined && editedRule && (
        <RuleDialog
          rule={editedRule}
          save={(rule) => replaceOne(edited, rule)}
          onClose={() => setEdited(undefined)}
        />
      )}
    </Page>
  );
}
