import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/**
 * Scrolls a list sideways, as narrow screens show it, until the current item is in sight.
 * @param current names the item, which has `aria-current`.
 */
export function useCurrentInSight(
  list: RefObject<HTMLElement | null>,
  current: string | undefined,
): void {
  useLayoutEffect(() => {
    const box = list.current;
    const item = box?.querySelector<HTMLElement>('[aria-current]');
    if (!box || !item) return;
    const left = item.getBoundingClientRect().left - box.getBoundingClientRect().left;
    box.scrollLeft += left - (box.clientWidth - item.offsetWidth) / 2;
  }, [current]);
}
