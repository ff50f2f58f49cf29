import { useEffect, useId, useState } from 'preact/hooks';
import { control } from '../../api/control.js';
import { useLoaded } from '../../api/use-loaded.js';
import { Loading } from '../../components/loading.js';
import { notifyFailure } from '../../components/notices.js';
import { Page } from '../../components/page.js';
import { t } from '../../messages/translate.js';

/** `GET /__mock/clock`, and when it arrived by this browser's clock. */
interface Clock {
  readonly epochMs: number;
  readonly frozen: boolean;
  readonly readAt: number;
}

/** `POST /__mock/clock`. */
type Move =
  | { readonly advance: string }
  | { readonly set: string }
  | { readonly freeze: true }
  | { readonly resume: true };

/** Moves that a button makes, forward and back. */
const STEPS = ['-1h', '-1m', '1s', '1m', '1h', '1d'];

export function ClockView() {
  const loaded = useLoaded(
    async (signal): Promise<Clock> => ({
      ...(await control<Omit<Clock, 'readAt'>>('GET', 'clock', undefined, signal)),
      readAt: performance.now(),
    }),
    { on: ['clock', 'scenario'] },
  );
  const move = (body: Move): void => {
    control('POST', 'clock', body).then(loaded.reload).catch(notifyFailure);
  };
  return (
    <Page title={t('view.clock')}>
      <p class="hint">{t('clock.explain')}</p>
      <Loading of={loaded}>
        {(clock) => (
          <>
            <section class="card clock-now" aria-label={t('clock.now')}>
              <Time clock={clock} />
              <span class={clock.frozen ? 'tag warn' : 'tag good'} role="status">
                {t(clock.frozen ? 'clock.frozen' : 'clock.running')}
              </span>
              <span class="spacer" />
              <button
                type="button"
                class="primary"
                onClick={() => move(clock.frozen ? { resume: true } : { freeze: true })}
              >
                {t(clock.frozen ? 'clock.resume' : 'clock.freeze')}
              </button>
            </section>
            <Advance move={move} />
            <SetTime move={move} />
          </>
        )}
      </Loading>
    </Page>
  );
}

/** The time of the mock, which goes on with the browser's. */
function Time({ clock: { epochMs, frozen, readAt } }: { readonly clock: Clock }) {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    setNow(performance.now());
    if (frozen) return undefined;
    const timer = setInterval(() => setNow(performance.now()), 250);
    return () => clearInterval(timer);
  }, [readAt, frozen]);
  const passed = frozen ? 0 : Math.max(0, now - readAt);
  const iso = new Date(epochMs + passed).toISOString();
  return (
    <time class="clock-time" dateTime={iso}>
      {iso.slice(0, 19).replace('T', ' ')} <small>UTC</small>
    </time>
  );
}

function Advance({ move }: { readonly move: (body: Move) => void }) {
  const [amount, setAmount] = useState('');
  const id = useId();
  return (
    <section class="card" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('clock.advance')}</h2>
      <p class="hint">{t('clock.advance.explain')}</p>
      <div class="row clock-steps">
        {STEPS.map((step) => (
          <button key={step} type="button" onClick={() => move({ advance: step })}>
            {step.startsWith('-') ? step.replace('-', '−') : `+${step}`}
          </button>
        ))}
        <form
          class="row"
          onSubmit={(event) => {
            event.preventDefault();
            move({ advance: amount.trim() });
          }}
        >
          <label class="hidden-label" htmlFor={id}>
            {t('clock.amount')}
          </label>
          <input
            id={id}
            required
            placeholder={t('clock.amount.example')}
            data-shortcut="/"
            value={amount}
            onInput={({ currentTarget }) => setAmount(currentTarget.value)}
          />
          <button type="submit">{t('clock.advance')}</button>
        </form>
      </div>
    </section>
  );
}

function SetTime({ move }: { readonly move: (body: Move) => void }) {
  const [time, setTime] = useState('');
  const id = useId();
  return (
    <section class="card" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('clock.set')}</h2>
      <p class="hint">{t('clock.set.explain')}</p>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          move({ set: `${time}${time.length === 16 ? ':00' : ''}Z` });
        }}
      >
        <label class="hidden-label" htmlFor={id}>
          {t('clock.set.label')}
        </label>
        <input
          id={id}
          type="datetime-local"
          step="1"
          required
          value={time}
          onInput={({ currentTarget }) => setTime(currentTarget.value)}
        />
        <button type="submit">{t('clock.set')}</button>
      </form>
    </section>
  );
}
