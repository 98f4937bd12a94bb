import styled from '@emotion/styled';
import { color, media, radius, type } from './theme.ts';

/** A list of names with a checkbox each and a figure at the end. */
export const PickList = styled('ul')({ display: 'flex', flexDirection: 'column', margin: '0 -8px' });

export const PickItem = styled('label')({
  display: 'flex',
  alignItems: 'center',
  gap: 12,
  minHeight: 38,
  padding: '4px 8px',
  borderRadius: radius.control,
  cursor: 'pointer',
  ...type.body,
  '& > span:nth-of-type(2)': { flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '&:hover': { backgroundColor: color.hover },
  '&:has(input:checked)': { color: color.text, fontWeight: 500 },
  [media.phone]: { minHeight: 44 },
});

/** An entry of a list that is chosen by one press. */
export const PickButton = styled('button')({
  all: 'unset',
  boxSizing: 'border-box',
  width: '100%',
  display: 'flex',
  alignItems: 'center',
  gap: 12,
  minHeight: 52,
  padding: '6px 8px',
  borderRadius: radius.control,
  cursor: 'pointer',
  ...type.body,
  '&:hover': { backgroundColor: color.hover },
  '&:focus-visible': { outline: `2px solid ${color.accent}`, outlineOffset: -2 },
});

/** Figures side by side, each under its word. */
export const FigureRow = styled('dl')({
  display: 'flex',
  justifyContent: 'space-between',
  flexWrap: 'wrap',
  gap: '8px 16px',
  '& > div': { display: 'flex', flexDirection: 'column', gap: 2 },
  '& dt': { ...type.small, color: color.text2 },
  '& dd': { ...type.title, color: color.text },
  '& dd[data-accent]': { color: color.accent },
});
