import { useEffect, useRef } from 'preact/hooks';
import { followEvents } from '../api/events.js';
import { loadSettings } from '../api/settings.js';
import { needsToken } from '../api/session.js';
import { Icon } from '../components/icon.js';
import { Notices } from '../components/notices.js';
import { Page } from '../components/page.js';
import { useCurrentInSight } from '../components/use-current-in-sight.js';
import { t } from '../messages/translate.js';
import { LoginForm } from './login-form.js';
import { Header } from './header.js';
import { hrefOf, lastQueryOf, route } from './route.js';
import { focusMain, focusOnSlash } from './shortcuts.js';
import { viewOf, VIEWS } from './views.js';

export function App() {
  useEffect(() => {
    void followEvents();
    return focusOnSlash();
  }, []);
  const locked = needsToken.value;
  useEffect(() => {
    if (!locked) void loadSettings();
  }, [locked]);
  if (locked) return <LoginForm />;
  return (
    <div class="shell">
      <a class="skip" href={location.hash} onClick={focusMain}>
        {t('shell.skip')}
      </a>
      <Header />
      <Navigation />
      <main id="main" tabIndex={-1}>
        <CurrentView />
      </main>
      <Notices />
    </div>
  );
}

function CurrentView() {
  const found = viewOf(route().view);
  if (found) {
    const { component: Component, id } = found;
    return <Component key={id} />;
  }
  return (
    <Page title={t('shell.title')}>
      <p>
        {t('shell.notFound')} <a href={hrefOf({ view: 'clients' })}>{t('shell.toClients')}</a>
      </p>
    </Page>
  );
}

function Navigation() {
  const current = viewOf(route().view)?.id;
  const nav = useRef<HTMLElement>(null);
  useCurrentInSight(nav, current);
  return (
    <nav ref={nav} class="views" aria-label={t('shell.views')}>
      <ul>
        {VIEWS.map(({ id, label, icon }) => (
          <li key={id}>
            <a
              href={hrefOf({ view: id, query: lastQueryOf(id) })}
              aria-current={id === current ? 'page' : undefined}
            >
              <Icon d={icon} />
              {t(label)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
