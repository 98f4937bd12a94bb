import styled from '@emotion/styled';
import { color, elevation, radius, type } from './theme.ts';

const Swatch = styled('li')({
  display: 'flex',
  alignItems: 'center',
  gap: 10,
  minWidth: 0,
  ...type.small,
  color: color.text2,
  '& > i': { width: 32, height: 32, flexShrink: 0, borderRadius: radius.control, border: `1px solid ${color.line}` },
  '& > span': { overflowWrap: 'anywhere' },
});
const Grid = styled('ul')({ display: 'grid', gap: 12, gridTemplateColumns: 'repeat(auto-fill, minmax(128px, 1fr))' });
const Lines = styled('ul')({
  display: 'flex',
  flexDirection: 'column',
  gap: 10,
  '& > li': { overflowWrap: 'anywhere' },
});
const Raised = styled('li')({
  ...type.small,
  padding: 20,
  borderRadius: radius.card,
  backgroundColor: color.raised,
  color: color.text2,
});

/** Every colour by its name, in the theme that is on. */
export function ColorSheet() {
  return (
    <Grid>
      {Object.entries(color).map(([name, value]) => (
        <Swatch key={name}>
          <i style={{ backgroundColor: value }} />
          <span>{name}</span>
        </Swatch>
      ))}
    </Grid>
  );
}

/** Every style of type, on a text of the caller's. */
export function TypeSheet({ text }: { readonly text: string }) {
  return (
    <Lines>
      {Object.entries(type).map(([name, style]) => (
        <li key={name} style={style}>
          {text} · {name}
        </li>
      ))}
    </Lines>
  );
}

/** Every elevation. */
export function ElevationSheet() {
  return (
    <Grid>
      {Object.entries(elevation).map(([name, shadow]) => (
        <Raised key={name} style={{ boxShadow: shadow }}>
          {name}
        </Raised>
      ))}
    </Grid>
  );
}
