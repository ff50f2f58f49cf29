const LEVELS_WITH_WILDCARDS = /[+#]/;

/** Whether messages can be published to it (MQTT 5.0, 4.7.1): not empty, no wildcard. */
export function isTopicName(topic: string): boolean {
  return topic !== '' && !LEVELS_WITH_WILDCARDS.test(topic);
}

/** `$share/NAME/FILTER` (MQTT 5.0, 4.8.2). */
const SHARED = '$share/';
const SHARED_PARTS = /^\$share\/[^/+#]+\/(.+)$/s;

export function isShared(filter: string): boolean {
  return filter.startsWith(SHARED);
}

/** Whether it can be subscribed to (MQTT 5.0, 4.7.1): `#` only as last level, `+` only as a level. */
export function isTopicFilter(filter: string): boolean {
  const plain = isShared(filter) ? SHARED_PARTS.exec(filter)?.[1] : filter;
  if (plain === undefined || plain === '') return false;
  const levels = plain.split('/');
  return levels.every((level, index) => {
    if (level === '#') return index === levels.length - 1;
    return level === '+' || !LEVELS_WITH_WILDCARDS.test(level);
  });
}
