import styled from '@emotion/styled';
import { createContext, type ReactNode, use, useEffect } from 'react';
import { color, media, type, width } from './theme.ts';
import { useMedia } from './use-media.ts';

interface FrameSlots {
  /** The menu button. */
  readonly menu: ReactNode;
  /** The bell. */
  readonly bell: ReactNode;
}

/** What the frame lends to a page's header on a phone, where there is no top bar. */
export const FrameSlotsContext = createContext<FrameSlots>({ menu: null, bell: null });

const Root = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 16,
  padding: 24,
  maxWidth: 1720,
  minWidth: 0,
  [media.phone]: { padding: '0 16px 24px', gap: 12 },
});

const Head = styled('header')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '12px 16px',
  '& h1': { ...type.title, overflowWrap: 'anywhere' },
  '& > div:first-of-type': { flex: '1 1 240px', minWidth: 0 },
  // The bar reaches into the gutters by as much as its margins: the whole line, and nothing beside it.
  [media.belowDesk]: { '&& > div:first-of-type': { flex: '1 0 calc(100% + 16px)' } },
  [media.phone]: { gap: '0 16px', '&:not([data-actions])': { marginBottom: -8 } },
});
const PhoneBar = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 4,
  minHeight: 56,
  '& > h1': { ...type.title, flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  margin: '0 -8px',
});
const Summary = styled('p')({
  ...type.dense,
  color: color.text2,
  minWidth: 0,
  overflowWrap: 'anywhere',
  [media.belowDesk]: { flex: '1 1 200px' },
  [media.phone]: { flexBasis: '100%', paddingBottom: 12 },
});
const Actions = styled('div')({ display: 'flex', gap: 8, flexWrap: 'wrap', [media.phone]: { width: '100%', '& > *': { flex: 1 } } });

interface PageProps {
  readonly title: string;
  readonly summary?: ReactNode;
  readonly actions?: ReactNode;
  /** In place of the menu button on a phone: the way back. */
  readonly leading?: ReactNode;
  /** Beside the bell on a phone: a picture that acts. */
  readonly trailing?: ReactNode;
  readonly children: ReactNode;
}

/** A page: its title, a line about it, its buttons, its content. */
export function Page({ title, summary, actions, leading, trailing, children }: PageProps) {
  const phone = useMedia(`(max-width: ${width.desk - 1}px)`);
  const slots = use(FrameSlotsContext);
  useEffect(() => {
    document.title = `${title} · Cermat`;
  }, [title]);
  return (
    <Root>
      <Head data-actions={actions === undefined ? undefined : ''}>
        {phone ? (
          <PhoneBar>
            {leading ?? slots.menu}
            <h1>{title}</h1>
            {trailing}
            {slots.bell}
          </PhoneBar>
        ) : (
          <div>
            <h1>{title}</h1>
            {summary !== undefined && <Summary>{summary}</Summary>}
          </div>
        )}
        {phone && summary !== undefined && <Summary>{summary}</Summary>}
        {actions !== undefined && <Actions>{actions}</Actions>}
      </Head>
      {children}
    </Root>
  );
}
