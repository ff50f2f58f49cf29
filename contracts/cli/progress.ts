import { countsText } from '../report/groups.js';
import { countOutcomes } from '../report/report.js';
import type { Progress } from '../runner/check.js';
import type { RuleResult } from '../runner/rule-result.js';
import { type Clock, systemClock } from '../shared/clock.js';
import { counted } from '../shared/counted.js';
import { printable } from '../shared/printable.js';
import { type CliIo, showProgress } from './io.js';

/** Where there is no terminal, at least one line in this time. CI servers end silent jobs. */
const LONGEST_SILENCE_MS = 30_000;

/**
 * Shows on standard error how far a run is: on a terminal one line that is overwritten, else a line
 * for each group of rules, and at least one every 30 seconds.
 */
export class ProgressDisplay {
  #what = 'Reaching the broker';
  #requests = 0;
  #done = 0;
  #total = 0;
  #ofGroup: RuleResult[] = [];
  #lastLine: number;
  readonly #start: number;

  constructor(
    private readonly io: Pick<CliIo, 'stderr' | 'live'>,
    private readonly clock: Clock = systemClock,
  ) {
    this.#start = clock.now();
    this.#lastLine = this.#start;
  }

  show(progress: Progress): void {
    switch (progress.kind) {
      case 'fixtures': {
        const { shown, total } = progress;
        this.#now(`Test clients: the API shows ${shown} of ${total}`);
        break;
      }
      case 'start':
        if (this.#ofGroup[0] && this.#ofGroup[0].rule.group !== progress.rule.group) {
          this.#endGroup();
        }
        this.#total = progress.total;
        this.#now(`[${progress.index + 1}/${progress.total}] ${progress.rule.id}`);
        break;
      case 'result':
        this.#done += 1;
        this.#ofGroup.push(progress.result);
        break;
      case 'request':
        this.#requests = progress.requests;
        break;
      case 'cleaning':
        this.#endGroup();
        this.#now('Removing the test clients');
        break;
      case 'profile':
        this.#line(printable(progress.message));
        break;
      case 'warning':
        break;
    }
    this.tick();
  }

  /** Prints a line if there was none for too long. Call it now and then. */
  tick(): void {
    const now = this.clock.now();
    if (this.io.live === true || now - this.#lastLine < LONGEST_SILENCE_MS) return;
    const seconds = Math.round((now - this.#start) / 1000);
    this.#line(
      `${this.#what}: running for ${seconds} s, ${counted(this.#requests, 'request')} so far`,
    );
  }

  /** Clears the line on a terminal. */
  end(): void {
    showProgress(this.io, '');
  }

  #now(what: string): void {
    this.#what = what;
    showProgress(this.io, what);
  }

  #endGroup(): void {
    const [first] = this.#ofGroup;
    if (!first) return;
    const counts = countsText(countOutcomes(this.#ofGroup));
    if (this.io.live !== true) {
      this.#line(`[${this.#done}/${this.#total}] ${first.rule.group}: ${counts}`);
    }
    this.#ofGroup = [];
  }

  #line(text: string): void {
    this.#lastLine = this.clock.now();
    if (this.io.live === true) showProgress(this.io, '');
    this.io.stderr(`${text}\n`);
  }
}
