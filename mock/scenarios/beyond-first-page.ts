import type { RequestShape } from './scenario.js';

/** A caller who pages has seen the first page, and asks for another. */
export const beyondFirstPage = ({ isList, page }: RequestShape): boolean => isList && page > 1;
