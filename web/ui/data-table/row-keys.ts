import type { KeyboardEvent } from 'react';

interface RowKeys {
  readonly count: number;
  /** Puts the focus on a row. */
  readonly focus: (index: number) => void;
  readonly open: ((index: number) => void) | undefined;
  readonly toggle: ((index: number, event: unknown) => void) | undefined;
}

/** The row after a key, or nothing where the key moves none. */
function rowAfter(key: string, at: number | undefined, count: number): number | undefined {
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  if (key === 'ArrowDown') return at === undefined ? 0 : Math.min(at + 1, count - 1);
  if (key === 'ArrowUp' && at !== undefined) return Math.max(at - 1, 0);
  return undefined;
}

/** Moves between rows by arrows, Home and End, opens by Enter, chooses by Space; Tab goes on as everywhere. */
export function handleRowKey(event: KeyboardEvent<HTMLElement>, { count, focus, open, toggle }: RowKeys): void {
  if (!(event.target instanceof HTMLElement) || count === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  const onRow = event.target.dataset['row'] !== undefined;
  // Keys pressed in a field, link or button of a row are theirs.
  if (!onRow && event.target !== event.currentTarget) return;
  const at = onRow ? Number(event.target.dataset['index']) : undefined;
  const next = rowAfter(event.key, at, count);
  if (next !== undefined) {
    event.preventDefault();
    focus(next);
  } else if (at !== undefined && event.key === 'Enter' && open !== undefined) {
    event.preventDefault();
    open(at);
  } else if (at !== undefined && event.key === ' ' && toggle !== undefined) {
    event.preventDefault();
    toggle(at, event);
  }
}
