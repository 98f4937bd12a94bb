import styled from '@emotion/styled';
import type { ReactNode } from 'react';
import { Skeleton } from './skeleton.tsx';
import { color, media, radius, type } from './theme.ts';

export type ChipTone = 'plain' | 'accent' | 'ok' | 'warn' | 'bad' | 'quiet';

const ChipRoot = styled('span')({
  ...type.small,
  fontWeight: 600,
  display: 'inline-flex',
  alignItems: 'center',
  gap: 5,
  padding: '1px 8px',
  minHeight: 20,
  borderRadius: radius.chip,
  border: '1px solid transparent',
  whiteSpace: 'nowrap',
  maxWidth: '100%',
  '& > span': { overflow: 'hidden', textOverflow: 'ellipsis' },
  '& > svg': { flexShrink: 0 },
  '&[data-tone="plain"]': { borderColor: color.lineStrong, color: color.text2, fontWeight: 500 },
  '&[data-tone="quiet"]': { backgroundColor: color.track, color: color.text2 },
  '&[data-tone="accent"]': { backgroundColor: color.accentSoft, color: color.accent },
  '&[data-tone="ok"]': { backgroundColor: color.okSoft, color: color.ok },
  '&[data-tone="warn"]': { backgroundColor: color.warnSoft, color: color.warn },
  '&[data-tone="bad"]': { backgroundColor: color.badSoft, color: color.bad },
});

/** A short word about the thing beside it. */
export function Chip({
  tone = 'plain',
  icon,
  children,
}: {
  readonly tone?: ChipTone;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <ChipRoot data-tone={tone}>
      {icon}
      <span>{children}</span>
    </ChipRoot>
  );
}

/** A count in a pill: quiet in lists, loud for what nobody has seen. */
export const Count = styled('span')({
  ...type.small,
  fontWeight: 600,
  display: 'inline-grid',
  placeItems: 'center',
  minWidth: 20,
  height: 20,
  padding: '0 6px',
  borderRadius: radius.full,
  backgroundColor: color.track,
  color: color.text2,
  '&[data-on]': { backgroundColor: color.accentSolid, color: color.onSolid },
  '&[data-loud]': { backgroundColor: color.badSolid, color: color.onSolid },
});

const AvatarRoot = styled('span')({
  ...type.small,
  fontWeight: 600,
  display: 'inline-grid',
  placeItems: 'center',
  width: 32,
  height: 32,
  flexShrink: 0,
  borderRadius: radius.full,
  backgroundColor: color.track,
  color: color.text2,
  // Drawn by the style sheet: the button around it has a name of its own.
  '&::before': { content: 'attr(data-initials)' },
});

/** The initials that stand for a person. */
export function Avatar({ children }: { readonly children: string }) {
  return <AvatarRoot data-initials={children} aria-hidden />;
}

const PillButton = styled('button')({
  ...type.dense,
  fontWeight: 500,
  border: `1px solid ${color.lineStrong}`,
  backgroundColor: color.surface,
  color: color.text2,
  borderRadius: radius.full,
  minHeight: 32,
  padding: '4px 14px',
  whiteSpace: 'nowrap',
  cursor: 'pointer',
  '&[aria-pressed="true"]': { backgroundColor: color.accentSoft, borderColor: color.accentLine, color: color.accent, fontWeight: 600 },
  [media.phone]: { minHeight: 44, ...type.body, fontWeight: 500, padding: '4px 15px' },
});

/** A filter that is on or off. */
export function PillToggle({
  on,
  onClick,
  children,
}: {
  readonly on: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  return (
    <PillButton type="button" aria-pressed={on} onClick={onClick}>
      {children}
    </PillButton>
  );
}

/** Pills in a row that scrolls sideways by itself where there is no room. */
export const PillRow = styled('div')({ display: 'flex', gap: 8, overflowX: 'auto', scrollbarWidth: 'none', padding: 2, margin: -2 });

const PillGap = styled(Skeleton)({ width: 132, height: 32, borderRadius: radius.full, [media.phone]: { height: 44 } });

/** As high as the row of pills that is yet to come. */
export function PillSpace() {
  return (
    <PillRow aria-hidden>
      <PillGap />
      <PillGap />
    </PillRow>
  );
}
