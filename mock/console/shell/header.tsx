import { connection } from '../api/events.js';
import { settings } from '../api/settings.js';
import { logOut, SANDBOX, token } from '../api/session.js';
import { language, t } from '../messages/translate.js';
import { type Theme, theme } from './preferences.js';

/** The bar at the top: which mock this is, whether its changes arrive, and the user's choices. */
export function Header() {
  const dialect = settings.value?.dialect;
  return (
    <header class="top">
      <span class="brand">
        <svg viewBox="0 0 20 20" width="22" height="22" aria-hidden="true">
          <path d="M2 13a8 8 0 0 1 16 0M6 13a4 4 0 0 1 8 0" />
          <circle cx="10" cy="14" r="1.6" />
        </svg>
        emqx-mock
      </span>
      {SANDBOX !== undefined && (
        <span class="tag">
          {t('shell.sandbox')} <b>{SANDBOX}</b>
        </span>
      )}
      {dialect !== undefined && (
        <span class="tag">
          {t('shell.dialect')} <b>{dialect}</b>
        </span>
      )}
      <LiveState />
      <span class="spacer" />
      <a class="quiet" href="docs">
        {t('shell.docs')}
      </a>
      <LanguageSwitch />
      <ThemeSwitch />
      {token.value !== undefined && (
        <button type="button" class="quiet" onClick={logOut}>
          {t('shell.logOut')}
        </button>
      )}
    </header>
  );
}

function LiveState() {
  const state = connection.value;
  if (state === 'connecting') return null;
  const isLive = state === 'live';
  return (
    <span
      class={isLive ? 'live on' : 'live off'}
      role="status"
      title={t(isLive ? 'shell.live.hint' : 'shell.notLive.hint')}
    >
      {t(isLive ? 'shell.live' : 'shell.notLive')}
    </span>
  );
}

function LanguageSwitch() {
  const other = language.value === 'en' ? 'zh' : 'en';
  return (
    <button
      type="button"
      class="quiet"
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      onClick={() => (language.value = other)}
    >
      {other === 'zh' ? '中文' : 'English'}
    </button>
  );
}

const THEME_NAMES = {
  auto: 'shell.theme.auto',
  light: 'shell.theme.light',
  dark: 'shell.theme.dark',
} as const;

function ThemeSwitch() {
  return (
    <select
      class="quiet"
      aria-label={t('shell.theme')}
      value={theme.value}
      onChange={({ currentTarget }) => (theme.value = currentTarget.value as Theme)}
    >
      {Object.entries(THEME_NAMES).map(([value, label]) => (
        <option key={value} value={value}>
          {t(label)}
        </option>
      ))}
    </select>
  );
}
