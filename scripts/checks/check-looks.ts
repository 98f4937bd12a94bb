import type { Source } from './check-sources.ts';

/** Files of the web app that may be drawn with the design system, but not beside it. */
const bound = ({ path }: Source) => /^web\/(app|pages|features|lib)\/.*[.](ts|tsx|css)$/.test(path) && !path.startsWith('web/app/i18n/');

const hex = /['"`(\s:]#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})(?=['"`;,)\s])/i;
const mixed = /\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color-mix|light-dark|(?:linear|radial|conic)-gradient)\(/;
// A property of a style or an attribute of a picture, whatever its value: a token's name outside web/ui is a choice of colour too.
const property =
  /(?<![\w.$-])(?:color|background(?:Color|Image)?|border\w*Color|outlineColor|accentColor|caretColor|fill|stroke|boxShadow|textShadow|font(?:Family|Size|Weight|Variant\w*|Style)?|lineHeight|letterSpacing)\s*(?:=\s*["'{`]|:\s*(?:["'`\d]|color\b|type\b))/;
const styleSheet = /from '@emotion\/|from '@mui\/|[.]css'/;
const tokens = /import[^;]*\{[^}]*\b(?:color|type|elevation|fontFamily|motion)\b[^}]*\}\s*from\s*'[^']*\/ui\/theme[.]ts'/;
const fonts = "import '@fontsource-variable/inter/opsz.css'";

const withoutComments = (line: string) => line.replace(/(^|\s)\/\/.*$|\/\*.*?\*\//g, '$1');

function faultOf(line: string, tsx: boolean): string | undefined {
  if (hex.test(line) || mixed.test(line)) return 'names a colour';
  if (tsx && property.test(line)) return 'sets a colour or a font';
  if (styleSheet.test(line) && !line.includes(fonts)) return 'brings styles of its own';
  return tokens.test(line) ? 'uses tokens' : undefined;
}

/** Colours and fonts outside web/ui, which alone decides how things look. */
export function checkLooks(sources: readonly Source[]): string[] {
  return sources.filter(bound).flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const fault = faultOf(withoutComments(line), path.endsWith('.tsx'));
      return fault === undefined ? [] : [`${path}:${index + 1}: ${fault}; only web/ui does, so use or add a component there`];
    }),
  );
}
