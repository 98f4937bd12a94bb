import styled from '@emotion/styled';
import { useState } from 'react';
import { FilterRoot } from '../field.tsx';
import { color, media, type } from '../theme.ts';

const Root = styled(FilterRoot)({
  '&:focus-within': { outline: `2px solid ${color.accent}`, outlineOffset: -1 },
  '& > input': {
    ...type.dense,
    fontWeight: 600,
    border: 0,
    background: 'none',
    outline: 'none',
    minHeight: 34,
    width: 120,
    padding: '6px 12px 6px 8px',
    fieldSizing: 'content',
    minWidth: 72,
    maxWidth: 200,
  },
  [media.phone]: { '& > input': { ...type.large, flex: 1, minWidth: 0, maxWidth: 'none' } },
}).withComponent('label');

interface FilterTextProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly onChange: (text: string) => void;
}

/** A filter by a text; it counts when Enter is pressed or the field is left. */
export function FilterText({ label, value, placeholder, onChange }: FilterTextProps) {
  const [typed, setTyped] = useState<string>();
  const commit = () => {
    if (typed !== undefined && typed.trim() !== value) onChange(typed.trim());
    setTyped(undefined);
  };
  return (
    <Root data-active={value === '' ? undefined : ''}>
      <span>{label}</span>
      <input
        value={typed ?? value}
        placeholder={placeholder}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === 'Enter' && commit()}
      />
    </Root>
  );
}
