import { Field } from '../../components/field.js';
import { t } from '../../messages/translate.js';

export interface RequestFilterProps {
  readonly given: URLSearchParams;
  readonly show: (changed: URLSearchParams) => void;
}

const METHODS = ['', 'GET', 'DELETE', 'PUT', 'POST', 'HEAD'];
const STATUSES = ['', '2xx', '4xx', '5xx'];

/** Selects requests by text, path, method and status. */
export function RequestFilter({ given, show }: RequestFilterProps) {
  const set = (name: string, value: string): void => {
    const others = [...given].filter(([each]) => each !== name && each !== 'before');
    show(new URLSearchParams(value === '' ? others : [...others, [name, value]]));
  };
  const choice = (name: string, label: string, values: readonly string[]) => (
    <Field label={label}>
      {(id) => (
        <select
          id={id}
          value={given.get(name) ?? ''}
          onChange={({ currentTarget }) => set(name, currentTarget.value)}
        >
          {values.map((value) => (
            <option key={value} value={value}>
              {value || t('requests.all')}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
  return (
    <form class="row requests-filter" role="search" onSubmit={(event) => event.preventDefault()}>
      <Field label={t('requests.text')}>
        {(id) => (
          <input
            id={id}
            type="search"
            data-shortcut="/"
            value={given.get('text') ?? ''}
            onInput={({ currentTarget }) => set('text', currentTarget.value)}
          />
        )}
      </Field>
      {choice('method', t('requests.method'), METHODS)}
      {choice('status', t('requests.status'), STATUSES)}
    </form>
  );
}
