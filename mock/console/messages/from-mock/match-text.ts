/** A longer text is the user's, not the mock's. */
const LONGEST = 1000;

/**
 * Finds the translation of a text.
 * @param texts translations by the text; `{name}` in both stands for any text.
 */
export function createTranslator(
  texts: Readonly<Record<string, string>>,
): (text: string) => string | undefined {
  const exact = new Map(Object.entries(texts));
  const patterns = Object.entries(texts)
    .filter(([text]) => text.includes('{'))
    .map(([text, translation]) => ({ matches: patternOf(text), translation }));
  return (text) => {
    const found = exact.get(text);
    if (found !== undefined || text.length > LONGEST) return found;
    for (const { matches, translation } of patterns) {
      const values = matches.exec(text)?.groups;
      if (values) return withValues(translation, values);
    }
    return undefined;
  };
}

/** A text with `{name}` replaced by values. */
export const withValues = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

const patternOf = (text: string): RegExp =>
  new RegExp(
    `^${text.replace(/[\\^$.*+?()[\]|]/g, '\\$&').replace(/\{(\w+)\}/g, '(?<$1>.*)')}$`,
    's',
  );
