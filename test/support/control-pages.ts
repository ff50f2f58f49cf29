import type { ReadBuiltFiles } from '../../mock/control/pages/built-files.js';
import { type ControlPages, createPages } from '../../mock/control/pages/pages.js';
import { finish } from '../../mock/core/steps.js';
import type { Mock } from '../../mock/index.js';

const noFiles: ReadBuiltFiles = () => Promise.resolve(new Map());

/** The pages of a server's control API. @param files default: nothing has been built. */
export const createTestPages = (mock: Mock, files = noFiles): ControlPages =>
  createPages({
    mock,
    files,
    toYaml: (document) => Promise.resolve(JSON.stringify(document)),
    inTurns: finish,
  });
