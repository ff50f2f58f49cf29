import type { Dialect, DialectName } from './dialect.js';
import { documented } from './documented.js';
import { emqx43, emqx430, emqx44 } from './emqx-4.js';

const dialects: Readonly<Record<DialectName, Dialect>> = {
  documented,
  'emqx-4.3.0': emqx430,
  'emqx-4.3': emqx43,
  'emqx-4.4': emqx44,
};

/** The dialect of that name; the names are {@link DialectName}. */
export function dialectOf(name: DialectName): Dialect {
  return dialects[name];
}
