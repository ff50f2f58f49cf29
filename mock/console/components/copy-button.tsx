import { useState } from 'preact/hooks';
import { t } from '../messages/translate.js';
import { Dialog } from './dialog.js';
import { notifyFailure } from './notices.js';

export interface CopyButtonProps {
  /** Its name, such as 'Copy as curl'. */
  readonly label: string;
  /** What it copies, when it is pressed. */
  readonly text: () => string;
}

/** Milliseconds for which the button says that it has copied. */
const SHOWN_MS = 1600;

export function CopyButton({ label, text }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  const [shown, setShown] = useState<string>();
  async function copy(): Promise<void> {
    const copied = text();
    // Browsers offer the clipboard only to pages of this machine and over HTTPS.
    if (!window.isSecureContext) {
      setShown(copied);
      return;
    }
    await navigator.clipboard.writeText(copied);
    setCopied(true);
    setTimeout(() => setCopied(false), SHOWN_MS);
  }
  return (
    <>
      <button type="button" onClick={() => void copy().catch(notifyFailure)}>
        <span aria-live="polite">{isCopied ? t('common.copied') : label}</span>
      </button>
      {shown !== undefined && (
        <Dialog title={label} onClose={() => setShown(undefined)}>
          <p>{t('common.noClipboard')}</p>
          <textarea
            readOnly
            rows={5}
            aria-label={label}
            value={shown}
            onFocus={({ currentTarget }) => currentTarget.select()}
          />
        </Dialog>
      )}
    </>
  );
}
