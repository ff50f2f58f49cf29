import { render } from 'preact';
import './styles/base.css';
import './styles/controls.css';
import './styles/shell.css';
import './query/query.css';
import './views/clients/clients.css';
import { App } from './shell/app.js';

const root = document.getElementById('app');
if (root) render(<App />, root);
