import styled from '@emotion/styled';
import { createLink } from '@tanstack/react-router';
import { color, media, radius, type } from './theme.ts';

/** Works in the background, beside each other; those for which there is no room scroll sideways. */
export const JobChips = styled('div')({
  display: 'flex',
  gap: 8,
  minWidth: 0,
  overflowX: 'auto',
  scrollbarWidth: 'none',
  padding: 3,
  margin: -3,
  [media.belowDesk]: { margin: 0, padding: '0 16px 12px', position: 'sticky', bottom: 0 },
});

const Chip = styled('a')({
  ...type.dense,
  display: 'flex',
  alignItems: 'center',
  gap: 10,
  flexShrink: 0,
  minHeight: 30,
  padding: '4px 12px',
  borderRadius: radius.full,
  border: `1px solid ${color.line}`,
  backgroundColor: color.surface,
  color: color.text,
  maxWidth: 520,
  whiteSpace: 'nowrap',
  fontVariantNumeric: 'tabular-nums',
  '&:hover': { backgroundColor: color.hover },
  '& > span': { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', maxWidth: 200, minWidth: 110 },
  '& > div': { width: 72, flex: 'none' },
  '& > small': { ...type.small, color: color.text2 },
  [media.belowDesk]: { minHeight: 40 },
});

/** One work in the background: what it is, how far it is; a press leads to it. */
export const JobChip = createLink(Chip);
