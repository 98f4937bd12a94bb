import styled from '@emotion/styled';
import { createLink } from '@tanstack/react-router';
import { color, elevation, media, motion, proportional, radius, type } from './theme.ts';

/** Names and values with a button each, as one card. */
export const FactCard = styled('dl')({
  backgroundColor: color.surface,
  border: `1px solid ${color.line}`,
  borderRadius: radius.card,
  '& > div': { display: 'flex', alignItems: 'center', gap: 4, minHeight: 44, paddingLeft: 16 },
  '& > div + div': { borderTop: `1px solid ${color.line}` },
  '& dt': { ...type.dense, color: color.text2, width: 84, flexShrink: 0 },
  '& dd': { margin: 0, minWidth: 0, display: 'flex', alignItems: 'center' },
  '& dd:first-of-type': { ...type.large, fontWeight: 500, color: color.text, flex: 1, overflowWrap: 'anywhere', ...proportional },
  '& dd[data-whole]': { whiteSpace: 'nowrap' },
  // On the narrowest phone, and where everything is enlarged, the word stands above.
  '@media (max-width: 339.98px)': { '& > div': { flexWrap: 'wrap', columnGap: 8, rowGap: 0 }, '& dt': { width: '100%', paddingTop: 6 } },
});

/** Buttons of the same width beside each other. */
export const ButtonPair = styled('div')({
  display: 'grid',
  gridTemplateColumns: '1fr 1fr',
  gap: 8,
  '& > *': { minHeight: 44 },
  [media.phone]: { '&& > *': { minHeight: 52, ...type.strong, borderRadius: radius.card } },
});

/** Choices of which one holds, as large touchable boxes. */
export const ChoiceWrap = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  gap: '8px 4px',
  '& > button': {
    ...type.dense,
    position: 'relative',
    flex: '1 1 auto',
    display: 'grid',
    placeItems: 'center',
    minHeight: 36,
    padding: '4px 8px',
    border: `1px solid ${color.lineStrong}`,
    borderRadius: radius.card,
    backgroundColor: color.surface,
    color: color.text2,
    cursor: 'pointer',
    transition: `background-color ${motion.press}, border-color ${motion.press}`,
    [media.phone]: { minHeight: 44 },
  },
  '& > button[aria-pressed="true"]': { backgroundColor: color.accentSoft, borderColor: color.accent, color: color.accent, fontWeight: 500 },
  '& > button > i': {
    position: 'absolute',
    top: -7,
    right: -5,
    width: 18,
    height: 18,
    borderRadius: radius.full,
    display: 'grid',
    placeItems: 'center',
    backgroundColor: color.accentSolid,
    color: color.onSolid,
    boxShadow: `0 0 0 2px var(--cermat-behind, var(--cermat-canvas))`,
  },
});

/** A bar of large buttons that stays under the thumb. */
export const ThumbBar = styled('div')({
  backgroundColor: color.surface,
  borderTop: `1px solid ${color.line}`,
  padding: '12px 20px',
  display: 'flex',
  flexDirection: 'column',
  gap: 8,
  '&[data-fixed]': {
    position: 'fixed',
    insetInline: 0,
    bottom: 0,
    zIndex: 1100,
    boxShadow: elevation.e2,
    padding: '14px 16px calc(8px + env(safe-area-inset-bottom))',
  },
  // Above the bar that leads from page to page.
  '&[data-above]': { bottom: 'calc(64px + env(safe-area-inset-bottom))', padding: '8px 16px', boxShadow: 'none' },
});

export const ThumbPair = styled('div')({ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 8 });

export const ThumbButton = styled('button')({
  ...type.strong,
  minHeight: 48,
  display: 'inline-flex',
  alignItems: 'center',
  justifyContent: 'center',
  gap: 10,
  borderRadius: radius.card,
  border: '1px solid transparent',
  cursor: 'pointer',
  transition: `background-color ${motion.press}`,
  '&:active': { transform: 'scale(0.98)' },
  '&:disabled': { opacity: 0.5, cursor: 'default', transform: 'none' },
  '&[data-tone="ok"]': { backgroundColor: color.okSoft, borderColor: color.okLine, color: color.ok },
  '&[data-tone="bad"]': { backgroundColor: color.badSoft, borderColor: color.badLine, color: color.bad },
  '&[data-tone="ok"][aria-pressed="true"]': { backgroundColor: color.okSolid, borderColor: color.okSolid, color: color.onSolid },
  '&[data-tone="bad"][aria-pressed="true"]': { backgroundColor: color.badSolid, borderColor: color.badSolid, color: color.onSolid },
  '&[data-other]': { backgroundColor: color.surface },
  [media.phone]: { minHeight: 60 },
  [media.calm]: { '&:active': { transform: 'none' } },
});

