import styled from '@emotion/styled';
import { type ReactNode, useEffect } from 'react';
import { Card } from './layout.tsx';
import { Logo } from './logo.tsx';
import { color, media, type } from './theme.ts';

const Root = styled('main')({
  minHeight: '100dvh',
  display: 'flex',
  flexDirection: 'column',
  alignItems: 'center',
  justifyContent: 'center',
  gap: 24,
  padding: 24,
  [media.phone]: { justifyContent: 'flex-start', padding: '48px 16px 24px' },
});
const Box = styled(Card)({
  width: 'min(400px, 100%)',
  padding: 32,
  display: 'flex',
  flexDirection: 'column',
  gap: 20,
  [media.phone]: { padding: 20 },
});
const Heading = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 4,
  '& > h1': { ...type.title, overflowWrap: 'anywhere' },
  '& > p': { ...type.dense, color: color.text2, overflowWrap: 'anywhere' },
});
const Foot = styled('p')({ ...type.small, color: color.text3, textAlign: 'center', maxWidth: 400 });

interface EntranceProps {
  readonly title: string;
  readonly hint?: ReactNode;
  readonly foot?: ReactNode;
  readonly children: ReactNode;
}

/** A page before the frame: one card in the middle. */
export function Entrance({ title, hint, foot, children }: EntranceProps) {
  useEffect(() => {
    document.title = `${title} · Cermat`;
  }, [title]);
  return (
    <Root>
      <Logo />
      <Box>
        <Heading>
          <h1>{title}</h1>
          {hint !== undefined && <p>{hint}</p>}
        </Heading>
        {children}
      </Box>
      {foot !== undefined && <Foot>{foot}</Foot>}
    </Root>
  );
}
