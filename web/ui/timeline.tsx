import styled from '@emotion/styled';
import { color, radius } from './theme.ts';

/** What happened, one below the other, joined by a line. */
export const Timeline = styled('ol')({
  display: 'flex',
  flexDirection: 'column',
  paddingLeft: 4,
  '& > li': {
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    padding: '0 0 14px 20px',
    borderLeft: `1px solid ${color.lineStrong}`,
  },
  '& > li:last-of-type': { borderLeftColor: 'transparent', paddingBottom: 0 },
  '& > li::before': {
    content: '""',
    position: 'absolute',
    left: -4.5,
    top: 6,
    width: 8,
    height: 8,
    borderRadius: radius.full,
    backgroundColor: color.control,
  },
});
