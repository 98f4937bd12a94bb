import styled from '@emotion/styled';
import { createLink } from '@tanstack/react-router';
import { color, elevation, media, motion, radius, type } from './theme.ts';

export const NavRoot = styled('nav')({
  width: 232,
  padding: '14px 12px 24px',
  display: 'flex',
  flexDirection: 'column',
  gap: 12,
  '& > span:first-of-type': { padding: '0 8px 4px' },
});

export const NavGroup = styled('div')({ display: 'flex', flexDirection: 'column' });
export const NavGroupTitle = styled('h2')({ ...type.dense, color: color.text2, fontWeight: 500, padding: '4px 8px' });

const NavAnchor = styled('a')({
  ...type.body,
  fontWeight: 500,
  display: 'flex',
  alignItems: 'center',
  gap: 12,
  minHeight: 28,
  padding: '2px 8px',
  borderRadius: radius.control,
  color: color.text,
  transition: `background-color ${motion.press}`,
  '& > svg': { color: color.text2, flexShrink: 0 },
  '& > span:nth-of-type(1)': { flex: 1 },
  '&:hover': { backgroundColor: color.track },
  '&[aria-current="page"]': {
    backgroundColor: color.accentSoft,
    color: color.accent,
    fontWeight: 600,
    '& > svg': { color: color.accent },
    '& > span:nth-of-type(2)': { backgroundColor: color.accentSolid, color: color.onSolid },
  },
  [media.belowDesk]: { minHeight: 44, ...type.body, fontWeight: 500 },
});

/** An entry of the sidebar. */
export const NavLink = createLink(NavAnchor);

export const BottomBar = styled('nav')({
  position: 'fixed',
  insetInline: 0,
  bottom: 0,
  zIndex: 1100,
  display: 'flex',
  minHeight: 64,
  paddingBottom: 'env(safe-area-inset-bottom)',
  backgroundColor: color.surface,
  borderTop: `1px solid ${color.line}`,
});

const BottomAnchor = styled('a')({
  ...type.small,
  fontWeight: 500,
  flex: 1,
  display: 'flex',
  flexDirection: 'column',
  alignItems: 'center',
  justifyContent: 'center',
  gap: 2,
  color: color.text2,
  position: 'relative',
  '& > i': { display: 'grid', placeItems: 'center', width: 48, height: 28, borderRadius: radius.full },
  '& > b': { position: 'absolute', top: 4, left: 'calc(50% + 6px)', fontWeight: 600 },
  '&[aria-current="page"]': { color: color.accent, fontWeight: 600, '& > i': { backgroundColor: color.accentSoft } },
  '&:focus-visible': { outlineOffset: -3 },
});

/** An entry of the phone's bottom bar. */
export const BottomLink = createLink(BottomAnchor);

export const TopBar = styled('header')({
  position: 'sticky',
  top: 0,
  zIndex: 1050,
  height: 56,
  display: 'flex',
  alignItems: 'center',
  gap: 12,
  padding: '0 24px',
  backgroundColor: color.canvas,
  borderBottom: `1px solid ${color.line}`,
});

export const FrameRoot = styled('div')({
  display: 'grid',
  gridTemplateColumns: '232px minmax(0, 1fr)',
  minHeight: '100dvh',
  '& > aside': { position: 'sticky', top: 0, height: '100dvh', overflowY: 'auto', borderRight: `1px solid ${color.line}` },
  '& > div': { display: 'flex', flexDirection: 'column', minWidth: 0 },
  [media.belowDesk]: { gridTemplateColumns: 'minmax(0, 1fr)' },
});

export const FrameMain = styled('main')({
  flex: 1,
  minWidth: 0,
  display: 'flex',
  flexDirection: 'column',
  '&:focus-visible': { outline: 'none' },
  '&[data-bottom-bar]': {
    paddingBottom: 'calc(64px + env(safe-area-inset-bottom))',
    // What stays in view at the bottom of a page stands on the bar.
    '--cermat-bottom-bar': 'calc(64px + env(safe-area-inset-bottom))',
  },
});

export const SkipLink = styled('a')({
  position: 'fixed',
  top: 8,
  left: 8,
  zIndex: 2000,
  padding: '10px 16px',
  borderRadius: radius.control,
  backgroundColor: color.surface,
  boxShadow: elevation.e2,
  fontWeight: 600,
  transform: 'translateY(-200%)',
  '&:focus': { transform: 'none' },
});

export const OfflineBar = styled('div')({
  ...type.dense,
  fontWeight: 500,
  padding: '8px 24px',
  backgroundColor: color.warnSoft,
  color: color.warn,
  borderBottom: `1px solid ${color.warnLine}`,
  display: 'flex',
  gap: 8,
  alignItems: 'center',
});

/** A count on a picture's corner. */
export const Dot = styled('span')({
  ...type.small,
  fontWeight: 650,
  fontSize: '0.6875rem',
  position: 'absolute',
  top: 0,
  right: -1,
  minWidth: 18,
  height: 18,
  padding: '0 4px',
  display: 'grid',
  placeItems: 'center',
  borderRadius: radius.full,
  backgroundColor: color.badSolid,
  color: color.onSolid,
  boxShadow: `0 0 0 2px ${color.canvas}`,
});

/** A quiet line above the page: a newer version is there. */
export const VersionBar = styled('div')({
  ...type.dense,
  display: 'flex',
  flexWrap: 'wrap',
  gap: '4px 12px',
  alignItems: 'center',
  justifyContent: 'space-between',
  padding: '6px 24px',
  backgroundColor: color.accentSoft,
  borderBottom: `1px solid ${color.accentLine}`,
  color: color.text,
  [media.phone]: { padding: '6px 16px' },
});
