import { type RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** The rows of a long table that are rendered: those that can be seen, and some around them. */
export interface RowWindow {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** Pixels that the rows before and behind take. */
  readonly before: number;
  readonly after: number;
}

/** Rows that are rendered beyond each edge. */
const AROUND = 12;
/** A table of this many rows is rendered as a whole. */
const SHORT = 120;

/**
 * Finds the rows that a box shows, which scrolls.
 * @param rowHeight pixels; all rows have the same.
 */
export function useRowWindow(
  box: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
): RowWindow {
  const [view, setView] = useState({ top: 0, height: 800 });
  useLayoutEffect(() => {
    const { current } = box;
    if (!current) return;
    const read = (): void => setView({ top: current.scrollTop, height: current.clientHeight });
    read();
    const resize = new ResizeObserver(read);
    resize.observe(current);
    current.addEventListener('scroll', read, { passive: true });
    return () => {
      resize.disconnect();
      current.removeEventListener('scroll', read);
    };
  }, [box]);
  if (count <= SHORT) return { start: 0, end: count, before: 0, after: 0 };
  const first = Math.floor(view.top / rowHeight) - AROUND;
  const start = Math.min(Math.max(0, first), Math.max(0, count - SHORT));
  const shown = Math.ceil(view.height / rowHeight) + 2 * AROUND;
  const end = Math.min(count, start + Math.max(shown, SHORT));
  return { start, end, before: start * rowHeight, after: (count - end) * rowHeight };
}
