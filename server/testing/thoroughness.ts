import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Whether the long suite runs, which has the time to try everything. */
    thorough: boolean;
  }
}

/**
 * True in the long suite. A test that repeats itself, on more random input or through more orders, does so there in full and
 * everyday as often as finds the faults that its controls plant. Whichever test reads this is part of both suites.
 */
export const thorough: boolean = inject('thorough');

/** All kinds in the long suite; everyday the two that differ most, the first and the last. */
export function outermost<Kind>(kinds: readonly Kind[]): readonly Kind[] {
  return thorough ? kinds : kinds.filter((_, index) => index === 0 || index === kinds.length - 1);
}

/** All kinds in the long suite; everyday the one most people meet, the first. */
export function usual<Kind>(kinds: readonly Kind[]): readonly Kind[] {
  return thorough ? kinds : kinds.slice(0, 1);
}
