let last = 0;

/** A moment of this page, later than every one before it; clocks can show the same time twice. */
export const nextMoment = (): number => (last += 1);
