import type { ComponentType } from 'preact';
import type { MessageKey } from '../messages/translate.js';
import { ClientsView } from '../views/clients/clients-view.js';
import { ClockView } from '../views/clock/clock-view.js';
import { CoverageView } from '../views/coverage/coverage-view.js';
import { FaultsView } from '../views/faults/faults-view.js';
import { ReleasesView } from '../views/releases/releases-view.js';
import { RequestsView } from '../views/requests/requests-view.js';
import { SandboxesView } from '../views/sandboxes/sandboxes-view.js';
import { WhyView } from '../views/why/why-view.js';
import { ScenariosView } from '../views/scenarios/scenarios-view.js';

/** A view: a page of the console with its own URL. */
export interface View {
  /** Its part of the URL: `#/ID`. */
  readonly id: string;
  readonly label: MessageKey;
  /** Drawn in a square of 20 by 20 with a line of 1.5: the `d` of an SVG path. */
  readonly icon: string;
  readonly component: ComponentType;
}

/** All views, in the order of the navigation; the first is shown by default. */
export const VIEWS: readonly [View, ...View[]] = [
  {
    id: 'clients',
    label: 'view.clients',
    icon: 'M3 5h14M3 10h14M3 15h14M7 3v14',
    component: ClientsView,
  },
  {
    id: 'why',
    label: 'view.why',
    icon: 'M3 4h14l-5.5 6.5V16l-3 1.5v-7z',
    component: WhyView,
  },
  {
    id: 'requests',
    label: 'view.requests',
    icon: 'M3 6h11l-3-3M17 14H6l3 3',
    component: RequestsView,
  },
  {
    id: 'scenarios',
    label: 'view.scenarios',
    icon: 'M3 5h4v4H3zM13 11h4v4h-4zM7 7h3a2 2 0 0 1 2 2v2a2 2 0 0 0 1 2',
    component: ScenariosView,
  },
  {
    id: 'faults',
    label: 'view.faults',
    icon: 'M11 2L4 11h5l-1 7 7-10h-5z',
    component: FaultsView,
  },
  {
    id: 'clock',
    label: 'view.clock',
    icon: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M10 6v4l3 2',
    component: ClockView,
  },
  {
    id: 'sandboxes',
    label: 'view.sandboxes',
    icon: 'M3 6.5L10 3l7 3.5v7L10 17l-7-3.5zM3 6.5l7 3.5 7-3.5M10 10v7',
    component: SandboxesView,
  },
  {
    id: 'coverage',
    label: 'view.coverage',
    icon: 'M3 3h6v6H3zM11 3h6v6h-6zM3 11h6v6H3zM12 14l2 2 3-4',
    component: CoverageView,
  },
  {
    id: 'releases',
    label: 'view.releases',
    icon: 'M5 3v10M15 7v10M5 13a2 2 0 1 0 0 4 2 2 0 0 0 0-4M15 3a2 2 0 1 0 0 4 2 2 0 0 0 0-4M5 13c0-4 10-2 10-6',
    component: ReleasesView,
  },
];

/** The view of an id of the URL; `undefined` if there is none. */
export const viewOf = (id: string): View | undefined =>
  id === '' ? VIEWS[0] : VIEWS.find((view) => view.id === id);
