import styled from '@emotion/styled';
import type { ComponentPropsWithoutRef, ElementType } from 'react';
import { color, type } from './theme.ts';

type TextKind = keyof typeof type;
type Tone = 'text' | 'text2' | 'text3' | 'accent' | 'ok' | 'warn' | 'bad';

const kinds = Object.fromEntries(Object.entries(type).map(([name, style]) => [`&[data-kind="${name}"]`, style]));
const tones: readonly Tone[] = ['text', 'text2', 'text3', 'accent', 'ok', 'warn', 'bad'];

const Root = styled('span')({
  ...kinds,
  ...Object.fromEntries(tones.map((tone) => [`&[data-tone="${tone}"]`, { color: color[tone] }])),
  '&[data-weight="400"]': { fontWeight: 400 },
  '&[data-weight="500"]': { fontWeight: 500 },
  '&[data-weight="600"]': { fontWeight: 600 },
  '&[data-weight="650"]': { fontWeight: 650 },
  '&[data-cut]': { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0, display: 'block' },
  '&[data-wrap]': { overflowWrap: 'anywhere' },
  '&[data-lines]': { display: '-webkit-box', WebkitBoxOrient: 'vertical', WebkitLineClamp: 2, overflow: 'hidden' },
});

export type TextProps = Omit<ComponentPropsWithoutRef<'span'>, 'color'> & {
  readonly as?: ElementType;
  readonly kind?: TextKind;
  readonly tone?: Tone;
  readonly weight?: 400 | 500 | 600 | 650;
  /** One line, cut with an ellipsis. */
  readonly cut?: boolean;
  /** Long words may break anywhere. */
  readonly wrap?: boolean;
  /** At most two lines. */
  readonly 'data-lines'?: string;
  readonly htmlFor?: string;
};

/** Words in one of the type scale's styles and one of the text colours. */
export function Text({ as = 'span', kind, tone, weight, cut, wrap, ...rest }: TextProps) {
  return (
    <Root
      as={as}
      data-kind={kind}
      data-tone={tone}
      data-weight={weight}
      data-cut={cut === true ? '' : undefined}
      data-wrap={wrap === true ? '' : undefined}
      {...rest}
    />
  );
}

/** Words for screen readers only. */
export const HiddenText = styled('span')({
  position: 'absolute',
  width: 1,
  height: 1,
  margin: -1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
});
