import { useId, useState } from 'preact/hooks';
import { Dialog } from '../../components/dialog.js';
import { t } from '../../messages/translate.js';
import type { FaultRule } from './fault-rule.js';

export interface RuleDialogProps {
  readonly rule: FaultRule;
  /** Returns whether the mock has accepted it. */
  readonly save: (rule: FaultRule) => Promise<boolean>;
  readonly onClose: () => void;
}

/** A rule in JSON: everything that a rule can say. */
export function RuleDialog({ rule, save, onClose }: RuleDialogProps) {
  const [text, setText] = useState(() => JSON.stringify(rule, null, 2));
  const [problem, setProblem] = useState('');
  const id = useId();
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    let changed: FaultRule;
    try {
      changed = JSON.parse(text) as FaultRule;
    } catch (error) {
      setProblem(t('faults.notJson', { message: (error as Error).message }));
      return;
    }
    setProblem('');
    if (await save(changed)) onClose();
  }
  return (
    <Dialog
      title={t('faults.edit.title')}
      onClose={onClose}
      foot={
        <>
          <button type="button" onClick={onClose}>
            {t('common.cancel')}
          </button>
          <button type="submit" form={id} class="primary">
            {t('faults.save')}
          </button>
        </>
      }
    >
      <form id={id} onSubmit={(event) => void submit(event)}>
        <label htmlFor={`${id}-text`}>{t('faults.json')}</label>
        <textarea
          id={`${id}-text`}
          rows={14}
          spellcheck={false}
          value={text}
          aria-invalid={problem !== ''}
          aria-describedby={`${id}-problem`}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <p id={`${id}-problem`} class="problem" role="alert">
          {problem}
        </p>
      </form>
    </Dialog>
  );
}
