import { Dialog } from '../../components/dialog.js';
import { t } from '../../messages/translate.js';

export interface ConfirmKickProps {
  readonly count: number;
  readonly onKick: () => void;
  readonly onClose: () => void;
}

/** Asks before several clients are kicked. */
export function ConfirmKick({ count, onKick, onClose }: ConfirmKickProps) {
  return (
    <Dialog
      title={t('clients.confirm.title', { count })}
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
              onKick();
              onClose();
            }}
          >
            {t('clients.kick')}
          </button>
        </>
      }
    >
      <p>{t('clients.confirm.explain')}</p>
    </Dialog>
  );
}
