import styled from '@emotion/styled';
import { color, media, motion, proportional, radius, type } from '../theme.ts';

/** The first column's place when a column of checkboxes stands before it. */
export const checkWidth = 48;

/** Scrolls in both directions by itself, so that head, foot and first column stay in view. */
export const Scroller = styled('div')({
  position: 'relative',
  overflow: 'auto',
  maxHeight: 'max(400px, calc(100dvh - 208px))',
  overscrollBehaviorX: 'contain',
  '&:focus-visible': { outline: `2px solid ${color.accent}`, outlineOffset: -2 },
  [media.phone]: { maxHeight: 'none', overflow: 'visible' },
});

const edge = `1px solid ${color.line}`;
const ring = `inset 0 2px ${color.accent}, inset 0 -2px ${color.accent}`;

// A cell of two lines becomes one line where rows are lower.
const oneLine = {
  '& td > [data-column], & tbody th > [data-column]': { flexDirection: 'row', alignItems: 'baseline', gap: 8 },
  '& td, & tbody th': { whiteSpace: 'nowrap', height: 36, paddingBlock: 2 },
  '& [data-corner] > button': { width: 28, height: 28 },
} as const;

const cells = {
  '& th, & td': {
    textAlign: 'left',
    padding: '4px 8px',
    borderBottom: edge,
    whiteSpace: 'nowrap',
    maxWidth: 320,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    fontWeight: 400,
  },
  '& tr > :nth-child(1)': { paddingLeft: 16 },
  '& tr > :last-child': { paddingRight: 16 },
  '& [data-end]': { textAlign: 'right' },
  '& [data-figures]': proportional,
  '& [data-narrow]': { maxWidth: 184 },
  '& [data-fill]': { width: '100%', maxWidth: 0, minWidth: 160 },
  '& [data-fill][data-first]': { minWidth: 272 },
  // What names its row looks the same whether it leads elsewhere or opens here.
  '& tbody th > [data-column] > a': { color: color.text, fontWeight: 600, '&:hover': { color: color.accent } },
  '& td, & tbody th': { height: 48, backgroundColor: color.surface, transition: `background-color ${motion.press}` },
  '& td > [data-column] > *, & th > [data-column] > *': { overflow: 'hidden', textOverflow: 'ellipsis', minWidth: 0 },
  '& [data-wrap]': { whiteSpace: 'normal', overflowWrap: 'anywhere', minWidth: 160 },
  '& [data-wrap] > [data-column] > *': { display: '-webkit-box', WebkitBoxOrient: 'vertical', WebkitLineClamp: 2 },
  // What holds a box, a bar or a menu must not be cut.
  '& [data-check], & [data-corner]': { overflow: 'visible', textOverflow: 'clip', maxWidth: 'none' },
  '& [data-check]': { width: checkWidth, minWidth: checkWidth },
  '& [data-corner]': { width: 52, padding: '0 8px' },
} as const;

const head = {
  '& thead': { position: 'sticky', top: 0, zIndex: 4 },
  '& thead th, & thead td': {
    ...type.small,
    fontWeight: 400,
    color: color.text2,
    verticalAlign: 'bottom',
    padding: '8px',
    backgroundColor: color.surface,
    maxWidth: 320,
  },
  '& thead th[data-short]': { whiteSpace: 'normal', minWidth: 72 },
  '& thead th[aria-sort]': { color: color.text, fontWeight: 600 },
  '& thead th > button': {
    all: 'unset',
    cursor: 'pointer',
    display: 'inline-flex',
    verticalAlign: 'bottom',
    gap: 4,
    alignItems: 'flex-end',
    borderRadius: radius.chip,
    '&:hover': { color: color.text },
    '&:focus-visible': { outline: `2px solid ${color.accent}`, outlineOffset: 2 },
    '& > svg': { flexShrink: 0, marginBottom: 1 },
    // Its room is kept, so that sorting moves nothing.
    '& > svg[data-idle]': { visibility: 'hidden' },
    '&:hover > svg[data-idle], &:focus-visible > svg[data-idle]': { visibility: 'visible', color: color.text3 },
  },
  // Above figures the arrow stands before the word, in the gap between the columns, so that word and figures end alike.
  '& thead th[data-end]:has(> button)': { overflow: 'visible' },
  '& thead th[data-end] > button': { position: 'relative', '& > svg': { position: 'absolute', right: '100%', bottom: 1 } },
  '& thead th[data-group]': {
    textAlign: 'center',
    borderBottom: 0,
    padding: '8px 8px 0',
    '& > span': { display: 'block', borderBottom: `1px solid ${color.lineStrong}`, paddingBottom: 2 },
  },
  '& thead td[data-gap]': { borderBottom: 0, padding: 0, height: 0 },
} as const;

