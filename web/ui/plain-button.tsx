import styled from '@emotion/styled';
import { color, radius } from './theme.ts';

/** A press on words that look like the text around them. */
export const PlainButton = styled('button')({
  all: 'unset',
  boxSizing: 'border-box',
  cursor: 'pointer',
  maxWidth: '100%',
  borderRadius: radius.chip,
  '&:hover': { textDecoration: 'underline', textUnderlineOffset: 3 },
  '&:focus-visible': { outline: `2px solid ${color.accent}`, outlineOffset: 2 },
});
