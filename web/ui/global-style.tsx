import { Global } from '@emotion/react';
import { fontFaces } from './fonts/font-faces.ts';
import { color, fontFamily, media, schemeVariables, type } from './theme.ts';

const rules = {
  ':root': schemeVariables('light'),
  ':root[data-theme="dark"]': schemeVariables('dark'),
  html: { fontFamily, backgroundColor: color.canvas, WebkitTextSizeAdjust: '100%' },
  body: {
    ...type.body,
    margin: 0,
    color: color.text,
    backgroundColor: color.canvas,
    fontFamily,
    fontOpticalSizing: 'auto',
    fontVariantNumeric: 'tabular-nums lining-nums',
    WebkitFontSmoothing: 'antialiased',
    textRendering: 'geometricPrecision',
    [media.phone]: type.large,
  },
  // Behind what is open over the page nothing scrolls, and nothing moves because its scroll bar went.
  'html:has(dialog:modal)': { overflow: 'hidden', paddingRight: 'var(--cermat-scroll-bar, 0)' },
  '*, *::before, *::after': { boxSizing: 'border-box' },
  'h1, h2, h3, p, dl, dd, ul, ol, fieldset, figure': { margin: 0, padding: 0 },
  'h1, h2, h3, h4': { fontSize: 'inherit', fontWeight: 'inherit' },
  'ul, ol': { listStyle: 'none' },
  fieldset: { border: 0, minWidth: 0 },
  'button, input, select, textarea': { font: 'inherit', letterSpacing: 'inherit', color: 'inherit' },
  a: { color: color.accent, textDecoration: 'none' },
  ':focus-visible': { outline: `2px solid ${color.accent}`, outlineOffset: 2 },
  ':focus:not(:focus-visible)': { outline: 'none' },
  // Focus is put here by the page itself, to be read out; it is no place to type or press.
  '[tabindex="-1"]:focus-visible': { outline: 'none' },
  '::selection': { backgroundColor: color.accentLine },
  [media.calm]: {
    '*, *::before, *::after': {
      animationDuration: '1ms !important',
      animationIterationCount: '1 !important',
      transitionDuration: '1ms !important',
    },
  },
} as const;

const everything = [...fontFaces, rules];

/** What holds for every page: variables of both schemes, type, focus, calm motion. */
export function GlobalStyle() {
  return <Global styles={everything} />;
}
