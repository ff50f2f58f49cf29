/** Shortens a text to `length` characters; an ellipsis shows that more follows. */
export const truncate = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length)}…` : text;
