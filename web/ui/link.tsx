import styled from '@emotion/styled';
import { createLink } from '@tanstack/react-router';
import { color } from './theme.ts';

const Anchor = styled('a')({
  color: color.accent,
  fontWeight: 500,
  borderRadius: 2,
  '&:hover': { textDecoration: 'underline', textUnderlineOffset: 3 },
  '&[data-quiet]': { color: 'inherit' },
});

/** A link in running text. */
export const TextLink = createLink(Anchor);
