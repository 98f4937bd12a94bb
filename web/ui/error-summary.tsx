import styled from '@emotion/styled';
import { useEffect, useRef } from 'react';
import { Notice } from './notice.tsx';
import { color } from './theme.ts';

const List = styled('ul')({
  '& button': {
    all: 'unset',
    cursor: 'pointer',
    color: color.bad,
    textDecoration: 'underline',
    textUnderlineOffset: 3,
    overflowWrap: 'anywhere',
    '&:focus-visible': { outline: `2px solid ${color.accent}`, outlineOffset: 2 },
  },
});

/** What is wrong with one field. */
export interface FieldFault {
  /** The name of the input within its form. */
  readonly name: string;
  readonly label: string;
  readonly text: string;
}

interface ErrorSummaryProps {
  readonly title: string;
  readonly faults: readonly FieldFault[];
  /** How often the form was sent; the summary takes the focus each time anew. */
  readonly attempt: number;
}

/** Above a form: everything that keeps it from being sent, each leading to its field. Nothing where nothing is wrong. */
export function ErrorSummary({ title, faults, attempt }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  const wrong = faults.length > 0;
  useEffect(() => {
    if (attempt > 0 && wrong) box.current?.focus();
  }, [attempt, wrong]);
  if (!wrong) return null;
  const go = (name: string) => {
    const field = box.current?.closest('form')?.elements.namedItem(name);
    const input = field instanceof RadioNodeList ? field[0] : field;
    if (input instanceof HTMLElement) input.focus();
  };
  return (
    <Notice tone="bad" live="alert" ref={box} title={title}>
      <List>
        {faults.map((fault) => (
          <li key={fault.name}>
            <button type="button" onClick={() => go(fault.name)}>
              {fault.label}: {fault.text}
            </button>
          </li>
        ))}
      </List>
    </Notice>
  );
}
