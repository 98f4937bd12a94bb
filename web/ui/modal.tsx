import {
  type ComponentPropsWithRef,
  type ComponentType,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { createPortal } from 'react-dom';

export interface ModalProps {
  readonly onClose?: (() => void) | undefined;
  readonly children: ReactNode;
}

type FrameElement = ComponentType<ComponentPropsWithRef<'dialog'>>;

interface NativeModalProps extends ModalProps {
  /** The styled `<dialog>`. */
  readonly as: FrameElement;
  readonly attributes: Omit<ComponentPropsWithRef<'dialog'>, 'ref' | 'children' | 'onClose'>;
  /** Puts the opened frame in its place. */
  readonly place?: (frame: HTMLDialogElement) => void;
}

/** What is open over the page, the topmost last. */
const openFrames: HTMLDialogElement[] = [];
const watchers = new Set<() => void>();

/** The dialog that can be reached now, if one is open: everything outside it is out of reach. */
export const topFrame = () => openFrames.at(-1);

/** Tells of every dialog that opens, and of one that closes before it is gone from the page. */
export function watchFrames(changed: () => void): () => void {
  watchers.add(changed);
  return () => watchers.delete(changed);
}

function changeFrames(change: () => void): void {
  change();
  for (const watcher of watchers) watcher();
}

/** The page behind cannot scroll; it keeps the width that its scroll bar took. */
function keepWidth(): void {
  if (document.querySelector('dialog:modal') !== null) return;
  const root = document.documentElement;
  root.style.setProperty('--cermat-scroll-bar', `${innerWidth - root.clientWidth}px`);
}

/**
 * What opens over the page, by the platform's own `<dialog>`: the rest cannot be reached meanwhile, Escape and a press beside it close it, and
 * the focus goes back to where it was. Without `onClose` it stays until it is taken away.
 */
export function Modal({ as: Frame, attributes, place, onClose, children }: NativeModalProps) {
  const frame = useRef<HTMLDialogElement>(null);
  // What is inside is drawn once the frame is open, so that a field in it can take the focus.
  const [opened, setOpened] = useState(false);
  const pressedBeside = useRef(false);
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return;
    keepWidth();
    element.showModal();
    changeFrames(() => openFrames.push(element));
    setOpened(true);
    return () => {
      changeFrames(() => openFrames.splice(openFrames.indexOf(element), 1));
      element.close();
    };
  }, []);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!opened || element === null || place === undefined) return;
    const put = () => place(element);
    put();
    const observer = new ResizeObserver(put);
    observer.observe(element);
    addEventListener('resize', put);
    return () => {
      observer.disconnect();
      removeEventListener('resize', put);
    };
  }, [opened, place]);
  const beside = (event: PointerEvent<HTMLDialogElement>) => event.target === event.currentTarget;
  return createPortal(
    <Frame
      {...attributes}
      ref={frame}
      tabIndex={-1}
      onPointerDown={(event) => {
        pressedBeside.current = beside(event);
      }}
      onPointerUp={(event) => {
        // Marking a text inside and letting go beside it is no wish to close.
        if (pressedBeside.current && beside(event)) onClose?.();
        pressedBeside.current = false;
      }}
      onKeyDown={(event: KeyboardEvent<HTMLDialogElement>) => {
        // Escape closes this, not also what it was opened from.
        if (event.key === 'Escape') event.stopPropagation();
        attributes.onKeyDown?.(event);
      }}
      onCancel={(event) => {
        event.preventDefault();
        event.stopPropagation();
        if (event.target === event.currentTarget) onClose?.();
      }}
      onClose={(event) => {
        event.stopPropagation();
        // The browser closes at a second Escape whatever it was told.
        if (!event.currentTarget.open && event.target === event.currentTarget) {
          if (onClose === undefined) event.currentTarget.showModal();
          else onClose();
        }
      }}
    >
      {opened && children}
    </Frame>,
    document.body,
  );
}
