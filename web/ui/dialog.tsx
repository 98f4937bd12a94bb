import styled from '@emotion/styled';
import { X } from 'lucide-react';
import { type FormEvent, type ReactNode, useId } from 'react';
import { IconButton } from './icon-button.tsx';
import { ModalFrame } from './overlay.tsx';
import { color, media, type } from './theme.ts';

const Head = styled('div')({
  display: 'flex',
  alignItems: 'flex-start',
  gap: 8,
  padding: '20px 12px 0 24px',
  '& > h2': { ...type.title, flex: 1, paddingTop: 2, overflowWrap: 'anywhere' },
  '& > button': { marginTop: -2, [media.phone]: { marginTop: -6 } },
  [media.phone]: { paddingLeft: 20 },
});
const Body = styled('div')({
  padding: '12px 24px',
  ...type.body,
  color: color.text2,
  display: 'flex',
  flexDirection: 'column',
  gap: 16,
  [media.phone]: { padding: '12px 20px' },
});
const Foot = styled('div')({
  display: 'flex',
  justifyContent: 'flex-end',
  flexWrap: 'wrap',
  gap: 8,
  padding: '8px 24px 20px',
  // What is longer than the window scrolls behind what ends it.
  position: 'sticky',
  bottom: 0,
  zIndex: 1,
  backgroundColor: color.raised,
  '&::before': {
    content: '""',
    position: 'absolute',
    inset: 'auto 0 100%',
    height: 12,
    pointerEvents: 'none',
    backgroundImage: `linear-gradient(to top, ${color.raised}, transparent)`,
  },
  [media.phone]: { padding: '8px 20px 20px', '& > *': { flex: 1 } },
});

interface DialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly closeLabel?: string;
  readonly onClose?: () => void;
  readonly onSubmit?: (event: FormEvent<HTMLFormElement>) => void;
  readonly children: ReactNode;
  readonly actions: ReactNode;
  readonly wide?: boolean;
}

/** A question or a short form over the page. */
export function Dialog({ open, title, closeLabel, onClose, onSubmit, children, actions, wide = false }: DialogProps) {
  const id = useId();
  const content = (
    <>
      <Head>
        <h2 id={id}>{title}</h2>
        {onClose !== undefined && closeLabel !== undefined && (
          <IconButton label={closeLabel} onClick={onClose}>
            <X size={20} aria-hidden />
          </IconButton>
        )}
      </Head>
      <Body>{children}</Body>
      <Foot>{actions}</Foot>
    </>
  );
  return (
    <ModalFrame open={open} onClose={onClose} labelledBy={id} wide={wide}>
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
    </ModalFrame>
  );
}
