import styled from '@emotion/styled';
import { FileSpreadsheet, X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';
import { color, media, motion, radius, type } from './theme.ts';

/** Files below each other, one of them chosen. */
export const FileList = styled('ul')({
  display: 'flex',
  flexDirection: 'column',
  border: `1px solid ${color.line}`,
  borderRadius: radius.card,
  overflow: 'hidden',
  '& > li + li': { borderTop: `1px solid ${color.line}` },
});

const Item = styled('li')({
  display: 'flex',
  alignItems: 'center',
  gap: 4,
  paddingRight: 6,
  transition: `background-color ${motion.press}`,
  '&:hover': { backgroundColor: color.hover },
  '&[data-chosen]': { backgroundColor: color.accentSoft },
  '&[data-chosen] > button > svg': { color: color.accent },
});

const Choose = styled('button')({
  all: 'unset',
  boxSizing: 'border-box',
  flex: 1,
  minWidth: 0,
  display: 'grid',
  gridTemplateColumns: '20px minmax(0, 1fr) auto',
  gap: '2px 10px',
  alignItems: 'center',
  padding: '8px 4px 8px 12px',
  cursor: 'pointer',
  ...type.dense,
  '&:focus-visible': { outline: `2px solid ${color.accent}`, outlineOffset: -2, borderRadius: radius.card },
  '& > svg': { color: color.text3, gridRow: '1 / span 2' },
  '& > strong': { fontWeight: 600, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '& > small': {
    ...type.small,
    color: color.text2,
    gridColumn: '2 / -1',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  '& > div': { gridColumn: '2 / -1' },
  [media.phone]: { minHeight: 52 },
});

interface FileItemProps {
  readonly name: string;
  readonly detail: string;
  /** A chip that says where the file stands. */
  readonly status: ReactNode;
  readonly progress?: ReactNode;
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly removeLabel: string;
  readonly onRemove: () => void;
}

/** One file: its name, what is known of it, where it stands. */
export function FileItem({ name, detail, status, progress, chosen, onChoose, removeLabel, onRemove }: FileItemProps) {
  return (
    <Item data-chosen={chosen ? '' : undefined}>
      <Choose type="button" aria-pressed={chosen} onClick={onChoose}>
        <FileSpreadsheet size={20} strokeWidth={1.75} aria-hidden />
        <strong>{name}</strong>
        {status}
        <small>{detail}</small>
        {progress !== undefined && <div>{progress}</div>}
      </Choose>
      <IconButton label={removeLabel} onClick={onRemove}>
        <X size={16} aria-hidden />
      </IconButton>
    </Item>
  );
}

const Hidden = styled('input')({ position: 'absolute', width: 1, height: 1, opacity: 0, pointerEvents: 'none' });

interface FileButtonProps {
  readonly label: string;
  readonly icon?: ReactNode;
  readonly accept: string;
  readonly onFiles: (files: readonly File[]) => void;
}

/** A button that lets files be chosen. */
export function FileButton({ label, icon, accept, onFiles }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button size="small" icon={icon} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <Hidden
        ref={input}
        type="file"
        accept={accept}
        multiple
        tabIndex={-1}
        aria-label={label}
        onChange={(event) => {
          if (event.target.files !== null && event.target.files.length > 0) onFiles([...event.target.files]);
          event.target.value = '';
        }}
      />
    </>
  );
}
