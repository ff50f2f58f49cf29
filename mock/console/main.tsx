import { render } from 'preact';
import './styles/base.css';
import './styles/controls.css';
import './styles/shell.css';
import './styles/tables.css';
import './query/query.css';
import './views/clients/clients.css';
import './views/clock/clock.css';
import './views/coverage/coverage.css';
import './views/faults/faults.css';
import './views/releases/releases.css';
import './views/why/why.css';
import './views/requests/requests.css';
import './views/scenarios/scenarios.css';
import { App } from './shell/app.js';

const root = document.getElementById('app');
if (root) render(<App />, root);
