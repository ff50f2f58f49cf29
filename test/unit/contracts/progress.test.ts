import { expect, test } from 'vitest';
import { ProgressDisplay } from '../../../contracts/cli/progress.js';
import { type CheckOptions, rules } from '../../../contracts/index.js';
import { checkInProcess } from '../../support/in-process/check.js';
import { createEngine } from '../../support/in-process/engine.js';
import { VirtualClock } from '../../support/in-process/virtual-clock.js';
import { ruleThat } from './support.js';

/** What a run writes to standard error, each write apart. */
async function progressOf(
  options: CheckOptions & { live?: boolean; answerMs?: number },
): Promise<string[]> {
  const { live = false, answerMs = 0, ...rest } = options;
  const engine = createEngine();
  const written: string[] = [];
  const display = new ProgressDisplay({ stderr: (text) => written.push(text), live }, engine.clock);
  await checkInProcess(
    engine,
    async (request) => {
      await engine.clock.sleep(answerMs);
      return engine.handle(request);
    },
    { timeLimitMs: 1e9, ...rest, onProgress: (progress) => display.show(progress) },
  );
  display.end();
  return written;
}

test('without a terminal, each group of rules has a line', async () => {
  const written = await progressOf({});
  const total = rules.length;
  expect(written.slice(0, 2)).toEqual([
    `[7/${total}] auth: 7 pass, 0 fail\n`,
    expect.stringMatching(/^\[\d+\/\d+\] list: \d+ pass, 0 fail\n$/),
  ]);
  expect(written.at(-1)).toMatch(new RegExp(`^\\[${total}/${total}\\] kick: \\d+ pass, 0 fail\n$`));
  expect(written).toHaveLength(8);
});

test('without a terminal, a slow run writes at least every 30 seconds', async () => {
  const slow = ruleThat(async (ctx) => {
    for (let request = 0; request < 100; request += 1) await ctx.list({ _limit: 1 });
  });
  const written = await progressOf({ rules: [slow], answerMs: 1000 });
  const seconds = written.flatMap((line) => {
    const found = /running for (\d+) s, \d+ requests? so far\n$/.exec(line);
    return found ? [Number(found[1])] : [];
  });
  expect(seconds.length).toBeGreaterThanOrEqual(3);
  for (const [index, second] of seconds.entries()) {
    expect(second - (seconds[index - 1] ?? 0)).toBeLessThanOrEqual(31);
  }
  expect(written.join('')).toContain('[1/1] list/x: running for');
});

test('a request that hangs is no reason for silence', async () => {
  const clock = new VirtualClock();
  const written: string[] = [];
  const display = new ProgressDisplay({ stderr: (text) => written.push(text) }, clock);
  display.show({ kind: 'start', rule: ruleThat(async () => {}), index: 4, total: 9 });
  for (let second = 0; second < 65; second += 1) {
    await clock.sleep(1000);
    display.tick();
  }
  expect(written).toEqual([
    '[5/9] list/x: running for 30 s, 0 requests so far\n',
    '[5/9] list/x: running for 60 s, 0 requests so far\n',
  ]);
});

test('on a terminal, one line is overwritten and cleared at the end', async () => {
  const written = await progressOf({ live: true, answerMs: 1000, only: ['auth'] });
  for (const text of written) expect(text.startsWith('\r\u001B[2K')).toBe(true);
  expect(written.at(-1)).toBe('\r\u001B[2K');
});
