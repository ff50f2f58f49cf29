/** The beginning of a text that is longer than so many characters, with a sign that more follows. */
export const truncate = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length)}…` : text;
