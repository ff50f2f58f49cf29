import { useState } from 'preact/hooks';
import { control } from '../../api/control.js';
import { credentials } from '../../api/settings.js';
import { CONTROL_URL, PREFIX } from '../../api/session.js';
import { useLoaded } from '../../api/use-loaded.js';
import { CopyButton } from '../../components/copy-button.js';
import { Dialog } from '../../components/dialog.js';
import { Loading } from '../../components/loading.js';
import { notify, notifyFailure } from '../../components/notices.js';
import { cut, indented, LongText } from '../../components/text.js';
import { t } from '../../messages/translate.js';
import { asCurl } from '../../query/as-code.js';
import { hrefOf } from '../../shell/route.js';
import { type Details, type Entry, kindOf, urlOf } from './entry.js';
import { Notes } from './request-table.js';

/** `POST /__mock/journal/{id}/replay`. */
interface Replayed {
  readonly id: number;
  readonly status: number;
}

export interface RequestDrawerProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** A request with its response, and what can be done with it. */
export function RequestDrawer({ id, onClose }: RequestDrawerProps) {
  const address = `journal/${encodeURIComponent(id)}`;
  const loaded = useLoaded((signal) => control<Details>('GET', address, undefined, signal), {
    key: id,
    on: [],
  });
  const [replayed, setReplayed] = useState<Replayed>();
  const replay = (): void => {
    control<Replayed>('POST', `${address}/replay`).then(setReplayed).catch(notifyFailure);
  };
  return (
    <Dialog shape="drawer" title={t('requests.title', { id })} onClose={onClose}>
      <Loading of={loaded}>
        {(details) => {
          const { entry, request, response } = details;
          return (
            <>
              <p class="request-url">
                <b>{entry.method}</b> <LongText text={urlOf(entry)} length={600} />
              </p>
              <p class="row">
                <span class={`tag ${kindOf(entry.status)}`}>HTTP {entry.status}</span>
                <Notes entry={entry} />
              </p>
              <div class="row">
                <button type="button" class="primary" onClick={replay}>
                  {t('requests.replay')}
                </button>
                <CopyButton label={t('requests.copyCurl')} text={() => curlOf(entry)} />
                <button
                  type="button"
                  disabled={!response || response.cut}
                  onClick={() => void makeStub(details).catch(notifyFailure)}
                >
                  {t('requests.makeStub')}
                </button>
              </div>
              {replayed && (
                <p role="status">
                  {t('requests.replayed', { status: replayed.status })}{' '}
                  <a href={hrefOf({ view: 'requests', segments: [String(replayed.id)] })}>
                    {t('requests.title', { id: String(replayed.id) })}
                  </a>
                </p>
              )}
              {entry.body !== '' && <Text title={t('requests.body')} text={entry.body} />}
              {request && <Headers title={t('requests.headers')} headers={request.headers} />}
              {response ? (
                <>
                  <Headers title={t('requests.answerHeaders')} headers={response.headers} />
                  <Text title={t('requests.answer')} text={indented(response.body)} />
                </>
              ) : (
                <p class="hint">{t('requests.notKept')}</p>
              )}
            </>
          );
        }}
      </Loading>
    </Dialog>
  );
}

/** The request as a curl command, in the sandbox of the page. */
const curlOf = (entry: Entry): string =>
  asCurl({
    method: entry.method,
    url: `${CONTROL_URL.origin}${PREFIX}${urlOf(entry)}`,
    credentials: credentials(),
  });

/** Puts a stub before the others that answers the same request with the same response. */
async function makeStub({ entry, response }: Details): Promise<void> {
  if (!response) return;
  const type = response.headers['content-type'];
  const query = Object.fromEntries(new URLSearchParams(entry.query));
  const stub = {
    name: `${t('requests.title', { id: String(entry.id) })}: ${cut(urlOf(entry), 80)}`,
    match: { method: entry.method, path: entry.path, ...(entry.query !== '' && { query }) },
    respond: {
      status: entry.status,
      body: response.body,
      ...(type !== undefined && { contentType: type }),
    },
  };
  await control('POST', 'stubs', { stubs: [stub] });
  notify(t('requests.stubMade'));
}

function Headers(props: {
  readonly title: string;
  readonly headers: Readonly<Record<string, string>>;
}) {
  const lines = Object.entries(props.headers).map(([name, value]) => `${name}: ${value}`);
  return <Text title={props.title} text={lines.join('\n')} />;
}

function Text({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <section>
      <h3>{title}</h3>
      <pre class="request-text" tabIndex={0} role="region" aria-label={title}>
        <LongText text={text} length={4000} />
      </pre>
    </section>
  );
}
