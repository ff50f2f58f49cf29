import type { ExplainedParameter } from '../../../explain/explanation.js';
import { LongText } from '../../components/text.js';
import { fromMock } from '../../messages/from-mock/from-mock.js';
import { t } from '../../messages/translate.js';
import { meaningInWords } from './in-words.js';

/** How each parameter was read, in the order of the query. */
export function Parameters({ parameters }: { readonly parameters: readonly ExplainedParameter[] }) {
  return (
    <section class="card">
      <h2>{t('why.parameters')}</h2>
      <div class="scroll" tabIndex={0} role="region" aria-label={t('why.parameters')}>
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">{t('why.parameter')}</th>
              <th scope="col">{t('why.value')}</th>
              <th scope="col">{t('why.means')}</th>
            </tr>
          </thead>
          <tbody>
            {parameters.map(({ name, raw, value, means, meaning, expected, nearest }, index) => (
              <tr key={index} class={expected === undefined ? undefined : 'refused'}>
                <th scope="row" class="mono">
                  <LongText text={name} length={80} />
                </th>
                <td class="mono">
                  <LongText text={value ?? raw ?? ''} length={80} />
                  {raw !== value && raw !== null && (
                    <span class="hint">
                      {' '}
                      {t('why.sentAs')} <LongText text={raw} length={80} />
                    </span>
                  )}
                </td>
                <td>
                  <LongText text={meaningInWords(meaning, means, value)} />
                  {expected !== undefined && (
                    <p class="problem">{t('why.expected', { expected: fromMock(expected) })}</p>
                  )}
                  {nearest !== undefined && <p>{t('why.nearest', { name: nearest })}</p>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