const foot = {
  '& tfoot': { position: 'sticky', bottom: 0, zIndex: 4 },
  '& tfoot td, & tfoot th': {
    height: 44,
    fontWeight: 600,
    color: color.text,
    backgroundColor: color.sunken,
    borderBottom: 0,
    borderTop: edge,
  },
  '& tbody tr:last-of-type > *': { borderBottom: 0 },
} as const;

const rows = {
  '& tbody tr[data-open]': { cursor: 'pointer' },
  '& tbody tr[data-row]:hover > *': { backgroundColor: color.hover },
  '& tbody tr[data-row][data-selected] > *, & tbody tr[data-row][data-selected]:hover > *': { backgroundColor: color.accentSoft },
  '& tbody tr[data-current] > :nth-child(1)': { boxShadow: `inset 2px 0 0 ${color.accent}` },
  // Head and foot cover the first and last of what is in view.
  '& tbody tr[data-row]': { scrollMarginBlock: 72 },
  '& tbody tr[data-row]:focus': { outline: 'none' },
  '& tbody tr[data-row]:focus-visible > *': { boxShadow: ring },
  '& tbody tr[data-row]:focus-visible > :nth-child(1)': { boxShadow: `${ring}, inset 2px 0 ${color.accent}` },
  '& tbody tr[data-row]:focus-visible > :last-child': { boxShadow: `${ring}, inset -2px 0 ${color.accent}` },
  '& tbody tr[data-space] > td': { padding: 0, border: 0, height: 'auto', backgroundColor: 'transparent' },
} as const;

const fixed = {
  '&[data-sticky] tr > [data-check]': { position: 'sticky', left: 0, zIndex: 2 },
  '&[data-sticky] tr > [data-first]': { position: 'sticky', left: 0, zIndex: 2 },
  '&[data-sticky][data-checks] tr > [data-first]': { left: checkWidth },
  '&[data-sticky] tr > [data-corner]': { position: 'sticky', right: 0, zIndex: 2 },
  '&[data-sticky][data-more] tr > [data-corner]:not(:focus-visible > *)': { boxShadow: `-6px 0 8px -6px ${color.shade}` },
  '&[data-sticky][data-moved] tr > [data-first]:not(:focus-visible > *)': {
    borderRight: edge,
    boxShadow: `6px 0 8px -6px ${color.shade}`,
  },
} as const;

