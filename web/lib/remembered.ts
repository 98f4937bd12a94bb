import { useCallback, useState } from 'react';

const prefix = 'cermat:last:';

function read(name: string): string | undefined {
  try {
    return localStorage.getItem(prefix + name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** A choice that holds until another is made, on this device. */
export function useRemembered(name: string): [value: string | undefined, remember: (value: string | undefined) => void] {
  const [value, setValue] = useState(() => read(name));
  const remember = useCallback(
    (next: string | undefined) => {
      setValue(next);
      try {
        if (next === undefined) localStorage.removeItem(prefix + name);
        else localStorage.setItem(prefix + name, next);
      } catch {
        // Without storage the choice holds until the page is left.
      }
    },
    [name],
  );
  return [value, remember];
}
