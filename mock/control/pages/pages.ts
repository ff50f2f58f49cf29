import type { Mock } from '../../mock.js';
import { createEventRoutes, EventStreams } from '../events/event-streams.js';
import type { ControlCall, ControlRoutes } from '../route.js';
import { createConsoleRoutes } from '../routes/console.js';
import { createDocumentRoutes } from '../routes/documents.js';
import type { ReadBuiltFiles } from './built-files.js';
import { asksForLanding, LANDING_ROUTES, landingPage } from './landing.js';

/** The pages of the control API, with the documents and the stream of events that they show. */
export interface ControlPages {
  readonly routes: ControlRoutes;
  readonly asksForLanding: typeof asksForLanding;
  readonly landingPage: typeof landingPage;
  /** Ends the streams of events. */
  close(this: void): void;
}

export interface PageSources {
  readonly mock: Mock;
  /** Reads the built pages. */
  readonly files: ReadBuiltFiles;
  /** Prints a document as YAML. */
  readonly toYaml: (document: object) => Promise<string>;
  /** Runs what takes long, with others' turns between its steps. */
  readonly inTurns: ControlCall['inTurns'];
}

/** What a server has and a service worker has not, which streams nothing and holds no files. */
export function createPages({ mock, files, toYaml, inTurns }: PageSources): ControlPages {
  const streams = new EventStreams(mock, inTurns);
  return {
    routes: {
      ...createConsoleRoutes(files),
      ...LANDING_ROUTES,
      ...createDocumentRoutes(toYaml),
      ...createEventRoutes(streams),
    },
    asksForLanding,
    landingPage,
    close: () => streams.close(),
  };
}
