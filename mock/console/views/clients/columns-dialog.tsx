import type { Row } from '../../api/list.js';
import { Dialog } from '../../components/dialog.js';
import { t } from '../../messages/translate.js';
import { allColumns, chosenColumns, resetColumns, toggleColumn } from './columns.js';

export interface ColumnsDialogProps {
  readonly rows: readonly Row[];
  readonly onClose: () => void;
}

/** Which columns the table shows; the browser remembers them. */
export function ColumnsDialog({ rows, onClose }: ColumnsDialogProps) {
  const all = allColumns(rows);
  const chosen = chosenColumns();
  return (
    <Dialog
      title={t('clients.columns')}
      onClose={onClose}
      foot={
        <>
          <button type="button" onClick={resetColumns}>
            {t('clients.columns.reset')}
          </button>
          <button type="button" class="primary" onClick={onClose}>
            {t('common.close')}
          </button>
        </>
      }
    >
      <ul class="column-list">
        {all.map((name) => (
          <li key={name}>
            <label class="switch mono">
              <input
                type="checkbox"
                checked={chosen.includes(name)}
                disabled={name === 'clientid'}
                onChange={() => toggleColumn(name, all)}
              />
              {name}
            </label>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
