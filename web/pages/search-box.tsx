import { useEffect, useRef, useState } from 'react';
import { useSetSearch } from '../lib/set-search.ts';
import { SearchField } from '../ui/field.tsx';

/** How long typing must pause before the list is asked, in milliseconds. */
const pause = 300;

interface SearchBoxProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly autoFocus?: boolean;
}

/** A list's search; the URL follows when typing pauses. */
export function SearchBox({ label, value, autoFocus = false }: SearchBoxProps) {
  const setSearch = useSetSearch();
  const [typed, setTyped] = useState<string>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const change = (text: string) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setSearch({ q: text.trim() === '' ? undefined : text.trim(), page: undefined }, true);
      setTyped(undefined);
    }, pause);
  };
  return <SearchField label={label} value={typed ?? value ?? ''} autoFocus={autoFocus} onChange={(event) => change(event.target.value)} />;
}
