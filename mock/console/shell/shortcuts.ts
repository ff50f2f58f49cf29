/** `/` focuses the field of the view that is marked with `data-shortcut="/"`. @returns a function that ends it. */
export function focusOnSlash(): () => void {
  const onKey = (event: KeyboardEvent): void => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key !== '/' || !isPlain || isTyping(event.target)) return;
    // A dialog that is open has the keyboard.
    if (document.querySelector('dialog:modal')) return;
    const field = document.querySelector<HTMLElement>('[data-shortcut="/"]');
    if (!field) return;
    event.preventDefault();
    const hiddenIn = field.closest('details:not([open])');
    if (hiddenIn instanceof HTMLDetailsElement) hiddenIn.open = true;
    field.focus();
    if (field instanceof HTMLInputElement) field.select();
  };
  addEventListener('keydown', onKey);
  return () => removeEventListener('keydown', onKey);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox])');
}

/** What the link 'Skip to the content' does: a link to `#main` would be a view's URL. */
export function focusMain(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