const NextAnchor = styled('a')({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  minHeight: 44,
  color: color.text,
  borderRadius: radius.control,
  '& > span:nth-of-type(1)': { flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' },
  '& > svg': { color: color.accent, flexShrink: 0 },
  // The first of them, where nothing else on the page asks to be pressed.
  '&[data-start]': { padding: '8px 16px', backgroundColor: color.accentSolid, borderRadius: radius.card },
  '&[data-start], &[data-start] *': { color: color.onSolid },
});

/** The way to the next of several. */
export const NextLink = createLink(NextAnchor);

/** The header of one of several on a phone: back, where one is, the list. */
export const StepBar = styled('header')({
  position: 'sticky',
  top: 0,
  zIndex: 1050,
  backgroundColor: color.canvas,
  '& > div:first-of-type': { display: 'flex', alignItems: 'center', gap: 4, minHeight: 56, padding: '0 4px' },
});

const RowAnchor = styled('a')({
  display: 'flex',
  alignItems: 'center',
  gap: 12,
  height: '100%',
  padding: '8px 16px',
  color: color.text,
  backgroundColor: color.surface,
  borderBottom: `1px solid ${color.line}`,
  '& > span:nth-of-type(1)': { flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column', gap: 1 },
  '& > svg': { color: color.text3, flexShrink: 0 },
  '&:focus-visible': { outlineOffset: -2 },
  [media.hover]: { '&:hover': { backgroundColor: color.hover } },
});

/** A line of a phone's list, large enough to touch. */
export const RowLink = createLink(RowAnchor);

/** A line of a phone's list with a box to choose it by; all of the line is for the finger. */
export const CheckRow = styled('label')({
  display: 'flex',
  alignItems: 'center',
  gap: 14,
  height: '100%',
  padding: '8px 16px',
  color: color.text,
  cursor: 'pointer',
  borderBottom: `1px solid ${color.line}`,
  '& > span:nth-of-type(2)': { flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column', gap: 1 },
  '&[data-on]': { backgroundColor: color.accentSoft },
});

export const Sign = styled('i')({
  display: 'grid',
  placeItems: 'center',
  flexShrink: 0,
  color: color.text3,
  '&[data-tone="ok"]': { color: color.ok },
  '&[data-tone="bad"]': { color: color.bad },
});

/** A list of choices in a sheet, each one press. */
export const SheetChoice = styled('button')({
  ...type.large,
  display: 'flex',
  alignItems: 'center',
  justifyContent: 'space-between',
  gap: 12,
  width: '100%',
  minHeight: 52,
  padding: '8px 16px',
  border: `1px solid ${color.lineStrong}`,
  borderRadius: radius.card,
  backgroundColor: color.surface,
  color: color.text,
  textAlign: 'left',
  cursor: 'pointer',
  '&[aria-pressed="true"]': { borderColor: color.accent, backgroundColor: color.accentSoft, color: color.accent },
  [media.hover]: { '&:hover': { backgroundColor: color.hover } },
});

/** Names and values, a pair a line. */
export const PairList = styled('dl')({
  display: 'grid',
  gap: 0,
  backgroundColor: color.surface,
  border: `1px solid ${color.line}`,
  borderRadius: radius.card,
  '& > div': { padding: '8px 16px', display: 'grid', gridTemplateColumns: 'minmax(88px, 36%) 1fr', gap: 12 },
  '& > div + div': { borderTop: `1px solid ${color.line}` },
  '& dt': { ...type.dense, color: color.text2, overflowWrap: 'anywhere' },
  '& dd': { margin: 0, ...type.body, ...proportional, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
});
