import styled from '@emotion/styled';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef } from 'react';
import { color, media, motion, radius } from './theme.ts';

const rules = {
  display: 'inline-grid',
  placeItems: 'center',
  padding: 0,
  border: 0,
  backgroundColor: 'transparent',
  cursor: 'pointer',
  width: 36,
  height: 36,
  flexShrink: 0,
  borderRadius: radius.control,
  color: color.text2,
  position: 'relative',
  transition: `background-color ${motion.press}`,
  '&:hover': { backgroundColor: color.hover },
  '&[data-outlined]': { border: `1px solid ${color.lineStrong}`, backgroundColor: color.surface },
  '&:disabled': { opacity: 0.45 },
  [media.phone]: { width: 44, height: 44 },
} as const;

const Root = styled('button')(rules);
const RootAnchor = styled('a')(rules);

type IconButtonProps = Omit<ComponentPropsWithRef<'button'>, 'aria-label'> & {
  /** What the button does, for those who do not see the picture. */
  readonly label: string;
  readonly outlined?: boolean;
};

/** A button that is only a picture; its word is its label. */
export function IconButton({ label, outlined = false, type = 'button', ...rest }: IconButtonProps) {
  return <Root aria-label={label} data-tip={label} data-outlined={outlined ? '' : undefined} type={type} {...rest} />;
}

function Anchor({ label, ...rest }: Omit<ComponentPropsWithRef<'a'>, 'aria-label'> & { readonly label: string }) {
  return <RootAnchor aria-label={label} data-tip={label} {...rest} />;
}

/** A link that is only a picture; its word is its label. */
export const IconLink = createLink(Anchor);
