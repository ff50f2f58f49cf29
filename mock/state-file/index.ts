/** Populations in files: read for `--from`, kept for `--persist`. Node only. */
export { readStateFile, MAX_TOLD, type ReadOptions, type StateFile } from './read.js';
export { StateFileError } from './state-file-error.js';
export { hasStateFile, keepState, type KeepOptions, type KeptState } from './keep.js';
