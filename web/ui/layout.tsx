import styled from '@emotion/styled';
import type { ComponentPropsWithoutRef, CSSProperties, ElementType, Ref } from 'react';
import { color, elevation, media, radius } from './theme.ts';

const Flex = styled('div')({
  display: 'flex',
  minWidth: 0,
  '&:empty': { display: 'none' },
  '&[data-column]': { flexDirection: 'column' },
  '&:not([data-column])': { alignItems: 'center' },
  '&[data-wrap]': { flexWrap: 'wrap' },
});

type FlexProps = ComponentPropsWithoutRef<'div'> & {
  readonly as?: ElementType;
  readonly ref?: Ref<HTMLDivElement>;
  /** Space between the children in steps of 4 px. */
  readonly gap?: number;
  readonly align?: CSSProperties['alignItems'];
  readonly justify?: CSSProperties['justifyContent'];
  readonly wrap?: boolean;
  readonly grow?: boolean;
};

const flexStyle = ({ gap, align, justify, grow, style }: FlexProps): CSSProperties => ({
  ...(gap === undefined ? {} : { gap: gap * 4 }),
  ...(align === undefined ? {} : { alignItems: align }),
  ...(justify === undefined ? {} : { justifyContent: justify }),
  ...(grow === true ? { flex: 1 } : {}),
  ...style,
});

/** Children beside each other. */
export function Row(props: FlexProps) {
  const { gap: _gap, align: _align, justify: _justify, grow: _grow, wrap, style: _style, ...rest } = props;
  return <Flex data-wrap={wrap === true ? '' : undefined} style={flexStyle(props)} {...rest} />;
}

/** Children below each other. */
export function Stack(props: FlexProps) {
  const { gap: _gap, align: _align, justify: _justify, grow: _grow, wrap: _wrap, style: _style, ...rest } = props;
  return <Flex data-column="" style={flexStyle(props)} {...rest} />;
}

/** Fields two beside each other where there is room; a notice among them takes the whole line. */
export const FieldPair = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 180px), 1fr))',
  gap: '12px 16px',
  alignItems: 'start',
  '& > :has(> svg)': { gridColumn: '1 / -1' },
});

/** A raised surface that holds one thing. */
export const Card = styled('section')({
  backgroundColor: color.surface,
  border: `1px solid ${color.line}`,
  borderRadius: radius.card,
  boxShadow: elevation.e1,
  minWidth: 0,
  overflow: 'clip',
});

export const CardBody = styled('div')({ padding: 20, [media.phone]: { padding: 16 } });

/** A quiet box inside a card or panel. */
export const Sunken = styled('div')({ backgroundColor: color.sunken, borderRadius: radius.card, padding: 16 });

export const Line = styled('hr')({ border: 0, borderTop: `1px solid ${color.line}`, margin: 0, alignSelf: 'stretch' });

/** Cards in as many columns as fit. */
export const CardGrid = styled('ul')({
  display: 'grid',
  gap: 16,
  gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 336px), 1fr))',
  [media.phone]: { gap: 12 },
});

/** What can be done with what is chosen; stays in view below the list. */
export const ActionBar = styled('div')({
  position: 'sticky',
  bottom: 16,
  zIndex: 20,
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 8,
  padding: '10px 12px 10px 20px',
  borderRadius: radius.card,
  border: `1px solid ${color.line}`,
  backgroundColor: color.raised,
  boxShadow: elevation.e2,
  '& > :nth-child(1)': { flex: '1 1 160px' },
  [media.phone]: { bottom: 8, padding: 12, '& > *': { flex: '1 1 40%' }, '& > :nth-child(1), & > :last-child': { flexBasis: '100%' } },
});
