import { useState } from 'preact/hooks';
import { control } from '../api/control.js';
import { needsToken, token } from '../api/session.js';
import { errorText } from '../messages/from-mock/problem-text.js';
import { t } from '../messages/translate.js';

/** Asks for the control token; the views follow once the mock has accepted it. */
export function LoginForm() {
  const [given, setGiven] = useState('');
  // A token that was refused before the form was shown is wrong, too.
  const [problem, setProblem] = useState(token.value === undefined ? '' : t('login.wrong'));
  async function logIn(event: Event): Promise<void> {
    event.preventDefault();
    token.value = given;
    try {
      await control('GET', 'clock');
      needsToken.value = false;
    } catch (error) {
      token.value = undefined;
      const status = (error as { status?: number }).status;
      setProblem(status === 401 ? t('login.wrong') : errorText(error));
    }
  }
  return (
    <main class="login">
      <form onSubmit={(event) => void logIn(event)}>
        <h1>{t('login.title')}</h1>
        <p>{t('login.explain')}</p>
        <label>
          {t('login.token')}
          <input
            type="password"
            name="token"
            autocomplete="off"
            required
            autofocus
            value={given}
            aria-invalid={problem !== ''}
            aria-describedby="login-problem"
            onInput={({ currentTarget }) => setGiven(currentTarget.value)}
          />
        </label>
        <p id="login-problem" class="problem" role="alert">
          {problem}
        </p>
        <button type="submit" class="primary">
          {t('login.submit')}
        </button>
        <p class="hint">{t('login.kept')}</p>
      </form>
    </main>
  );
}
