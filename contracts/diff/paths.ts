import { isJsonObject, type Json } from '../shared/json.js';

/** A member's name as a step of a JSON path. */
export function step(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

/** The path of every value in a value, itself included, as {@link differences} writes them. */
export function* pathsIn(value: Json | undefined, path = '$'): Generator<string, void> {
  yield path;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* pathsIn(item as Json, `${path}[${index}]`);
  } else if (isJsonObject(value)) {
    for (const [key, item] of Object.entries(value)) yield* pathsIn(item, path + step(key));
  }
}

/** `$.body.data["<prefix>a"]["recv_msg.qos0"]` as `data.*.recv_msg.qos0`. */
export const plainPath = (path: string): string =>
  path
    .replace(/\["<(?:[^"\\]|\\.)*"\]|\[(?:\d+|\*)\]/g, '.*')
    .replace(/\["((?:[^"\\]|\\.)*)"\]/g, '.$1')
    .replace(/^\$\.?(?:body\b\.?)?/, '');

/** The paths of all values in answers, as a user writes them, each once. */
export function plainPaths(paths: Iterable<string>): readonly string[] {
  const plain = new Set<string>();
  for (const path of paths) plain.add(plainPath(path));
  plain.delete('');
  return [...plain];
}
