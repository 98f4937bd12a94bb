import styled from '@emotion/styled';
import { color, radius, type } from './theme.ts';

const Scroller = styled('div')({ overflow: 'auto', maxHeight: 220, border: `1px solid ${color.line}`, borderRadius: radius.control });
const Root = styled('table')({
  borderCollapse: 'separate',
  borderSpacing: 0,
  minWidth: '100%',
  ...type.small,
  '& th, & td': {
    padding: '6px 10px',
    textAlign: 'left',
    whiteSpace: 'pre',
    maxWidth: 220,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    borderBottom: `1px solid ${color.line}`,
  },
  '& th': { position: 'sticky', top: 0, backgroundColor: color.sunken, color: color.text2, fontWeight: 600 },
  '& tr:last-of-type td': { borderBottom: 0 },
});

/** Rows of a file, just as they are. */
export function SampleTable({
  label,
  columns,
  rows,
}: {
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}) {
  return (
    <Scroller tabIndex={0} role="region" aria-label={label}>
      <Root aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {columns.map((column, at) => (
                <td key={column}>{row[at] ?? ''}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </Root>
    </Scroller>
  );
}
