import styled from '@emotion/styled';
import { createLink } from '@tanstack/react-router';
import { type ComponentPropsWithRef, type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { color, media, motion, type } from './theme.ts';

const List = styled('div')({
  display: 'flex',
  gap: 24,
  borderBottom: `1px solid ${color.line}`,
  overflowX: 'auto',
  scrollbarWidth: 'none',
  [media.phone]: { margin: '0 -16px', padding: '0 16px', gap: 20 },
});

const TabRoot = styled('a')({
  ...type.body,
  fontWeight: 500,
  color: color.text2,
  whiteSpace: 'nowrap',
  padding: '10px 0 11px',
  marginBottom: -1,
  borderBottom: '2px solid transparent',
  transition: `color ${motion.press}`,
  '&:hover': { color: color.text },
  '&[aria-selected="true"]': { color: color.text, fontWeight: 600, borderBottomColor: color.accent },
  '&:focus-visible': { outlineOffset: -2 },
  [media.phone]: { padding: '12px 0 13px' },
});

function moveFocus(event: KeyboardEvent<HTMLDivElement>) {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0) return;
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')];
  const next = tabs[(tabs.indexOf(document.activeElement as HTMLElement) + step + tabs.length) % tabs.length];
  event.preventDefault();
  next?.focus();
}

/** Brings the open tab into view where the tabs are wider than the screen; the page itself does not move. */
function useOpenTabInView() {
  const list = useRef<HTMLDivElement>(null);
  const shown = useRef<Element | null>(null);
  useEffect(() => {
    const open = list.current?.querySelector('[role="tab"][aria-selected="true"]') ?? null;
    if (list.current === null || open === null || open === shown.current) return;
    shown.current = open;
    const [outside, inside] = [list.current.getBoundingClientRect(), open.getBoundingClientRect()];
    list.current.scrollLeft += inside.left - outside.left - (outside.width - inside.width) / 2;
  });
  return list;
}

/** Tabs that are links: the URL holds which one is open. */
export function Tabs({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const list = useOpenTabInView();
  return (
    <List ref={list} role="tablist" aria-label={label} onKeyDown={moveFocus}>
      {children}
    </List>
  );
}

function TabAnchor({ selected, ...rest }: { readonly selected: boolean } & ComponentPropsWithRef<'a'>) {
  return <TabRoot role="tab" {...rest} aria-selected={selected} aria-current={undefined} tabIndex={selected ? 0 : -1} />;
}

export const Tab = createLink(TabAnchor);
