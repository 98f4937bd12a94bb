import { lazy, type ReactNode, Suspense, useState } from 'react';

const DialogOverlay = lazy(() => import('./overlays.tsx').then((module) => ({ default: module.DialogOverlay })));
const DrawerOverlay = lazy(() => import('./overlays.tsx').then((module) => ({ default: module.DrawerOverlay })));
const PopoverOverlay = lazy(() => import('./overlays.tsx').then((module) => ({ default: module.PopoverOverlay })));

/** True from the first time on, so that what has opened once can also be seen closing. */
function useOnce(open: boolean): boolean {
  const [opened, setOpened] = useState(open);
  if (open && !opened) setOpened(true);
  return opened || open;
}

interface OverlayProps {
  readonly open: boolean;
  readonly onClose?: (() => void) | undefined;
  readonly children: ReactNode;
}

/** The bare modal that dialogs stand in. */
export function ModalFrame(props: OverlayProps & { readonly labelledBy: string; readonly wide: boolean }) {
  return useOnce(props.open) ? (
    <Suspense fallback={null}>
      <DialogOverlay {...props} />
    </Suspense>
  ) : null;
}

/** A sheet that slides in from an edge. */
export function Drawer(
  props: OverlayProps & { readonly side: 'left' | 'right' | 'bottom'; readonly label?: string; readonly labelledBy?: string },
) {
  return useOnce(props.open) ? (
    <Suspense fallback={null}>
      <DrawerOverlay {...props} />
    </Suspense>
  ) : null;
}

/** A box that hangs from a button. */
export function Popover({
  anchor,
  ...rest
}: Omit<OverlayProps, 'open'> & {
  readonly anchor: Element | null;
  readonly label: string;
  readonly width: number;
  /** Which of the button's edges it shares; the end unless said otherwise. */
  readonly align?: 'start' | 'end';
}) {
  return useOnce(anchor !== null) ? (
    <Suspense fallback={null}>
      <PopoverOverlay open={anchor !== null} anchor={anchor} {...rest} />
    </Suspense>
  ) : null;
}
