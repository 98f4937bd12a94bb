import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';

/** Every search parameter of every page, each plain text or a page's number. */
type Changes = Readonly<Record<string, string | number | undefined>>;

/** Changes some of the page's state in the URL and keeps the rest; `replace` leaves no step in the history (typing in a search box). */
export function useSetSearch(): (changes: Changes, replace?: boolean) => void {
  const navigate = useNavigate();
  return useCallback(
    (changes, replace = false) => {
      void navigate({ to: '.', search: (before) => ({ ...before, ...changes }), replace, resetScroll: false });
    },
    [navigate],
  );
}
