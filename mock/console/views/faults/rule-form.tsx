import { useState } from 'preact/hooks';
import { Field } from '../../components/field.js';
import { t } from '../../messages/translate.js';
import { shellQuote } from '../../query/as-code.js';

const METHODS = ['', 'GET', 'DELETE', 'PUT', 'POST', 'HEAD'];
const PATHS = ['', '/clients', '/clients/*', '/**'];

/** When a rule applies, and the value that goes with it. */
const WHEN = [
  { name: '', example: '' },
  { name: 'nth', example: '3' },
  { name: 'times', example: '2' },
  { name: 'probability', example: '0.2' },
] as const;

/** What a rule does. One without an example has no value. */
const EFFECTS = [
  { name: 'status', example: '503' },
  { name: 'delay', example: '500..2000' },
  { name: 'hang', example: '' },
  { name: 'reset', example: '' },
  { name: 'truncate', example: '50%' },
  { name: 'malformed', example: '' },
  { name: 'drip', example: '3000' },
] as const;

export interface RuleFormProps {
  /** Adds a rule in the short form. Returns whether the mock has accepted it. */
  readonly add: (rule: string) => Promise<boolean>;
}

/** Makes a rule in the short form, which is shown. */
export function RuleForm({ add }: RuleFormProps) {
  const [method, setMethod] = useState('GET');
  const [path, setPath] = useState('/clients');
  const [when, setWhen] = useState('');
  const [limit, setLimit] = useState('');
  const [effect, setEffect] = useState('status');
  const [value, setValue] = useState('503');
  const effectExample = EFFECTS.find(({ name }) => name === effect)?.example ?? '';
  const whenExample = WHEN.find(({ name }) => name === when)?.example ?? '';
  const rule = [
    method,
    path.trim(),
    when && `${when}=${limit.trim()}`,
    effectExample === '' ? effect : `${effect}=${value.trim()}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
  return (
    <form
      class="card fault-form"
      aria-label={t('faults.add')}
      onSubmit={(event) => {
        event.preventDefault();
        void add(rule);
      }}
    >
      <Field label={t('faults.method')}>
        {(id) => (
          <select
            id={id}
            value={method}
            onChange={({ currentTarget }) => setMethod(currentTarget.value)}
          >
            {METHODS.map((each) => (
              <option key={each} value={each}>
                {each || t('faults.any')}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('faults.path')}>
        {(id) => (
          <>
            <input
              id={id}
              list={`${id}-paths`}
              placeholder={t('faults.any')}
              pattern="/\S*"
              title={t('faults.path.title')}
              data-shortcut="/"
              value={path}
              onInput={({ currentTarget }) => setPath(currentTarget.value)}
            />
            <datalist id={`${id}-paths`}>
              {PATHS.map((each) => (
                <option key={each} value={each} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <Field label={t('faults.when')}>
        {(id) => (
          <select
            id={id}
            value={when}
            onChange={({ currentTarget: { value: chosen } }) => {
              setWhen(chosen);
              setLimit(WHEN.find(({ name }) => name === chosen)?.example ?? '');
            }}
          >
            {WHEN.map(({ name }) => (
              <option key={name} value={name}>
                {t(name === '' ? 'faults.when.always' : `faults.when.${name}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {whenExample !== '' && (
        <Field label={t('faults.limit')}>
          {(id) => (
            <input
              id={id}
              required
              pattern="\S+"
              value={limit}
              onInput={({ currentTarget }) => setLimit(currentTarget.value)}
            />
          )}
        </Field>
      )}
      <Field label={t('faults.effect')}>
        {(id) => (
          <select
            id={id}
            value={effect}
            onChange={({ currentTarget: { value: chosen } }) => {
              setEffect(chosen);
              setValue(EFFECTS.find(({ name }) => name === chosen)?.example ?? '');
            }}
          >
            {EFFECTS.map(({ name }) => (
              <option key={name} value={name}>
                {t(`faults.effect.${name}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {effectExample !== '' && (
        <Field label={t('faults.value')}>
          {(id) => (
            <input
              id={id}
              required
              pattern="\S+"
              value={value}
              onInput={({ currentTarget }) => setValue(currentTarget.value)}
            />
          )}
        </Field>
      )}
      <div class="fault-form-end">
        <button type="submit" class="primary">
          {t('faults.add')}
        </button>
        <span class="hint">
          {t('faults.shortForm')} <code>--fault {shellQuote(rule)}</code>
        </span>
      </div>
    </form>
  );
}
