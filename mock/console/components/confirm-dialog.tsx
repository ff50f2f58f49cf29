import { t } from '../messages/translate.js';
import { Dialog } from './dialog.js';

export interface ConfirmDialogProps {
  readonly title: string;
  /** What follows from it. */
  readonly explain: string;
  /** The button that does it. */
  readonly label: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog({ title, explain, label, onConfirm, onClose }: ConfirmDialogProps) {
  return (
    <Dialog
      title={title}
      onClose={onClose}
      foot={
        <>
          <button type="button" onClick={onClose}>
            {t('common.cancel')}
          </button>
          <button
            type="button"
            class="danger"
            autofocus
            onClick={() => {
              onConfirm();
              onClose();
            }}
          >
            {label}
          </button>
        </>
      }
    >
      <p>{explain}</p>
    </Dialog>
  );
}
