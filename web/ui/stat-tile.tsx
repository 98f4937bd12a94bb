import styled from '@emotion/styled';
import { ArrowDown, ArrowUp, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Skeleton } from './skeleton.tsx';
import { color, elevation, media, radius, type } from './theme.ts';

const Root = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 4,
  minWidth: 0,
  padding: '16px 20px',
  backgroundColor: color.surface,
  border: `1px solid ${color.line}`,
  borderRadius: radius.card,
  boxShadow: elevation.e1,
  '& > dt': { ...type.dense, color: color.text2, overflowWrap: 'anywhere' },
  '& > dd[data-figure]': { ...type.figure, color: color.text, whiteSpace: 'nowrap' },
  // A figure is never cut or broken: a long one is smaller, and on a phone has the whole width.
  '&[data-long] > dd[data-figure]': { ...type.strong, lineHeight: type.figure.lineHeight, fontWeight: 650 },
  '& > dd[data-change]': { ...type.small, display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '2px 4px', color: color.text2 },
  '& [data-tone="ok"]': { color: color.ok, fontWeight: 600 },
  '& [data-tone="bad"]': { color: color.bad, fontWeight: 600 },
  '& b': { display: 'inline-flex', alignItems: 'center', gap: 2, fontWeight: 600 },
  [media.phone]: { padding: '12px 16px', '&[data-long]': { gridColumn: '1 / -1' } },
});

/** Figures side by side, as many as fit. */
export const StatTiles = styled('dl')({
  display: 'grid',
  gap: 16,
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 196px), 1fr))',
  [media.phone]: { gap: 12, gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 136px), 1fr))' },
});

interface StatTileProps {
  readonly label: string;
  /** The figure in words; nothing while it is on its way. */
  readonly figure: string | undefined;
  /** Which way it went, and whether that is good: the arrow shows the one, the colour the other. */
  readonly change?: { readonly direction: 'up' | 'down' | 'same'; readonly text: string; readonly tone?: 'ok' | 'bad' };
  readonly children?: ReactNode;
}

/** Figures with more letters than this are drawn smaller. */
const long = 10;
const arrows = { up: ArrowUp, down: ArrowDown, same: Minus } as const;

/** One figure under its word, and how it has changed. */
export function StatTile({ label, figure, change, children }: StatTileProps) {
  const Arrow = change === undefined ? undefined : arrows[change.direction];
  return (
    <Root aria-busy={figure === undefined || undefined} data-long={(figure?.length ?? 0) > long ? '' : undefined}>
      <dt>{label}</dt>
      <dd data-figure="">{figure ?? <Skeleton style={{ height: 28, width: 96 }} />}</dd>
      {(change !== undefined || children !== undefined) && (
        <dd data-change="">
          {change !== undefined && Arrow !== undefined && (
            <b data-tone={change.tone}>
              <Arrow size={13} aria-hidden />
              {change.text}
            </b>
          )}
          {children}
        </dd>
      )}
    </Root>
  );
}
