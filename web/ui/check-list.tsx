import styled from '@emotion/styled';
import type { ReactNode } from 'react';
import { Checkbox } from './choice.tsx';
import { color, media, type } from './theme.ts';

/** The height of a line of two. */
export const checkItemHeight = 48;

/** A short list inside a card, each line with a box to choose it by. */
export const CheckList = styled('ul')({ borderTop: `1px solid ${color.line}` });

const Item = styled('label')({
  display: 'flex',
  gap: 12,
  alignItems: 'center',
  minHeight: checkItemHeight,
  padding: '4px 20px',
  cursor: 'pointer',
  ...type.dense,
  '&:hover': { backgroundColor: color.hover },
  '&:has(input:checked)': { backgroundColor: color.accentSoft },
  'li + li > &': { borderTop: `1px solid ${color.line}` },
  '& > div': {
    display: 'grid',
    flex: 1,
    minWidth: 0,
    gridTemplateColumns: 'minmax(0, 320px) minmax(0, 1fr)',
    gap: '4px 24px',
    alignItems: 'center',
  },
  [media.phone]: {
    padding: '10px 16px',
    alignItems: 'flex-start',
    '& > div': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
});

interface CheckItemProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: () => void;
  /** What it is, and what there is to say of it, beside each other where there is room. */
  readonly children: ReactNode;
}

/** One line of such a list; all of it is for the finger. */
export function CheckItem({ label, checked, onChange, children }: CheckItemProps) {
  return (
    <li>
      <Item>
        <Checkbox aria-label={label} checked={checked} onChange={onChange} />
        <div>{children}</div>
      </Item>
    </li>
  );
}
