import styled from '@emotion/styled';
import { color, radius } from './theme.ts';

/** A list of short messages. */
export const NoteList = styled('ul')({ overflowY: 'auto', paddingBottom: 8, '& > li': { borderTop: `1px solid ${color.line}` } });
export const NoteLink = styled('a')({
  display: 'flex',
  gap: 12,
  padding: '10px 16px',
  color: color.text,
  '&:hover': { backgroundColor: color.hover },
  '&:focus-visible': { outlineOffset: -2 },
});
export const NoteMark = styled('i')({
  width: 8,
  height: 8,
  flexShrink: 0,
  marginTop: 6,
  borderRadius: radius.full,
  '&[data-unread]': { backgroundColor: color.accentSolid },
});
