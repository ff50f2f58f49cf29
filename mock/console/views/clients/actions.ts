import { control } from '../../api/control.js';
import { notify, notifyFailure } from '../../components/notices.js';
import { t } from '../../messages/translate.js';

/** What can be done to clients, as the control API names it. */
export type Action = 'remove' | 'disconnect' | 'reconnect';

const DONE = {
  remove: 'clients.done.remove',
  disconnect: 'clients.done.disconnect',
  reconnect: 'clients.done.reconnect',
} as const;

/** Applies an action to clients: to all or, if one does not exist, to none. @returns whether it did. */
export async function applyAction(action: Action, ids: readonly string[]): Promise<boolean> {
  try {
    await control('POST', 'clients/bulk', { [action]: ids });
  } catch (error) {
    notifyFailure(error);
    return false;
  }
  notify(t(DONE[action], { count: ids.length }));
  return true;
}
