/** An icon beside a text, or in a button that has a name of its own. @param d an SVG path of 20 by 20. */
export function Icon({ d }: { readonly d: string }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <path d={d} />
    </svg>
  );
}
