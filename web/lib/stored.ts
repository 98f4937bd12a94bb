import { useCallback, useEffect, useState } from 'react';

const readStored = (name: string): string | undefined => {
  try {
    return localStorage.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
};

const writeStored = (name: string, value: string | undefined): void => {
  try {
    if (value === undefined) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // A full or forbidden storage costs the draft of a note, never the page.
  }
};

const draftPrefix = 'cermat:draft:';

/** Forgets every draft kept on this device; for signing out. */
export function forgetDrafts(): void {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(draftPrefix)) localStorage.removeItem(name);
  } catch {
    // Nothing is kept where storage is forbidden.
  }
}

/** A text that outlives a reload, kept on this device under a name until it is cleared. */
export function useDraft(name: string): [draft: string | undefined, setDraft: (value: string | undefined) => void] {
  const [draft, setDraft] = useState(() => readStored(draftPrefix + name));
  useEffect(() => setDraft(readStored(draftPrefix + name)), [name]);
  const change = useCallback(
    (value: string | undefined) => {
      writeStored(draftPrefix + name, value);
      setDraft(value);
    },
    [name],
  );
  return [draft, change];
}
