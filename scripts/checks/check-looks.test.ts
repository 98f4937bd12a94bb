import { describe, expect, it } from 'vitest';
import { checkLooks } from './check-looks.ts';

const page = (text: string, path = 'web/pages/one.tsx') => [{ path, text }];

describe('looks', () => {
  it.each([
    `<div style={{ color: '#3346C4' }} />`,
    `const tint = '#fff';`,
    `const tint = 'rgb(18 21 28 / 0.4)';`,
    `const tint = "hsl(200, 40%, 50%)";`,
    `const shade = 'linear-gradient(red, blue)';`,
    `<div style={{ color: 'red' }} />`,
    `<div style={{ padding: 4, backgroundColor: "tomato" }} />`,
    `<div style={{ fontFamily: 'Georgia' }} />`,
    `<div style={{ fontSize: 13 }} />`,
    `<div style={{ fontWeight: 600 }} />`,
    `<path fill="currentColor" />`,
    `<Icon color="green" />`,
    `<div style={{ color: color.accent }} />`,
    `import styled from '@emotion/styled';`,
    `import Box from '@mui/material/Box';`,
    `import './one.css';`,
    `import { color } from '../ui/theme.ts';`,
  ])('finds %s', (text) => {
    expect(checkLooks(page(`const a = 1;\n${text}\n`))).toEqual([expect.stringMatching(/^web\/pages\/one.tsx:2: /)]);
  });

  it.each([
    `<div style={{ padding: 4, minWidth: 0 }} />`,
    `<a href="#isi" />`,
    `<Icon size={18} strokeWidth={1.75} />`,
    `// like color: 'red'`,
    `import { width } from '../ui/theme.ts';`,
    `import '@fontsource-variable/inter/opsz.css';`,
    `const tone: Tone = 'accent';`,
  ])('lets %s pass', (text) => {
    expect(checkLooks(page(text))).toEqual([]);
  });

  it('leaves the design system, the words and the server alone', () => {
    const text = `const a = { color: '#3346C4' };`;
    expect(['web/ui/theme.ts', 'web/app/i18n/id/table.ts', 'server/main.ts'].flatMap((path) => checkLooks(page(text, path)))).toEqual([]);
  });
});
