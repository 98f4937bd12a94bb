import styled from '@emotion/styled';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef } from 'react';
import { formatNumber } from '../lib/formats.ts';
import { color } from './theme.ts';

const Anchor = styled('a')({
  color: color.text,
  borderRadius: 2,
  textUnderlineOffset: 4,
  '&:hover, &:focus-visible': { textDecoration: 'underline' },
  '&[data-strong]': { fontWeight: 600 },
  '&[data-tone]': { fontWeight: 600, textDecoration: 'underline', textDecorationThickness: 1 },
  '&[data-tone="bad"]': { color: color.bad },
  '&[data-tone="warn"]': { color: color.warn },
});
const Zero = styled('span')({ color: color.text3 });

interface FigureProps {
  readonly value: number;
  /** What the figure warns of. */
  readonly tone?: 'bad' | 'warn' | undefined;
  readonly strong?: boolean | undefined;
  /** What is counted, of what, for who hears the link. */
  readonly word: string;
}

function FigureAnchor({ value, tone, strong, word, ...rest }: FigureProps & ComponentPropsWithRef<'a'>) {
  if (value === 0) return <Zero>0</Zero>;
  return (
    <Anchor data-tone={tone} data-strong={strong === true ? '' : undefined} aria-label={`${formatNumber(value)} ${word}`} {...rest}>
      {formatNumber(value)}
    </Anchor>
  );
}

/** A figure that leads to the very things it counts; a zero steps back and leads nowhere. */
export const FigureLink = createLink(FigureAnchor);