// On a phone every row is a small card: its name on top, then each figure with its word.
const phone = {
  ...type.body,
  '&, & tbody, & tfoot': { display: 'block' },
  '& thead': { position: 'absolute', clipPath: 'inset(50%)', width: 1, height: 1, overflow: 'hidden' },
  '& tfoot': { position: 'static' },
  '& tbody tr, & tfoot tr': {
    display: 'grid',
    gridTemplateColumns: 'repeat(3, minmax(0, 1fr))',
    gap: '4px 12px',
    padding: '12px 16px',
    borderBottom: edge,
    position: 'relative',
    contentVisibility: 'auto',
    containIntrinsicSize: 'auto 132px',
  },
  '& tbody tr[data-selected]': { backgroundColor: color.accentSoft },
  // The card is one surface, its cells have none of their own.
  '&& tbody tr[data-row]:hover > *': { backgroundColor: 'transparent' },
  '& tbody tr[data-row]:focus-visible': { outline: `2px solid ${color.accent}`, outlineOffset: -2 },
  '& tfoot tr': { backgroundColor: color.sunken, borderBottom: 0 },
  '&& td, && tbody th, && tfoot th': {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'baseline',
    gap: 8,
    position: 'static',
    height: 'auto',
    minHeight: 28,
    minWidth: 0,
    maxWidth: 'none',
    padding: 0,
    border: 0,
    backgroundColor: 'transparent',
    boxShadow: 'none',
    textAlign: 'left',
    whiteSpace: 'normal',
    overflowWrap: 'anywhere',
    overflow: 'visible',
    '&::after': { content: 'none' },
  },
  '&& td[data-label]:not([data-label=""])::before': {
    content: 'attr(data-label)',
    color: color.text3,
    ...type.small,
    fontWeight: 400,
    flexShrink: 0,
    maxWidth: '60%',
    textAlign: 'left',
  },
  '&& td[data-end]:not([data-wide])::before': { maxWidth: 'none' },
  '&& td:not([data-end], [data-corner], [data-check], [data-lead])': { gridColumn: '1 / -1' },
  '&& td[data-label]:not([data-label=""]) > *, && td[data-label]:not([data-label=""])': { textAlign: 'right' },
  '&& td[data-label]:not([data-label=""]) > [data-column]': { alignItems: 'flex-end' },
  // Figures stand side by side, each below its word; one with a line of its own keeps its word beside it.
  '&& td[data-end]': { overflowWrap: 'normal' },
  '&& td[data-end]:not([data-wide])': {
    flexDirection: 'column',
    gap: 0,
    justifyContent: 'flex-end',
    alignItems: 'flex-start',
    textAlign: 'left',
  },
  '&& td[data-end]:not([data-wide]) > [data-column]': { alignItems: 'flex-start', textAlign: 'left' },
  // A cell that has nothing to say takes no line of a card.
  '&& tbody td:has(> [data-nothing])': { display: 'none' },
  '&& td > [data-column], && th > [data-column]': { flexDirection: 'column', alignItems: 'stretch', gap: 0 },
  '&& tbody th, && tfoot th, && td[data-wide]': { gridColumn: '1 / -1' },
  '&& tbody th': { paddingRight: 44, paddingBottom: 4, order: -1 },
  // Above the name, which stays in view by standing above the other cells.
  '&& tr > td[data-corner]': { position: 'absolute', top: 6, right: 8, width: 'auto', zIndex: 3 },
  '&& tr > td[data-check], && tr > td[data-lead]': { position: 'absolute', top: 18, left: 16, minHeight: 0, width: 'auto' },
  '& tr:has(td[data-check]), & tr:has(td[data-lead])': { paddingLeft: 48 },
  '&& tfoot td[data-check], && tfoot td[data-corner], && tfoot td:empty': { display: 'none' },
  '& tfoot tr:has(td[data-check])': { paddingLeft: 16 },
  '& tbody tr[data-current] > :nth-child(1)': { boxShadow: 'none' },
} as const;

export const Root = styled('table')({
  width: '100%',
  borderCollapse: 'separate',
  borderSpacing: 0,
  ...type.dense,
  ...cells,
  ...head,
  ...rows,
  ...foot,
  ...fixed,
  '&[data-fixed]': { tableLayout: 'fixed', width: 'max-content', minWidth: '100%' },
  // Rows that come and go while scrolling are all of one height.
  '&[data-fixed] [data-wrap]': { whiteSpace: 'nowrap', '& > [data-column] > *': { display: 'block' } },
  '&[data-density="one"]': oneLine,
  '&[data-density="compact"]': { ...oneLine, '& td, & tbody th': { whiteSpace: 'nowrap', height: 32, paddingBlock: 2 } },
  [media.phone]: phone,
});

/** The line above a table: filters at the start, what changes the table at the end. */
export const Bar = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  gap: 8,
  alignItems: 'flex-start',
  padding: 12,
  borderBottom: edge,
  '& > [data-filters]': { flex: '1 1 0', minWidth: 'min(100%, 300px)' },
  '& > [data-tools]': { display: 'flex', gap: 8, marginLeft: 'auto' },
});

/** The line below a table: how many, how many at once, and the pages. */
export const Footer = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  gap: '4px 20px',
  alignItems: 'center',
  padding: '6px 12px 6px 16px',
  minHeight: 48,
  ...type.dense,
  color: color.text2,
  borderTop: edge,
  '& > :nth-child(1)': { marginRight: 'auto' },
  [media.phone]: { padding: '8px 16px', justifyContent: 'space-between' },
});

/** What stands in place of the rows; a card of its own is none here. */
export const Instead = styled('div')({ '& > section': { border: 0, boxShadow: 'none', borderRadius: 0, backgroundColor: 'transparent' } });
