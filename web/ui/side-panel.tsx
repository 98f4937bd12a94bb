import styled from '@emotion/styled';
import { X } from 'lucide-react';
import { type FormEvent, type ReactNode, type RefObject, useEffect, useId, useRef } from 'react';
import { IconButton } from './icon-button.tsx';
import { Drawer } from './overlay.tsx';
import { color, elevation, media, type, width } from './theme.ts';
import { useMedia } from './use-media.ts';

/** The main column and, from a desk's width on, the panel docked beside it: the page narrows and stays usable. */
export const Docked = styled('div')({ display: 'flex', alignItems: 'stretch', flex: 1, minWidth: 0 });
export const DockedMain = styled('div')({ flex: 1, minWidth: 0 });

const Dock = styled('aside')({
  width: 372,
  flexShrink: 0,
  backgroundColor: color.surface,
  borderLeft: `1px solid ${color.line}`,
  boxShadow: elevation.e2,
  position: 'sticky',
  top: 56,
  height: 'calc(100dvh - 56px)',
  '&[data-wide]': { width: 480 },
});

const Inside = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  height: '100%',
  minHeight: 0,
  '& > form': { display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 },
});
const Head = styled('div')({
  display: 'flex',
  gap: 8,
  alignItems: 'flex-start',
  padding: '18px 12px 14px 20px',
  borderBottom: `1px solid ${color.line}`,
  '& h2': { ...type.title, overflowWrap: 'anywhere' },
  '& p': { ...type.dense, color: color.text2, overflowWrap: 'anywhere' },
  '& > div': { flex: 1, minWidth: 0 },
  [media.phone]: { paddingLeft: 16, paddingRight: 8 },
  // The cross stands on the title's line.
  '& > button': { marginTop: -4, [media.phone]: { marginTop: -8 } },
});
const Body = styled('div')({
  '--cermat-behind': color.surface,
  flex: 1,
  overflowY: 'auto',
  padding: 20,
  display: 'flex',
  flexDirection: 'column',
  gap: 20,
  [media.phone]: { padding: 16 },
});
const Foot = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  gap: 8,
  padding: '12px 20px',
  borderTop: `1px solid ${color.line}`,
  '& > *': { flex: '1 1 auto' },
  '& > :last-child': { flexGrow: 8 },
  [media.phone]: { padding: '12px 16px calc(12px + env(safe-area-inset-bottom))' },
});

interface SidePanelProps {
  readonly title: string;
  readonly subtitle?: ReactNode;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly onSubmit?: (event: FormEvent<HTMLFormElement>) => void;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  /** In place of the actions: a foot of the caller's own. */
  readonly foot?: ReactNode;
  readonly wide?: boolean;
}

/**
 * Keeps the focus in the panel where what had it is gone: a button that gave way to the next step, or is busy. It goes to the
 * panel's title, from where Tab and Escape go on as before.
 */
function useHeldFocus(heading: RefObject<HTMLElement | null>) {
  const root = useRef<HTMLDivElement>(null);
  const held = useRef(false);
  useEffect(() => {
    const follow = ({ target }: Event) => {
      held.current = target instanceof Node && root.current?.contains(target) === true;
    };
    document.addEventListener('focusin', follow);
    document.addEventListener('pointerdown', follow);
    return () => {
      document.removeEventListener('focusin', follow);
      document.removeEventListener('pointerdown', follow);
    };
  }, []);
  useEffect(() => {
    if (held.current && document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  });
  return root;
}

function PanelContent({
  title,
  subtitle,
  closeLabel,
  onClose,
  onSubmit,
  children,
  actions,
  foot,
  titleId,
}: SidePanelProps & { readonly titleId: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const root = useHeldFocus(heading);
  const content = (
    <>
      <Body tabIndex={0} role="region" aria-labelledby={titleId}>
        {children}
      </Body>
      {actions !== undefined && <Foot>{actions}</Foot>}
      {foot}
    </>
  );
  return (
    <Inside ref={root} onKeyDown={(event) => event.key === 'Escape' && onClose()}>
      <Head>
        <div>
          <h2 id={titleId} ref={heading} tabIndex={-1}>
            {title}
          </h2>
          {subtitle !== undefined && <p>{subtitle}</p>}
        </div>
        <IconButton label={closeLabel} onClick={onClose}>
          <X size={20} aria-hidden />
        </IconButton>
      </Head>
      {onSubmit === undefined ? (
        content
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            onSubmit(event);
          }}
        >
          {content}
        </form>
      )}
    </Inside>
  );
}

/** A panel beside the page at a desk, over it where there is less room. */
export function SidePanel(props: SidePanelProps) {
  const titleId = useId();
  const docked = useMedia(`(min-width: ${width.dock}px)`);
  if (docked) {
    return (
      <Dock aria-labelledby={titleId} data-wide={props.wide === true ? '' : undefined}>
        <PanelContent {...props} titleId={titleId} />
      </Dock>
    );
  }
  return (
    <Drawer side="right" open onClose={props.onClose} labelledBy={titleId}>
      <PanelContent {...props} titleId={titleId} />
    </Drawer>
  );
}
