import { idID } from '@mui/material/locale';
import { createTheme } from '@mui/material/styles';
import { color, elevation, fontFamily, media, motion, radius, type, width } from './theme.ts';

const paper = { backgroundImage: 'none', backgroundColor: color.raised, color: color.text } as const;

/** The theme of the parts that MUI draws (dialogs, menus, drawers, popovers); the colours are the same variables as everywhere. */
export const overlayTheme = createTheme(
  {
    shape: { borderRadius: radius.control },
    spacing: 4,
    breakpoints: { values: { xs: 0, sm: width.phone, md: width.desk, lg: width.dock, xl: 1600 } },
    typography: { fontFamily, body1: type.body, body2: type.dense },
    transitions: { easing: { easeInOut: motion.ease, easeOut: motion.ease, sharp: motion.ease } },
    components: {
      MuiButtonBase: { defaultProps: { disableRipple: true } },
      MuiPaper: { styleOverrides: { root: paper } },
      MuiBackdrop: { styleOverrides: { root: { '&:not(.MuiBackdrop-invisible)': { backgroundColor: color.scrim } } } },
      MuiDialog: {
        styleOverrides: { paper: { borderRadius: radius.card, boxShadow: elevation.e3, margin: 16, width: 'calc(100% - 32px)' } },
      },
      MuiPopover: { styleOverrides: { paper: { borderRadius: radius.card, boxShadow: elevation.e2, border: `1px solid ${color.line}` } } },
      MuiMenuItem: {
        styleOverrides: {
          root: {
            ...type.body,
            minHeight: 36,
            gap: 10,
            borderRadius: radius.control,
            margin: '0 6px',
            padding: '6px 10px',
            color: color.text,
            '&:hover, &.Mui-focusVisible': { backgroundColor: color.hover },
            [media.phone]: { minHeight: 44 },
          },
        },
      },
    },
  },
  idID,
);
