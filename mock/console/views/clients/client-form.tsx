import { useId, useState } from 'preact/hooks';
import { control, ControlError, type Problem } from '../../api/control.js';
import { Dialog } from '../../components/dialog.js';
import { notify } from '../../components/notices.js';
import { cut } from '../../components/text.js';
import { errorText, problemText } from '../../messages/from-mock/problem-text.js';
import { t } from '../../messages/translate.js';
import {
  type FieldName,
  FIELDS,
  fieldsOf,
  fromText,
  type FullClient,
  GROUPS,
  type Subscription,
  toText,
} from './client-fields.js';
import { SubscriptionFields } from './subscription-fields.js';

export interface ClientFormProps {
  readonly mode: 'add' | 'edit' | 'duplicate';
  /** The client to change, or to duplicate. */
  readonly client?: FullClient;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Adds or changes a client. Members that are left empty get the mock's defaults, or stay. */
export function ClientForm({ mode, client, onDone, onClose }: ClientFormProps) {
  const [id, setId] = useState(firstId(mode, client));
  const [texts, setTexts] = useState<Partial<Record<FieldName, string>>>({});
  const [topics, setTopics] = useState(client?.subscriptions ?? []);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const formId = useId();
  const problemOf = (name: string): Problem | undefined =>
    problems.find(({ field }) => field === name || field.startsWith(`${name}[`));
  const subscriptions = problemOf('subscriptions');
  const general = problems.filter(
    ({ field }) => !(field in FIELDS) && field !== 'clientid' && !field.startsWith('subscriptions'),
  );

  async function save(): Promise<void> {
    try {
      await sendClient(mode, id, client, texts, topics);
    } catch (error) {
      setProblems(problemsOf(error));
      return;
    }
    notify(t(mode === 'edit' ? 'clients.done.changed' : 'clients.done.added'));
    onDone();
    onClose();
  }
  return (
    <Dialog
      shape="drawer"
      title={
        <>
          {t(`clients.form.${mode}`)} {client && <bdi>{cut(client.clientid, 60)}</bdi>}
        </>
      }
      onClose={onClose}
      foot={
        <>
          <button type="button" onClick={onClose}>
            {t('common.cancel')}
          </button>
          <button type="submit" class="primary" form={formId}>
            {t('clients.form.save')}
          </button>
        </>
      }
    >
      <form
        id={formId}
        class="client-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {general.map((problem) => (
          <p key={problem.message} class="problem" role="alert">
            {problemText(problem)}
          </p>
        ))}
        {mode !== 'edit' && (
          <Field name="clientid" value={id} problem={problemOf('clientid')} onInput={setId} />
        )}
        {GROUPS.map((group) => (
          <fieldset key={group}>
            <legend>
              <h3>{t(`clients.group.${group}`)}</h3>
            </legend>
            <div class="field-grid">
              {fieldsOf(group).map((name) => (
                <Field
                  key={name}
                  name={name}
                  value={texts[name] ?? (client ? toText(name, client) : '')}
                  isNew={client === undefined}
                  problem={problemOf(name)}
                  onInput={(text) => setTexts({ ...texts, [name]: text })}
                />
              ))}
            </div>
          </fieldset>
        ))}
        <fieldset>
          <legend>
            <h3>{t('clients.subscriptions')}</h3>
          </legend>
          <SubscriptionFields
            subscriptions={topics}
            problem={subscriptions && problemText(subscriptions)}
            onChange={setTopics}
          />
        </fieldset>
      </form>
    </Dialog>
  );
}

function firstId(mode: ClientFormProps['mode'], client: FullClient | undefined): string {
  if (!client) return '';
  return mode === 'duplicate' ? `${client.clientid}-copy` : client.clientid;
}

const problemsOf = (error: unknown): readonly Problem[] =>
  error instanceof ControlError && error.problems.length > 0
    ? error.problems
    : [{ field: '', expected: '', message: errorText(error) }];

/** Sends only what the user has changed; of a duplicate, everything that can be set. */
async function sendClient(
  mode: ClientFormProps['mode'],
  id: string,
  client: FullClient | undefined,
  texts: Readonly<Partial<Record<FieldName, string>>>,
  topics: readonly Subscription[],
): Promise<void> {
  const changes = new Map<string, unknown>();
  for (const name of Object.keys(FIELDS) as FieldName[]) {
    const before = client ? toText(name, client) : '';
    const text = texts[name] ?? before;
    const isSent = mode === 'duplicate' ? text !== '' : text !== before;
    if (isSent) changes.set(name, fromText(name, text));
  }
  const isSubscribed = JSON.stringify(topics) !== JSON.stringify(client?.subscriptions ?? []);
  if (isSubscribed || mode === 'duplicate') {
    changes.set('subscriptions', topics);
    // The subscriptions say how many there are.
    if (texts.subscriptions_cnt === undefined) changes.delete('subscriptions_cnt');
  }
  if (mode === 'edit') {
    const body = Object.fromEntries(changes);
    await control('PATCH', `clients/${encodeURIComponent(id)}`, body);
  } else {
    await control('POST', 'clients', { clientid: id, ...Object.fromEntries(changes) });
  }
}

interface FieldProps {
  readonly name: FieldName | 'clientid';
  readonly value: string;
  /** Whether an empty field means the mock's default. */
  readonly isNew?: boolean;
  readonly problem: Problem | undefined;
  readonly onInput: (text: string) => void;
}

function Field({ name, value, isNew = false, problem, onInput }: FieldProps) {
  const id = useId();
  const kind = name === 'clientid' ? 'text' : FIELDS[name][0];
  const shared = {
    id,
    name,
    value,
    'aria-invalid': problem !== undefined,
    'aria-describedby': problem ? `${id}-problem` : undefined,
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement | HTMLSelectElement }) =>
      onInput(currentTarget.value),
  };
  return (
    <div class="field">
      <label for={id} class="mono">
        {name}
      </label>
      {kind === 'flag' || kind === 'state' ? (
        <select {...shared}>
          {isNew && <option value="">{t('clients.form.default')}</option>}
          {(kind === 'flag' ? ['true', 'false'] : ['connected', 'idle', 'disconnected']).map(
            (each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ),
          )}
        </select>
      ) : (
        <input
          {...shared}
          required={name === 'clientid'}
          autofocus={name === 'clientid'}
          autocomplete="off"
          spellcheck={false}
          inputMode={kind === 'number' ? 'numeric' : 'text'}
          placeholder={placeholderOf(name, kind, isNew)}
        />
      )}
      {problem && (
        <span id={`${id}-problem`} class="problem">
          {problemText(problem)}
        </span>
      )}
    </div>
  );
}

function placeholderOf(name: string, kind: string, isNew: boolean): string {
  if (name === 'clientid') return '';
  if (name === 'username') return t('clients.form.noUsername');
  if (isNew) return t('clients.form.default');
  return kind === 'time' ? 'YYYY-MM-DD HH:mm:ss' : '';
}
