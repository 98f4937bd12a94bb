/** Every colour of the interface, light and dark. Nothing outside web/ui names a colour. */
const tokens = {
  canvas: ['#F5F6F8', '#0D0F13'],
  surface: ['#FFFFFF', '#14171C'],
  sunken: ['#F0F2F5', '#1B1F26'],
  hover: ['#F5F6F9', '#191D23'],
  raised: ['#FFFFFF', '#1F242B'],
  segmentOn: ['#FFFFFF', '#333B47'],
  line: ['#E4E7EC', '#262B33'],
  lineStrong: ['#CDD2DA', '#3A414D'],
  control: ['#868E9C', '#737C8B'],
  track: ['#E4E7EC', '#2A303A'],
  text: ['#12151C', '#ECEEF2'],
  text2: ['#474E5B', '#B6BCC7'],
  text3: ['#626A78', '#9098A6'],
  accent: ['#3346C4', '#A3B0FF'],
  accentSolid: ['#3346C4', '#4F62E3'],
  accentHover: ['#2838A4', '#4456D2'],
  accentSoft: ['#EBEEFC', '#1E2442'],
  accentLine: ['#C3CCF7', '#37417A'],
  onSolid: ['#FFFFFF', '#FFFFFF'],
  ok: ['#0A6844', '#5FCC99'],
  okSolid: ['#12784F', '#17845A'],
  okSoft: ['#E2F3EA', '#12271F'],
  okLine: ['#A9D8C0', '#23503D'],
  warn: ['#7A4700', '#E8B25A'],
  warnSolid: ['#B86E00', '#D9962B'],
  warnSoft: ['#FDF3DF', '#2A2112'],
  warnLine: ['#EFCF93', '#574220'],
  bad: ['#AE1F2B', '#FF908C'],
  badSolid: ['#C22A35', '#CF3A43'],
  badSoft: ['#FCECEC', '#301A1C'],
  badLine: ['#F0BDBE', '#623034'],
  inverse: ['#1D212A', '#E8EBF0'],
  onInverse: ['#F3F5F8', '#14171C'],
  inverseAccent: ['#B9C4FF', '#2C3DB0'],
  shade: ['rgb(18 21 28 / 0.12)', 'rgb(0 0 0 / 0.5)'],
  scrim: ['rgb(18 21 28 / 0.44)', 'rgb(0 0 0 / 0.62)'],
} as const satisfies Readonly<Record<string, readonly [light: string, dark: string]>>;

type Token = keyof typeof tokens;
const names = Object.keys(tokens) as Token[];

/** Elevations: card, panel and menu, dialog. */
const elevations = {
  e1: ['0 1px 2px rgb(18 21 28 / 0.05)', '0 1px 2px rgb(0 0 0 / 0.4)'],
  e2: ['0 4px 12px rgb(18 21 28 / 0.08), 0 1px 2px rgb(18 21 28 / 0.06)', '0 4px 12px rgb(0 0 0 / 0.45)'],
  e3: ['0 16px 40px rgb(18 21 28 / 0.16), 0 2px 6px rgb(18 21 28 / 0.08)', '0 16px 40px rgb(0 0 0 / 0.6)'],
} as const;

const variable = (name: string) => `var(--cermat-${name})`;

/** Colours as CSS variables, which follow the chosen theme by themselves. */
export const color = Object.fromEntries(names.map((name) => [name, variable(name)])) as Readonly<Record<Token, string>>;
export const elevation = { e1: variable('e1'), e2: variable('e2'), e3: variable('e3') } as const;

/** The custom properties of one scheme, for the page's root. */
export function schemeVariables(scheme: 'light' | 'dark'): Record<string, string> {
  const column = scheme === 'light' ? 0 : 1;
  return {
    ...Object.fromEntries(names.map((name) => [`--cermat-${name}`, tokens[name][column]])),
    ...Object.fromEntries(Object.entries(elevations).map(([name, values]) => [`--cermat-${name}`, values[column]])),
    colorScheme: scheme,
  };
}

export const radius = { chip: 4, control: 8, card: 12, full: 999 } as const;

export const motion = {
  ease: 'cubic-bezier(.2,0,0,1)',
  press: '120ms cubic-bezier(.2,0,0,1)',
  chip: '200ms cubic-bezier(.2,0,0,1)',
  panel: '280ms cubic-bezier(.2,0,0,1)',
} as const;

const style = (size: number, lineHeight: number, weight: number, tracking: number) => ({
  fontSize: `${size / 16}rem`,
  lineHeight: `${lineHeight / 16}rem`,
  fontWeight: weight,
  letterSpacing: `${tracking}em`,
});

/** The type scale: size and line in rem of 16 px, weight, tracking. */
export const type = {
  figureLarge: style(28, 32, 650, -0.025),
  figure: style(24, 28, 650, -0.024),
  title: style(20, 28, 650, -0.016),
  strong: style(16, 24, 600, -0.012),
  large: style(16, 24, 400, -0.011),
  body: style(14, 20, 400, -0.006),
  dense: style(13, 20, 400, -0.003),
  small: style(12, 16, 400, 0),
} as const;

/** Figures of their own width; in columns all are equally wide, which draws wide gaps around the hyphens of a phone. */
export const proportional = { fontVariantNumeric: 'proportional-nums lining-nums' } as const;

export const fontFamily = "'Inter Variable', 'Inter Stand-in', system-ui, -apple-system, 'Segoe UI', sans-serif";

/** Widths at which the frame changes: phones below `phone`, a drawer instead of the sidebar below `desk`, docked panels from `dock`. */
export const width = { phone: 600, desk: 960, dock: 1200 } as const;
export const media = {
  phone: `@media (max-width: ${width.phone - 0.02}px)`,
  belowDesk: `@media (max-width: ${width.desk - 0.02}px)`,
  belowDock: `@media (max-width: ${width.dock - 0.02}px)`,
  calm: '@media (prefers-reduced-motion: reduce)',
  hover: '@media (hover: hover)',
} as const;
