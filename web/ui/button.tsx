import styled from '@emotion/styled';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import { color, media, motion, radius, type } from './theme.ts';

type ButtonKind = 'primary' | 'outline' | 'soft' | 'quiet' | 'ok' | 'bad' | 'badOutline' | 'accentOutline' | 'plain';

const rules = {
  ...type.body,
  display: 'inline-flex',
  alignItems: 'center',
  justifyContent: 'center',
  textAlign: 'center',
  cursor: 'pointer',
  userSelect: 'none',
  backgroundColor: 'transparent',
  color: color.text,
  fontWeight: 600,
  gap: 8,
  minHeight: 36,
  padding: '6px 14px',
  borderRadius: radius.control,
  border: '1px solid transparent',
  transition: `background-color ${motion.press}, border-color ${motion.press}`,
  whiteSpace: 'nowrap',
  '&[data-size="small"]': { minHeight: 32, padding: '4px 12px', ...type.dense, fontWeight: 600 },
  '&[data-size="large"]': { minHeight: 40, padding: '8px 18px' },
  [media.phone]: { '&, &[data-size="small"], &[data-size="large"]': { minHeight: 44, ...type.body, fontWeight: 600 } },
  '&[data-wide]': { width: '100%' },
  '&[data-kind="primary"]': { backgroundColor: color.accentSolid, color: color.onSolid, '&:hover': { backgroundColor: color.accentHover } },
  '&[data-kind="ok"]': { backgroundColor: color.okSolid, color: color.onSolid },
  '&[data-kind="bad"]': { backgroundColor: color.badSolid, color: color.onSolid },
  '&[data-kind="outline"]': {
    backgroundColor: color.surface,
    borderColor: color.lineStrong,
    color: color.text,
    '&:hover': { backgroundColor: color.hover },
  },
  '&[data-kind="accentOutline"]': {
    backgroundColor: color.surface,
    borderColor: color.accentLine,
    color: color.accent,
    '&:hover': { backgroundColor: color.accentSoft },
  },
  '&[data-kind="badOutline"]': {
    backgroundColor: color.surface,
    borderColor: color.badLine,
    color: color.bad,
    '&:hover': { backgroundColor: color.badSoft },
  },
  '&[data-kind="soft"]': { backgroundColor: color.accentSoft, borderColor: color.accentLine, color: color.accent },
  '&[data-kind="quiet"]': {
    backgroundColor: 'transparent',
    color: color.accent,
    padding: '6px 8px',
    '&:hover': { backgroundColor: color.accentSoft },
  },
  // A word among other words that can be pressed.
  '&[data-kind="plain"]': {
    color: 'inherit',
    padding: '6px 4px',
    gap: 6,
    '&, &[data-size]': { fontWeight: 500 },
    '&:hover': { backgroundColor: color.hover },
  },
  '&[aria-disabled="true"], &:disabled': { opacity: 0.55, cursor: 'default' },
  '& svg': { flexShrink: 0 },
} as const;

const Root = styled('button')(rules);
const Anchor = styled('a')(rules);

const Spinner = styled('span')({
  width: 14,
  height: 14,
  borderRadius: radius.full,
  border: '2px solid currentColor',
  borderTopColor: 'transparent',
  animation: 'cermat-turn 700ms linear infinite',
  '@keyframes cermat-turn': { to: { transform: 'rotate(360deg)' } },
});

interface Look {
  readonly kind?: ButtonKind;
  readonly size?: 'small' | 'medium' | 'large';
  readonly icon?: ReactNode;
  readonly wide?: boolean;
}

type ButtonProps = Look &
  ComponentPropsWithRef<'button'> & {
    /** Running: the button does nothing more until it is done. */
    readonly busy?: boolean;
  };

/** A button with a word; one `primary` per view. */
export function Button({
  kind = 'outline',
  size = 'medium',
  icon,
  busy = false,
  wide = false,
  disabled,
  children,
  type: role = 'button',
  ...rest
}: ButtonProps) {
  return (
    <Root
      data-kind={kind}
      data-size={size}
      data-wide={wide ? '' : undefined}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
      type={role}
      {...rest}
    >
      {busy ? <Spinner aria-hidden /> : icon}
      {children}
    </Root>
  );
}

/** A link that looks like a button, for addresses outside the router (a download, WhatsApp, a phone). */
export function ButtonAnchor({
  kind = 'outline',
  size = 'medium',
  icon,
  wide = false,
  children,
  ...rest
}: Look & ComponentPropsWithRef<'a'>) {
  return (
    <Anchor data-kind={kind} data-size={size} data-wide={wide ? '' : undefined} {...rest}>
      {icon}
      {children}
    </Anchor>
  );
}

/** A link to a page of the program that looks like a button. */
export const ButtonLink = createLink(ButtonAnchor);
