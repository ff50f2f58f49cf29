import { isJsonObject, type Json } from '../shared/json.js';
import { step } from './paths.js';

/** One place where two values differ. */
export interface Difference {
  /** JSON path, e.g. `$.meta.count` or `$.data["<prefix>alice-1"].zone`. */
  readonly path: string;
  /** `undefined`: missing. */
  readonly a: Json | undefined;
  readonly b: Json | undefined;
}

/** Every place where two values differ, in the order of their paths. */
export function differences(a: Json | undefined, b: Json | undefined, path = '$'): Difference[] {
  // Rows stand by their ids; a list without any is still a list.
  if (isEmptyList(a) && hasMembers(b)) return differences({}, b, path);
  if (isEmptyList(b) && hasMembers(a)) return differences(a, {}, path);
  if (isJsonObject(a) && isJsonObject(b)) {
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
    return keys.flatMap((key) => differences(own(a, key), own(b, key), path + step(key)));
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    const [left, right] = [a as readonly Json[], b as readonly Json[]];
    const length = Math.max(left.length, right.length);
    return Array.from({ length }, (_, index) =>
      differences(left[index], right[index], `${path}[${index}]`),
    ).flat();
  }
  return a === b ? [] : [{ path, a, b }];
}

function own(value: Readonly<Record<string, Json | undefined>>, key: string): Json | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

const isEmptyList = (value: Json | undefined): boolean =>
  Array.isArray(value) && value.length === 0;

const hasMembers = (value: Json | undefined): boolean =>
  isJsonObject(value) && Object.keys(value).length > 0;
