import styled from '@emotion/styled';
import type { ComponentPropsWithRef } from 'react';
import { ChevronMark, FilterRoot } from '../field.tsx';
import { media, type } from '../theme.ts';

const Root = styled(FilterRoot)({
  cursor: 'pointer',
  padding: '0 34px 0 0',
  textAlign: 'left',
  maxWidth: 320,
  '& > b': { ...type.dense, fontWeight: 600, padding: '0 0 0 8px', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  [media.phone]: { maxWidth: 'none', '& > b': { ...type.large, fontWeight: 600 } },
}).withComponent('button');

interface FilterButtonProps extends ComponentPropsWithRef<'button'> {
  readonly label: string;
  readonly value: string;
  readonly active: boolean;
}

/** A filter's word and value, which opens where it is set. */
export function FilterButton({ label, value, active, ...rest }: FilterButtonProps) {
  return (
    <Root type="button" aria-haspopup="dialog" data-active={active ? '' : undefined} {...rest}>
      <span>{label}</span>
      <b dir="auto">{value}</b>
      <ChevronMark />
    </Root>
  );
}
