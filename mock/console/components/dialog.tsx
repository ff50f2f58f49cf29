import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../messages/translate.js';
import { Icon } from './icon.js';

export interface DialogProps {
  readonly title: ComponentChildren;
  /** `drawer`: at the right edge, as high as the page. */
  readonly shape?: 'box' | 'drawer';
  /** Buttons at the end. */
  readonly foot?: ComponentChildren;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/**
 * A modal dialog: the browser keeps the focus inside, Escape closes it, and the focus then returns
 * to where it was. It is open as long as it is rendered.
 */
export function Dialog({ title, shape = 'box', foot, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const { current } = dialog;
    current?.showModal();
    return () => current?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      class={shape}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={({ target, currentTarget }) => {
        if (target === currentTarget) onClose(); // outside of the content, on the backdrop
      }}
    >
      <div class="dialog-content">
        <header class="dialog-head">
          <h2 id={titleId}>{title}</h2>
          <button
            type="button"
            class="quiet icon-only"
            aria-label={t('common.close')}
            onClick={onClose}
          >
            <Icon d="M5 5l10 10M15 5L5 15" />
          </button>
        </header>
        <div class="dialog-body">{children}</div>
        {foot !== undefined && <footer class="dialog-foot">{foot}</footer>}
      </div>
    </dialog>
  );
}
