import { useCallback, useEffect, useState } from 'react';
import type { DefaultValues, FieldValues, UseFormReturn } from 'react-hook-form';
import { useSession } from './session.ts';

/** What was typed and not saved yet; never a password. */
export interface Draft {
  /** It was typed before and is filled in again. */
  readonly restored: boolean;
  /** Forgets it and empties the form. */
  readonly discard: () => void;
  /** Forgets it: it was saved. */
  readonly clear: () => void;
}

interface Kept {
  readonly at: number;
  /** What the form began with: where that is another now, somebody changed it meanwhile and the draft is of no use. */
  readonly base: string;
  readonly value: unknown;
}

const prefix = 'cermat:draft:';
const keptDays = 3;

/** Forgets every draft kept on this device; for signing out. */
export function forgetDrafts(): void {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(prefix)) localStorage.removeItem(name);
  } catch {
    // Nothing is kept where storage is forbidden.
  }
}

function readKept(name: string, base: string): unknown {
  try {
    const kept = JSON.parse(localStorage.getItem(prefix + name) ?? 'null') as Kept | null;
    if (kept === null || kept.base !== base || Date.now() - kept.at > keptDays * 86_400_000) return undefined;
    return kept.value;
  } catch {
    return undefined;
  }
}

function writeKept(name: string, base: string, value: unknown): void {
  try {
    const kept: Kept = { at: Date.now(), base, value };
    if (value === undefined || JSON.stringify(value) === base) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, JSON.stringify(kept));
  } catch {
    // A full or forbidden storage costs the draft, never the page.
  }
}

/** The signed-in user's draft of a name. */
const useOwnName = (name: string) => `${useSession().id}:${name}`;

/** A text that was typed upon another one: where that has changed meanwhile, the draft is old. */
export interface TextDraft {
  readonly text: string;
  readonly base: string;
}

function readTextDraft(name: string): TextDraft | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(prefix + name) ?? 'null') as Kept | null;
    if (kept === null || typeof kept.value !== 'string' || Date.now() - kept.at > keptDays * 86_400_000) return undefined;
    return { text: kept.value, base: kept.base };
  } catch {
    return undefined;
  }
}

/** A text that outlives a reload, kept on this device under a name, with what it was typed upon, until it is cleared. */
export function useTextDraft(name: string): [draft: TextDraft | undefined, setDraft: (draft: TextDraft | undefined) => void] {
  const own = useOwnName(name);
  const [draft, setDraft] = useState(() => readTextDraft(own));
  useEffect(() => setDraft(readTextDraft(own)), [own]);
  const change = useCallback(
    (next: TextDraft | undefined) => {
      writeKept(own, next?.base ?? '', next?.text);
      setDraft(next);
    },
    [own],
  );
  return [draft, change];
}

/** Keeps what is typed into a form until it is saved, and fills it in again when the form is next opened. */
export function useFormDraft<Values extends FieldValues>(form: UseFormReturn<Values>, name: string): Draft {
  const own = useOwnName(name);
  const { reset, subscribe, getValues } = form;
  const [base] = useState(() => JSON.stringify(getValues()));
  const [found] = useState(() => readKept(own, base));
  const [restored, setRestored] = useState(found !== undefined);
  useEffect(() => {
    // A draft has the fields of the form it was typed into: its base is the same.
    if (found !== undefined) reset(found as Values, { keepDefaultValues: true });
    return subscribe({ formState: { values: true }, callback: ({ values }) => writeKept(own, base, values) });
  }, [own, base, found, reset, subscribe]);
  const clear = useCallback(() => writeKept(own, base, undefined), [own, base]);
  const discard = useCallback(() => {
    clear();
    setRestored(false);
    reset(JSON.parse(base) as DefaultValues<Values>);
  }, [clear, reset, base]);
  return { restored, discard, clear };
}

/** The same for what has a state of its own: `values` as they are, and what puts others in their place. Only JSON. */
export function useValuesDraft<Values extends object>(name: string, values: Values, restore: (values: Values) => void): Draft {
  const own = useOwnName(name);
  const text = JSON.stringify(values);
  const [base] = useState(text);
  const [found] = useState(() => readKept(own, base));
  const [restored, setRestored] = useState(found !== undefined);
  const [filledIn, setFilledIn] = useState(found === undefined);
  useEffect(() => {
    if (filledIn) return;
    setFilledIn(true);
    restore(found as Values);
  }, [filledIn, found, restore]);
  useEffect(() => {
    if (filledIn) writeKept(own, base, JSON.parse(text));
  }, [own, base, text, filledIn]);
  const clear = useCallback(() => writeKept(own, base, undefined), [own, base]);
  const discard = () => {
    clear();
    setRestored(false);
    restore(JSON.parse(base) as Values);
  };
  return { restored, discard, clear };
}
