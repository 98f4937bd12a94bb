import { useEffect, useRef } from 'react';

/** Lifts toasts above a bar that is fixed to the bottom: what they say must not lie on what is pressed next. */
export function useToastLift(fixed: boolean) {
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = bar.current;
    if (!fixed || element === null) return;
    const root = document.documentElement.style;
    const lift = () => root.setProperty('--cermat-toast-lift', `${window.innerHeight - element.getBoundingClientRect().top - 8}px`);
    const observer = new ResizeObserver(lift);
    observer.observe(element);
    return () => {
      observer.disconnect();
      root.removeProperty('--cermat-toast-lift');
    };
  }, [fixed]);
  return bar;
}
