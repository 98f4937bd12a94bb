import { useLayoutEffect, useState } from 'react';

interface Range {
  /** The first row to draw, from 0. */
  readonly first: number;
  /** The row after the last one to draw. */
  readonly last: number;
}

/** Rows are drawn so many at a time, so that most of scrolling draws nothing. */
const step = 4;
/** So many more than are in view, before and after. */
const spare = 6;
/** Drawn before anything is measured. */
const atFirst: Range = { first: 0, last: 24 };

/**
 * Which rows of one height are in view. `where` tells how far the rows have scrolled out above and how much of them is seen, in pixels;
 * it is asked when `scroller` scrolls or the window changes, and must stay the same function.
 */
export function useRowsInView(
  scroller: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> | null,
  where: () => { readonly above: number; readonly seen: number } | undefined,
  rowHeight: number,
): Range {
  const [range, setRange] = useState(atFirst);
  useLayoutEffect(() => {
    const look = () => {
      const view = where();
      if (view === undefined) return;
      const first = Math.max(0, Math.floor((view.above / rowHeight - spare) / step) * step);
      const last = Math.ceil(((view.above + view.seen) / rowHeight + spare) / step) * step;
      setRange((now) => (now.first === first && now.last === last ? now : { first, last }));
    };
    look();
    scroller?.addEventListener('scroll', look, { passive: true });
    addEventListener('resize', look);
    return () => {
      scroller?.removeEventListener('scroll', look);
      removeEventListener('resize', look);
    };
  }, [scroller, where, rowHeight]);
  return range;
}
