import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface Sample {
  /** When, in milliseconds. */
  readonly at: number;
  readonly done: number;
}

/** The rate is that of so many last milliseconds, and is not told before so many have passed. */
const span = 8_000;
const least = 2_500;

/** The samples with one more: those too old to tell the rate go, and all of them where the work began again. */
export function withSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = samples.at(-1);
  if (last !== undefined && sample.done < last.done) return [sample];
  const recent = samples.filter(({ at }) => sample.at - at <= span);
  return [...recent, sample];
}

/** Seconds that the rest takes at the rate of the last seconds; nothing while that rate is not known. */
export function secondsLeft(samples: readonly Sample[], total: number): number | undefined {
  const [first] = samples;
  const last = samples.at(-1);
  if (first === undefined || last === undefined || last.at - first.at < least || last.done <= first.done) return undefined;
  const rest = Math.max(0, total - last.done);
  return (rest * (last.at - first.at)) / (last.done - first.done) / 1_000;
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
  const { t } = useTranslation();
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  useEffect(() => {
    setSamples((known) => withSample(known, { at: performance.now(), done }));
  }, [done]);
  if (total === null || done >= total) return undefined;
  const seconds = secondsLeft(samples, total);
  if (seconds === undefined) return undefined;
  const { unit, count } = leftInWords(seconds);
  return t(`importing.${words[unit]}`, { count });
}
