import styled from '@emotion/styled';
import { createLink } from '@tanstack/react-router';
import { color, elevation, media, radius, type } from './theme.ts';

/** A card in a list of cards. */
export const Tile = styled('li')({
  display: 'flex',
  flexDirection: 'column',
  backgroundColor: color.surface,
  border: `1px solid ${color.line}`,
  borderRadius: radius.card,
  boxShadow: elevation.e1,
  minWidth: 0,
});

const TitleAnchor = styled('a')({
  ...type.strong,
  color: color.text,
  overflowWrap: 'anywhere',
  '&:hover': { textDecoration: 'underline', textUnderlineOffset: 3 },
});

/** The title of a card, which opens it. */
export const TileLink = createLink(TitleAnchor);

/** Counts side by side, each with its sign. */
export const SignedCounts = styled('ul')({
  display: 'flex',
  flexWrap: 'wrap',
  justifyContent: 'space-between',
  gap: '4px 8px',
  ...type.dense,
  color: color.text2,
  '& > li': { display: 'inline-flex', alignItems: 'center', gap: 5, whiteSpace: 'nowrap' },
  '& b': { fontWeight: 650, color: color.text },
  '& svg': { color: color.text3 },
  '& [data-tone="ok"] svg': { color: color.ok },
  '& [data-tone="bad"] svg': { color: color.bad },
});

export const TileFoot = styled('div')({
  marginTop: 'auto',
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  borderTop: `1px solid ${color.line}`,
  padding: '4px 4px 4px 16px',
  '& svg': { color: color.accent },
});

/** Two large figures side by side. */
export const FigurePair = styled('dl')({
  display: 'flex',
  '& > div': { flex: 1, display: 'flex', flexDirection: 'column-reverse', padding: '0 16px' },
  '& > div:nth-child(1)': { paddingLeft: 0 },
  '& > div + div': { borderLeft: `1px solid ${color.lineStrong}` },
  '& dt': { ...type.dense, color: color.text2 },
  '& dd': { ...type.figureLarge },
  maxWidth: 480,
  [media.phone]: { maxWidth: 'none' },
});
