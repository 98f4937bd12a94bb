import styled from '@emotion/styled';
import { type ReactNode, useCallback } from 'react';
import { Modal, type ModalProps } from './modal.tsx';
import { color, elevation, media, motion, radius } from './theme.ts';

const frame = {
  margin: 'auto',
  padding: 0,
  border: 0,
  color: color.text,
  backgroundColor: color.raised,
  overscrollBehavior: 'contain',
  '&:focus-visible': { outline: 'none' },
  '&::backdrop': { backgroundColor: color.scrim, animation: `cermat-appear ${motion.chip}` },
  '@keyframes cermat-appear': { from: { opacity: 0 } },
} as const;

const DialogFrame = styled('dialog')({
  ...frame,
  width: 'min(444px, calc(100vw - 32px))',
  maxWidth: 'none',
  maxHeight: 'calc(100dvh - 32px)',
  overflowY: 'auto',
  borderRadius: radius.card,
  boxShadow: elevation.e3,
  animation: `cermat-appear ${motion.chip}`,
  '&[data-wide]': { width: 'min(900px, calc(100vw - 32px))' },
});

const slide = (from: string) => ({ from: { transform: from } });
const SheetFrame = styled('dialog')({
  ...frame,
  maxWidth: 'none',
  maxHeight: 'none',
  overflow: 'auto',
  display: 'flex',
  flexDirection: 'column',
  boxShadow: elevation.e3,
  '&:not([open])': { display: 'none' },
  '&[data-side="left"]': {
    margin: '0 auto 0 0',
    width: 288,
    height: '100dvh',
    backgroundColor: color.canvas,
    animation: `cermat-from-left ${motion.panel}`,
    '& nav': { width: '100%' },
  },
  '&[data-side="right"]': {
    margin: '0 0 0 auto',
    width: 'min(480px, 100vw)',
    height: '100dvh',
    backgroundColor: color.surface,
    animation: `cermat-from-right ${motion.panel}`,
  },
  '&[data-side="bottom"]': {
    margin: 'auto 0 0',
    width: '100vw',
    maxHeight: '88dvh',
    paddingBottom: 'env(safe-area-inset-bottom)',
    backgroundColor: color.surface,
    borderRadius: '16px 16px 0 0',
    animation: `cermat-from-below ${motion.panel}`,
  },
  '@keyframes cermat-from-left': slide('translateX(-100%)'),
  '@keyframes cermat-from-right': slide('translateX(100%)'),
  '@keyframes cermat-from-below': slide('translateY(100%)'),
  [media.calm]: { '&&&': { animation: `cermat-appear ${motion.chip}` } },
});

/** Hangs from a button; nothing behind it is darkened. */
export const HangingFrame = styled('dialog')({
  ...frame,
  margin: 0,
  inset: 'auto',
  position: 'fixed',
  maxWidth: 'calc(100vw - 16px)',
  overflow: 'auto',
  borderRadius: radius.card,
  border: `1px solid ${color.line}`,
  boxShadow: elevation.e2,
  animation: `cermat-appear ${motion.press}`,
  '&[open]': { display: 'flex', flexDirection: 'column' },
  '&::backdrop': { backgroundColor: 'transparent' },
});

/** Space kept to the edges of the window. */
const edge = 8;

/** Below the button where there is room, else above; along one of its edges, and never outside the window. */
export function placeBeside(hanging: HTMLElement, anchor: Element, align: 'start' | 'end', gap: number): void {
  const target = anchor.getBoundingClientRect();
  const below = innerHeight - target.bottom - gap - edge;
  const above = target.top - gap - edge;
  const upward = hanging.scrollHeight > below && above > below;
  hanging.style.maxHeight = `${Math.max(120, upward ? above : below)}px`;
  const { width, height } = hanging.getBoundingClientRect();
  const left = align === 'end' ? target.right - width : target.left;
  hanging.style.left = `${Math.max(edge, Math.min(left, innerWidth - width - edge))}px`;
  hanging.style.top = `${upward ? target.top - gap - height : target.bottom + gap}px`;
}

interface OverlayProps extends ModalProps {
  readonly open: boolean;
}

/** The bare modal that dialogs stand in. */
export function ModalFrame({ open, labelledBy, wide, ...rest }: OverlayProps & { readonly labelledBy: string; readonly wide: boolean }) {
  if (!open) return null;
  return <Modal as={DialogFrame} attributes={{ 'aria-labelledby': labelledBy, ...(wide ? { 'data-wide': '' } : {}) }} {...rest} />;
}

/** A sheet that slides in from an edge. */
export function Drawer({
  open,
  side,
  label,
  labelledBy,
  ...rest
}: OverlayProps & { readonly side: 'left' | 'right' | 'bottom'; readonly label?: string; readonly labelledBy?: string }) {
  if (!open) return null;
  const attributes = { 'data-side': side, 'aria-label': label, 'aria-labelledby': labelledBy };
  return <Modal as={SheetFrame} attributes={attributes} {...rest} />;
}

interface PopoverProps extends ModalProps {
  readonly anchor: Element | null;
  readonly label: string;
  readonly width: number;
  /** Which of the button's edges it shares; the end unless said otherwise. */
  readonly align?: 'start' | 'end';
  readonly children: ReactNode;
}

/** A box that hangs from a button. */
export function Popover({ anchor, label, width, align = 'end', ...rest }: PopoverProps) {
  const place = useCallback(
    (element: HTMLElement) => {
      if (anchor !== null) placeBeside(element, anchor, align, 8);
    },
    [anchor, align],
  );
  if (anchor === null) return null;
  return <Modal as={HangingFrame} attributes={{ 'aria-label': label, style: { width } }} place={place} {...rest} />;
}
