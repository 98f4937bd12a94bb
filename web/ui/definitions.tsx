import styled from '@emotion/styled';
import type { ReactNode } from 'react';
import { color, type } from './theme.ts';

const List = styled('dl')({
  display: 'grid',
  ...type.dense,
  '& > div': { display: 'flex', justifyContent: 'space-between', gap: 16, padding: '7px 0', borderBottom: `1px solid ${color.line}` },
  '& > div:last-of-type': { borderBottom: 0 },
  '& dt': { color: color.text2, overflowWrap: 'anywhere', minWidth: 0 },
  '& dd': { textAlign: 'right', color: color.text, fontWeight: 500, overflowWrap: 'break-word', flex: '0 0 auto', maxWidth: '65%' },
  '& > div[data-strong] dt, & > div[data-strong] dd': { color: color.text, fontWeight: 650 },
  '& > div[data-quiet] dd': { color: color.text3, fontWeight: 400 },
});

export interface Definition {
  readonly key: string;
  readonly name: ReactNode;
  readonly value: ReactNode;
  readonly strong?: boolean;
  readonly quiet?: boolean;
}

/** Names and their values, one pair a line. */
export function Definitions({ items }: { readonly items: readonly Definition[] }) {
  return (
    <List>
      {items.map((item) => (
        <div key={item.key} data-strong={item.strong === true ? '' : undefined} data-quiet={item.quiet === true ? '' : undefined}>
          <dt>{item.name}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </List>
  );
}
