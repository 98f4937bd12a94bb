import styled from '@emotion/styled';
import { color, media, radius } from './theme.ts';

/** A grey stand-in of the same height as what is being loaded. */
export const Skeleton = styled('span')({
  display: 'block',
  borderRadius: radius.chip,
  backgroundColor: color.track,
  animation: 'cermat-breathe 1.4s ease-in-out infinite',
  '@keyframes cermat-breathe': { '50%': { opacity: 0.45 } },
  [media.calm]: { animation: 'none' },
});
