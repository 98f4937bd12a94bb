import { useEffect, useRef } from 'react';
import { Notice } from './notice.tsx';

/** A refusal above a form; takes focus so that it is read at once. */
export function ProblemNotice({ title, detail }: { readonly title: string; readonly detail: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [title, detail]);
  return (
    <Notice tone="bad" live="alert" ref={box} title={title}>
      {detail}
    </Notice>
  );
}
