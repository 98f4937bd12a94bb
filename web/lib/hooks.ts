import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';

/** A value that follows after it has been still for so many milliseconds. */
export function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}

/** Whether the browser believes it has a network. */
export function useOnline(): boolean {
  return useSyncExternalStore(
    (changed) => {
      addEventListener('online', changed);
      addEventListener('offline', changed);
      return () => {
        removeEventListener('online', changed);
        removeEventListener('offline', changed);
      };
    },
    () => navigator.onLine,
  );
}

/** Things in the order in which they first came, so that none moves away under somebody's hand; new ones come last. */
export function useSteadyOrder<T extends { readonly id: string }>(things: readonly T[] | undefined): readonly T[] | undefined {
  const [places] = useState(() => new Map<string, number>());
  return useMemo(() => {
    for (const { id } of things ?? []) if (!places.has(id)) places.set(id, places.size);
    return things?.toSorted((one, other) => (places.get(one.id) ?? 0) - (places.get(other.id) ?? 0));
  }, [things, places]);
}
