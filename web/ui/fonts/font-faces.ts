import cyrillicExtended from '@fontsource-variable/inter/files/inter-cyrillic-ext-opsz-normal.woff2?url';
import cyrillic from '@fontsource-variable/inter/files/inter-cyrillic-opsz-normal.woff2?url';
import greekExtended from '@fontsource-variable/inter/files/inter-greek-ext-opsz-normal.woff2?url';
import greek from '@fontsource-variable/inter/files/inter-greek-opsz-normal.woff2?url';
import latinExtended from '@fontsource-variable/inter/files/inter-latin-ext-opsz-normal.woff2?url';
import latin from '@fontsource-variable/inter/files/inter-latin-opsz-normal.woff2?url';
import vietnamese from '@fontsource-variable/inter/files/inter-vietnamese-opsz-normal.woff2?url';
import basic from './inter-basic.woff2?url';

const face = (url: string, unicodeRange: string, fontWeight = '100 900') => ({
  '@font-face': {
    fontFamily: 'Inter Variable',
    fontStyle: 'normal',
    fontDisplay: 'swap',
    fontWeight,
    src: `url(${url}) format('woff2')`,
    unicodeRange,
  },
});

const percent = (part: number) => `${(part * 100).toFixed(1)}%`;

/** A typeface of the device, drawn as wide and as high as ours, so that nothing moves when ours has come. */
const standIn = (fontWeight: string, src: string, wider: number) => ({
  '@font-face': {
    fontFamily: 'Inter Stand-in',
    fontWeight,
    src,
    sizeAdjust: percent(wider),
    ascentOverride: percent(0.969 / wider),
    descentOverride: percent(0.241 / wider),
    lineGapOverride: '0%',
  },
});

/**
 * The program's typeface, a file for each script, of which a browser fetches what a page has letters of. Nearly all text is in the
 * first: the letters, digits and signs of Indonesian and English in the weights that the interface uses (docs/decisions/0023).
 */
export const fontFaces = [
  face(cyrillicExtended, 'U+0460-052F,U+1C80-1C8A,U+20B4,U+2DE0-2DFF,U+A640-A69F,U+FE2E-FE2F'),
  face(cyrillic, 'U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116'),
  face(greekExtended, 'U+1F00-1FFF'),
  face(greek, 'U+0370-0377,U+037A-037F,U+0384-038A,U+038C,U+038E-03A1,U+03A3-03FF'),
  face(
    vietnamese,
    'U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB',
  ),
  face(
    latinExtended,
    'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF',
  ),
  face(
    latin,
    'U+00A1-00A6,U+00A8-00AA,U+00AC-00AF,U+00B1-00B6,U+00B8-00BA,U+00BC-00D6,U+00D8-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-200F,U+2016-2017,U+201B,U+201F-2021,U+2023-2025,U+2027-206F,U+2122,U+2215,U+FEFF,U+FFFD',
  ),
  face(
    basic,
    'U+0020-007E,U+00A0,U+00A7,U+00AB,U+00B0,U+00B7,U+00BB,U+00D7,U+2010-2015,U+2018-201A,U+201C-201E,U+2022,U+2026,U+20AC,U+2191,U+2193,U+2212',
    '400 700',
  ),
  standIn('400', "local('Arial'), local('Liberation Sans'), local('Helvetica'), local('Roboto')", 1.061),
  standIn('700', "local('Arial Bold'), local('Liberation Sans Bold'), local('Helvetica Bold'), local('Roboto Bold')", 1.015),
];
