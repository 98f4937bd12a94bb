import styled from '@emotion/styled';
import { CircleAlert, CircleCheck, Undo2, X } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { topFrame, watchFrames } from './modal.tsx';
import { color, elevation, media, motion, radius, type } from './theme.ts';

export interface Toast {
  readonly id: number;
  readonly tone: 'ok' | 'bad' | 'plain';
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();
const publish = (next: readonly Toast[]) => {
  toasts = next;
  for (const listener of listeners) listener();
};

/** Says in a line what has just happened; one with an action stays 6 s, longer while it is looked at. */
export function showToast(toast: Omit<Toast, 'id'>): void {
  // One undo at a time: the earlier act is no longer what "undo" would mean.
  publish([...toasts.filter((other) => other.action === undefined).slice(-1), { ...toast, id: nextId++ }]);
}

const dismiss = (id: number) => publish(toasts.filter((toast) => toast.id !== id));

/** Takes away the undo that is still offered. */
export const dismissActions = () => publish(toasts.filter((toast) => toast.action === undefined));

const Area = styled('div')({
  position: 'fixed',
  inset: 'auto',
  margin: 0,
  padding: 0,
  border: 0,
  overflow: 'visible',
  background: 'none',
  color: 'inherit',
  left: '50%',
  bottom: 'calc(24px + var(--cermat-toast-lift, 0px))',
  transform: 'translateX(-50%)',
  width: 'min(440px, calc(100vw - 32px))',
  '&:popover-open': { display: 'flex' },
  flexDirection: 'column',
  gap: 8,
  pointerEvents: 'none',
  [media.phone]: {
    bottom: 'calc(16px + max(var(--cermat-toast-lift, 0px), var(--cermat-bottom-bar, 0px)))',
    'body:has([data-bottom-bar]) &': { '--cermat-bottom-bar': '56px' },
    // A sheet from below is pressed where toasts lie; what it leaves free is above it.
    'dialog[data-side="bottom"] &': { top: 16, bottom: 'auto' },
  },
});

const Item = styled('div')({
  ...type.body,
  pointerEvents: 'auto',
  position: 'relative',
  overflow: 'hidden',
  display: 'flex',
  alignItems: 'center',
  gap: 10,
  minHeight: 48,
  padding: '6px 8px 6px 16px',
  borderRadius: radius.control,
  backgroundColor: color.inverse,
  color: color.onInverse,
  boxShadow: elevation.e2,
  animation: `cermat-rise ${motion.chip}`,
  '@keyframes cermat-rise': { from: { opacity: 0, transform: 'translateY(8px)' } },
  '& > p': { flex: 1, minWidth: 0, overflowWrap: 'anywhere' },
  '& > svg': { flexShrink: 0 },
  '& button': {
    all: 'unset',
    cursor: 'pointer',
    minHeight: 36,
    padding: '0 10px',
    display: 'inline-flex',
    gap: 8,
    alignItems: 'center',
    borderRadius: radius.control,
    fontWeight: 600,
    color: color.inverseAccent,
  },
  '& button:focus-visible': { outline: `2px solid ${color.inverseAccent}`, outlineOffset: -2 },
  '& > i': {
    position: 'absolute',
    left: 0,
    bottom: 0,
    height: 2,
    width: '100%',
    backgroundColor: color.inverseAccent,
    transformOrigin: 'left',
    animation: 'cermat-drain 6s linear forwards',
    '@keyframes cermat-drain': { to: { transform: 'scaleX(0)' } },
  },
  '&[data-held] > i': { animationPlayState: 'paused' },
});

const lifetime = 6_000;

function useCountdown(onEnd: () => void) {
  const [held, setHeld] = useState(false);
  const left = useRef(lifetime);
  const end = useRef(onEnd);
  useEffect(() => {
    end.current = onEnd;
  }, [onEnd]);
  useEffect(() => {
    if (held) return;
    const from = performance.now();
    const timer = setTimeout(() => end.current(), left.current);
    return () => {
      left.current -= performance.now() - from;
      clearTimeout(timer);
    };
  }, [held]);
  return { held, hold: () => setHeld(true), release: () => setHeld(false) };
}

function ToastItem({ toast, closeLabel }: { readonly toast: Toast; readonly closeLabel: string }) {
  const { held, hold, release } = useCountdown(() => dismiss(toast.id));
  const { action } = toast;
  return (
    <Item data-held={held ? '' : undefined} onMouseEnter={hold} onMouseLeave={release} onFocus={hold} onBlur={release}>
      {toast.tone === 'ok' && <CircleCheck size={18} aria-hidden />}
      {toast.tone === 'bad' && <CircleAlert size={18} aria-hidden />}
      <p>{toast.text}</p>
      {action === undefined ? (
        <button type="button" aria-label={closeLabel} onClick={() => dismiss(toast.id)}>
          <X size={16} aria-hidden />
        </button>
      ) : (
        <button
          type="button"
          onClick={() => {
            dismiss(toast.id);
            action.run();
          }}
        >
          <Undo2 size={16} aria-hidden />
          {action.label}
        </button>
      )}
      {action !== undefined && <i aria-hidden />}
    </Item>
  );
}

/** Where toasts appear; read out by screen readers as they come. */
export function Toaster({ closeLabel }: { readonly closeLabel: string }) {
  const shown = useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => toasts,
  );
  const area = useRef<HTMLDivElement>(null);
  // Where a dialog is open only what is inside it can be pressed, so toasts stand in the topmost one.
  const [place] = useState(() => document.createElement('div'));
  useLayoutEffect(() => {
    const put = () => {
      const parent = topFrame() ?? document.body;
      if (place.parentNode === parent) return;
      parent.append(place);
      // Moving hides it.
      if (toasts.length > 0) area.current?.showPopover();
    };
    put();
    const stop = watchFrames(put);
    return () => {
      stop();
      place.remove();
    };
  }, [place]);
  const newest = shown.at(-1)?.id;
  useEffect(() => {
    const element = area.current;
    if (newest === undefined || element === null || (element.matches(':popover-open') && topFrame() === undefined)) return;
    // Above whatever has opened meanwhile.
    element.hidePopover();
    element.showPopover();
  }, [newest]);
  return createPortal(
    <Area ref={area} popover="manual" role="status" aria-live="polite">
      {shown.map((toast) => (
        <ToastItem key={toast.id} toast={toast} closeLabel={closeLabel} />
      ))}
    </Area>,
    place,
  );
}
