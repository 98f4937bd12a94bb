import styled from '@emotion/styled';
import { color, motion, radius } from './theme.ts';

const Bar = styled('div')({
  display: 'flex',
  height: 8,
  minHeight: 8,
  flex: 1,
  minWidth: 0,
  borderRadius: radius.full,
  overflow: 'hidden',
  backgroundColor: color.track,
  '&[data-thin]': { height: 4, minHeight: 4 },
  '&[data-edge]': { borderRadius: 0, height: 4, minHeight: 4 },
  '& > i': { display: 'block', transition: `width ${motion.chip}` },
  '& > i[data-tone="ok"]': { backgroundColor: color.okSolid },
  '& > i[data-tone="bad"]': { backgroundColor: color.badSolid },
  '& > i[data-tone="accent"]': { backgroundColor: color.accentSolid },
  '& > i[data-tone="quiet"]': { backgroundColor: color.control },
});

interface Part {
  readonly tone: 'ok' | 'bad' | 'accent' | 'quiet';
  readonly value: number;
}

interface ProgressProps {
  readonly label: string;
  readonly parts: readonly Part[];
  readonly whole: number;
  readonly shape?: 'round' | 'thin' | 'edge';
  /** The figures beside the bar say it already. */
  readonly decorative?: boolean;
}

/** How much of a whole is done, in coloured parts; the figures stand beside it in words. */
export function Progress({ label, parts, whole, shape = 'round', decorative = false }: ProgressProps) {
  const done = parts.reduce((sum, part) => sum + part.value, 0);
  const role = decorative
    ? { 'aria-hidden': true as const }
    : { role: 'progressbar', 'aria-label': label, 'aria-valuemin': 0, 'aria-valuemax': Math.max(whole, 1), 'aria-valuenow': done };
  return (
    <Bar {...role} data-thin={shape === 'thin' ? '' : undefined} data-edge={shape === 'edge' ? '' : undefined}>
      {parts.map((part) => (
        <i key={part.tone} data-tone={part.tone} style={{ width: whole === 0 ? 0 : `${(part.value / whole) * 100}%` }} />
      ))}
    </Bar>
  );
}
