import { useId } from 'preact/hooks';
import { apiPath, apiUrl, credentials } from '../api/settings.js';
import { CopyButton } from '../components/copy-button.js';
import { t } from '../messages/translate.js';
import { asCurl, asFetch } from './as-code.js';

export interface RequestLineProps {
  readonly query: string;
  readonly onInput: (query: string) => void;
  readonly onSubmit: () => void;
}

/** The request as it is sent. The query may also be typed here: a parameter twice, an unknown one. */
export function RequestLine({ query, onInput, onSubmit }: RequestLineProps) {
  const id = useId();
  const request = () => ({
    method: 'GET',
    url: new URL(`${apiUrl.value}/clients${query === '' ? '' : `?${query}`}`).href,
    credentials: credentials(),
  });
  return (
    <div class="request-line">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <label for={id} class="mono">
          GET {apiPath.value}/clients?
        </label>
        <input
          id={id}
          class="mono"
          aria-label={t('query.line')}
          value={query}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          onInput={({ currentTarget }) => onInput(currentTarget.value.replace(/^\?/, ''))}
        />
      </form>
      <CopyButton label={t('query.asCurl')} text={() => asCurl(request())} />
      <CopyButton label={t('query.asFetch')} text={() => asFetch(request())} />
    </div>
  );
}
