import styled from '@emotion/styled';
import { color, type } from './theme.ts';

const Root = styled('span')({
  display: 'inline-flex',
  alignItems: 'center',
  gap: 10,
  ...type.strong,
  fontWeight: 700,
  color: color.text,
  '& > svg': { flexShrink: 0 },
  '& > span': { minWidth: 0 },
  '& small': {
    ...type.small,
    fontWeight: 500,
    color: color.text2,
    overflow: 'hidden',
    overflowWrap: 'anywhere',
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 2,
  },
});

/** The program's sign and name, and below it whose program it is. */
export function Logo({ business }: { readonly business?: string | undefined }) {
  return (
    <Root>
      <svg width="24" height="24" viewBox="0 0 32 32" aria-hidden>
        <rect width="32" height="32" rx="8" fill={color.accentSolid} />
        <path d="M21.2 11.6a7 7 0 1 0 0 8.8" fill="none" stroke={color.onSolid} strokeWidth="3.4" strokeLinecap="round" />
        <circle cx="16.6" cy="16" r="2.4" fill={color.onSolid} />
      </svg>
      <span>
        Cermat
        {business !== undefined && <small>{business}</small>}
      </span>
    </Root>
  );
}
