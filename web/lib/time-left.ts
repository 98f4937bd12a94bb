import { useEffect, useState } from 'react';
import { useTexts } from './texts.ts';

export interface Sample {
  /** When, in milliseconds. */
  readonly at: number;
  readonly done: number;
}

/** So many last milliseconds tell the present rate; nothing is told before so many have passed. */
const span = 15_000;
const least = 2_500;

/** The samples with one more: the first of the work, and those recent enough to tell the rate; it alone where the work began again. */
export function withSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const [start, ...later] = samples;
  const last = samples.at(-1);
  if (start === undefined || (last !== undefined && sample.done < last.done)) return [sample];
  return [start, ...later.filter(({ at }) => sample.at - at <= span), sample];
}

/**
 * Seconds that the rest takes, at the mean of the rate of the last seconds and that of the whole work so far: a work goes in
 * steps, some of which tell nothing for a while, and neither a pause nor a rush shall tell nonsense. Nothing while no rate is known.
 */
export function secondsLeft(samples: readonly Sample[], total: number, now: number): number | undefined {
  const [start] = samples;
  const last = samples.at(-1);
  if (start === undefined || last === undefined || now - start.at < least || last.done <= start.done) return undefined;
  const from = samples.find(({ at }) => now - at <= span) ?? last;
  const rateSince = (sample: Sample) => (last.done - sample.done) / Math.max(least, now - sample.at);
  const rate = (rateSince(start) + rateSince(from)) / 2;
  return Math.max(0, total - last.done) / rate / 1_000;
}

/** In words, coarse enough to be true: seconds by tens, then minutes, then hours. */
export function leftInWords(seconds: number): { readonly unit: 'soon' | 'seconds' | 'minutes' | 'hours'; readonly count: number } {
  if (seconds < 10) return { unit: 'soon', count: 10 };
  if (seconds < 55) return { unit: 'seconds', count: Math.ceil(seconds / 10) * 10 };
  if (seconds < 90 * 60) return { unit: 'minutes', count: Math.max(1, Math.round(seconds / 60)) };
  return { unit: 'hours', count: Math.round(seconds / 3_600) };
}

const words = { soon: 'leftSoon', seconds: 'leftSeconds', minutes: 'leftMinutes', hours: 'leftHours' } as const;

/** How long a work will take yet, in words; nothing until its rate is known. */
export function useTimeLeft(done: number, total: number | null): string | undefined {
  const { t } = useTexts();
  const [{ samples, now }, setWatched] = useState<{ readonly samples: readonly Sample[]; readonly now: number }>({ samples: [], now: 0 });
  const running = total !== null && done < total;
  useEffect(() => {
    const at = performance.now();
    setWatched((known) => ({ samples: withSample(known.samples, { at, done }), now: at }));
    if (!running) return;
    const timer = setInterval(() => setWatched((known) => ({ ...known, now: performance.now() })), 1_000);
    return () => clearInterval(timer);
  }, [done, running]);
  const seconds = running ? secondsLeft(samples, total, now) : undefined;
  if (seconds === undefined) return undefined;
  const { unit, count } = leftInWords(seconds);
  return t(`importing.${words[unit]}`, { count });
}
