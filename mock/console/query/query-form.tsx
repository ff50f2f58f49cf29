import { useId } from 'preact/hooks';
import { t } from '../messages/translate.js';
import { settings } from '../api/settings.js';
import { parametersOf, type QueryParameter } from './parameters.js';
import { otherParts, shownTime, valueIn, withValue } from './query-text.js';

export interface QueryFormProps {
  /** The query as it will be sent. */
  readonly query: string;
  /** Called with each change of a field. */
  readonly onInput: (query: string) => void;
  /** Called when the user sends the form, e.g. with Enter. */
  readonly onSubmit: () => void;
  /** The name of the button that sends it. Default: there is none. */
  readonly submit?: string;
}

/** The parameters of `GET /clients` as a form: each field by its name in the API. */
export function QueryForm({ query, onInput, onSubmit, submit }: QueryFormProps) {
  const parameters = parametersOf(settings.value?.filters);
  const others = otherParts(
    query,
    parameters.map(({ name }) => name),
  );
  return (
    <form
      class="query-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {parameters.map((parameter, index) => (
        <QueryField
          key={parameter.name}
          parameter={parameter}
          isFirst={index === 0}
          value={valueIn(query, parameter.name)}
          onInput={(value) => onInput(withValue(query, parameter.name, value))}
        />
      ))}
      <div class="query-actions">
        {submit !== undefined && (
          <button type="submit" class="primary">
            {submit}
          </button>
        )}
        <button type="button" disabled={query === ''} onClick={() => onInput('')}>
          {t('query.clear')}
        </button>
      </div>
      {others.length > 0 && (
        <p class="hint query-others">
          {t('query.others')} <bdi class="mono">{others.join('&').slice(0, 300)}</bdi>
        </p>
      )}
    </form>
  );
}

interface QueryFieldProps {
  readonly parameter: QueryParameter;
  readonly isFirst: boolean;
  readonly value: string;
  readonly onInput: (value: string) => void;
}

function QueryField({ parameter, isFirst, value, onInput }: QueryFieldProps) {
  const { name, kind, values } = parameter;
  const id = useId();
  const time = kind === 'time' && value !== '' ? shownTime(value) : undefined;
  return (
    <div class={value === '' ? 'field' : 'field set'}>
      <label for={id} class="mono">
        {name}
      </label>
      <input
        id={id}
        name={name}
        value={value}
        placeholder={hintOf(parameter)}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        inputMode={kind === 'text' ? 'text' : 'numeric'}
        list={values ? `${id}-values` : undefined}
        aria-describedby={time === undefined ? undefined : `${id}-time`}
        data-shortcut={isFirst ? '/' : undefined}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
      {values && (
        <datalist id={`${id}-values`}>
          {values.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
      {time !== undefined && (
        <span id={`${id}-time`} class="hint">
          {time}
        </span>
      )}
    </div>
  );
}

function hintOf({ kind, example }: QueryParameter): string {
  if (kind === 'time') {
    const isMs = settings.value?.timeUnit === 'milliseconds';
    return t(isMs ? 'query.unixMilliseconds' : 'query.unixSeconds');
  }
  return example === undefined ? t('query.any') : t('query.example', { example });
}
