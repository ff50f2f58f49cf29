import type { ComponentType } from 'preact';
import type { MessageKey } from '../messages/translate.js';
import { ClientsView } from '../views/clients/clients-view.js';

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
];

/** The view of an id of the URL; `undefined` if there is none. */
export const viewOf = (id: string): View | undefined =>
  id === '' ? VIEWS[0] : VIEWS.find((view) => view.id === id);
