import type { Random } from '../seed/random.js';
import { type FaultDelay, FAULT_LIMITS } from './fault-rule.js';

/** Draws one delay, in whole milliseconds from 0 to {@link FAULT_LIMITS.delayMs}. */
export function drawDelay(delay: FaultDelay, random: Random): number {
  return Math.min(FAULT_LIMITS.delayMs, Math.max(0, Math.round(draw(delay, random))));
}

function draw(delay: FaultDelay, random: Random): number {
  if (typeof delay === 'number') return delay;
  if ('min' in delay) return delay.min + random.next() * (delay.max - delay.min);
  if ('mean' in delay) return delay.mean + delay.stddev * normal(random);
  return percentile(delay.percentiles, random.next() * 100);
}

/** The normal distribution from two uniform draws (Box and Muller). */
function normal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
  return radius * Math.cos(2 * Math.PI * random.next());
}

function percentile(points: Readonly<Record<string, number>>, wanted: number): number {
  let [low, lowMs] = [0, 0];
  const ascending = Object.entries(points)
    .map(([key, ms]) => [Number(key), ms] as const)
    .sort(([a], [b]) => a - b);
  for (const [high, ms] of ascending) {
    if (wanted < high) return lowMs + ((wanted - low) / (high - low)) * (ms - lowMs);
    [low, lowMs] = [high, ms];
  }
  return lowMs;
}
