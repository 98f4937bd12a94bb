import styled from '@emotion/styled';
import { type ComponentPropsWithoutRef, type ElementType, Fragment } from 'react';
import { color, media, proportional, type } from './theme.ts';

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
  '&[data-figures]': proportional,
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
  /** Figures as wide as they are drawn, for phones and names: nothing below is to be compared with them. */
  readonly figures?: 'proportional';
  readonly htmlFor?: string;
};

/** Words in one of the type scale's styles and one of the text colours. */
export function Text({ as = 'span', kind, tone, weight, cut, wrap, figures, ...rest }: TextProps) {
  return (
    <Root
      as={as}
      data-kind={kind}
      data-tone={tone}
      data-weight={weight}
      data-cut={cut === true ? '' : undefined}
      data-wrap={wrap === true ? '' : undefined}
      data-figures={figures === undefined ? undefined : ''}
      {...rest}
    />
  );
}

const PieceLine = styled('span')({
  ...type.small,
  ...proportional,
  color: color.text2,
  display: 'block',
  minWidth: 0,
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
  [media.phone]: { whiteSpace: 'normal', overflowWrap: 'anywhere' },
  '& > bdi': {
    whiteSpace: 'nowrap',
    [media.phone]: { display: 'inline-block', maxWidth: '100%', overflow: 'hidden', textOverflow: 'ellipsis', verticalAlign: 'bottom' },
  },
});

/** The small line below a name: an account, a phone. None of them is broken in two. Nothing where there are none. */
export function Pieces({ of }: { readonly of: readonly (string | null | undefined)[] }) {
  const pieces = of.filter((piece) => piece !== null && piece !== undefined && piece !== '');
  if (pieces.length === 0) return null;
  return (
    <PieceLine>
      {pieces.map((piece, index) => (
        <Fragment key={piece}>
          {index > 0 && ' · '}
          <bdi>{piece}</bdi>
        </Fragment>
      ))}
    </PieceLine>
  );
}

/** In a cell that has nothing to say; on a phone the cell goes with it. */
export function Nothing() {
  return (
    <Text tone="text3" data-nothing="">
      –
    </Text>
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
