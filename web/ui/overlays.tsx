import MuiDialog from '@mui/material/Dialog';
import MuiDrawer from '@mui/material/Drawer';
import MuiMenu from '@mui/material/Menu';
import MuiMenuItem from '@mui/material/MenuItem';
import MuiPopover from '@mui/material/Popover';
import { ThemeProvider } from '@mui/material/styles';
import type { ReactNode } from 'react';
import type { MenuEntry } from './menu.tsx';
import { overlayTheme } from './overlay-theme.ts';
import { color } from './theme.ts';

// Everything that MUI draws over a page, in one file that is loaded when the first of them opens.

interface Overlay {
  readonly open: boolean;
  readonly onClose?: (() => void) | undefined;
  readonly children: ReactNode;
}

const closing = (onClose: (() => void) | undefined) => (onClose === undefined ? {} : { onClose });

export function DialogOverlay({
  open,
  onClose,
  labelledBy,
  wide,
  children,
}: Overlay & { readonly labelledBy: string; readonly wide: boolean }) {
  return (
    <ThemeProvider theme={overlayTheme}>
      <MuiDialog open={open} {...closing(onClose)} aria-labelledby={labelledBy} fullWidth maxWidth={wide ? 'md' : 'xs'}>
        {children}
      </MuiDialog>
    </ThemeProvider>
  );
}

interface DrawerOverlayProps extends Overlay {
  readonly side: 'left' | 'right' | 'bottom';
  readonly label?: string | undefined;
  readonly labelledBy?: string | undefined;
}

const drawerPaper = {
  left: { width: 288, backgroundColor: color.canvas, '& nav': { width: '100%' } },
  right: { width: 'min(480px, 100vw)', backgroundColor: color.surface },
  bottom: {
    backgroundColor: color.surface,
    borderRadius: '16px 16px 0 0',
    maxHeight: '88dvh',
    paddingBottom: 'env(safe-area-inset-bottom)',
  },
} as const;

export function DrawerOverlay({ open, onClose, side, label, labelledBy, children }: DrawerOverlayProps) {
  return (
    <ThemeProvider theme={overlayTheme}>
      <MuiDrawer
        anchor={side}
        open={open}
        {...closing(onClose)}
        slotProps={{
          paper: { role: 'dialog', 'aria-modal': true, 'aria-label': label, 'aria-labelledby': labelledBy, sx: drawerPaper[side] },
        }}
      >
        {children}
      </MuiDrawer>
    </ThemeProvider>
  );
}

interface PopoverOverlayProps extends Overlay {
  readonly anchor: Element | null;
  readonly label: string;
  readonly width: number;
  readonly align?: 'start' | 'end';
}

export function PopoverOverlay({ open, onClose, anchor, label, width, align = 'end', children }: PopoverOverlayProps) {
  const horizontal = align === 'end' ? 'right' : 'left';
  return (
    <ThemeProvider theme={overlayTheme}>
      <MuiPopover
        open={open}
        anchorEl={anchor}
        {...closing(onClose)}
        anchorOrigin={{ vertical: 'bottom', horizontal }}
        transformOrigin={{ vertical: 'top', horizontal }}
        slotProps={{
          paper: {
            role: 'dialog',
            'aria-label': label,
            sx: { width: `min(${width}px, calc(100vw - 32px))`, marginTop: '8px', maxHeight: 'min(600px, 84dvh)' },
          },
        }}
      >
        {children}
      </MuiPopover>
    </ThemeProvider>
  );
}

interface MenuOverlayProps {
  readonly labelledBy: string;
  readonly anchor: Element | null;
  readonly onClose: () => void;
  readonly entries: readonly MenuEntry[];
}

export function MenuOverlay({ labelledBy, anchor, onClose, entries }: MenuOverlayProps) {
  return (
    <ThemeProvider theme={overlayTheme}>
      <MuiMenu open={anchor !== null} anchorEl={anchor} onClose={onClose} slotProps={{ list: { 'aria-labelledby': labelledBy } }}>
        {entries.map((entry) => (
          <MuiMenuItem
            key={entry.key}
            disabled={entry.disabled === true}
            selected={entry.checked === true}
            {...(entry.checked === undefined ? {} : { role: 'menuitemradio', 'aria-checked': entry.checked })}
            onClick={() => {
              onClose();
              entry.onSelect();
            }}
          >
            {entry.icon}
            {entry.label}
          </MuiMenuItem>
        ))}
      </MuiMenu>
    </ThemeProvider>
  );
}
