import { useEffect, useState } from 'react';

interface ScrollEdges {
  /** Something is hidden before what is in view. */
  readonly before: boolean;
  /** Something is hidden after it. */
  readonly after: boolean;
}

const noEdges: ScrollEdges = { before: false, after: false };

/** At which of its sides a box that scrolls sideways hides something. */
export function useScrollEdges(scroller: HTMLElement | null): ScrollEdges {
  const [edges, setEdges] = useState(noEdges);
  useEffect(() => {
    if (scroller === null) return;
    const look = () => {
      const { scrollLeft, scrollWidth, clientWidth } = scroller;
      const next = { before: scrollLeft > 0, after: scrollLeft + clientWidth < scrollWidth - 1 };
      setEdges((now) => (now.before === next.before && now.after === next.after ? now : next));
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(scroller);
    for (const child of scroller.children) observer.observe(child);
    scroller.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      scroller.removeEventListener('scroll', look);
    };
  }, [scroller]);
  return edges;
}
