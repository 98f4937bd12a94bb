import styled from '@emotion/styled';
import { CircleAlert, FileUp } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { Button } from './button.tsx';
import { color, motion, radius, type } from './theme.ts';

const Root = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  alignItems: 'center',
  gap: 12,
  padding: '32px 20px',
  textAlign: 'center',
  border: `1.5px dashed ${color.control}`,
  borderRadius: radius.card,
  backgroundColor: color.sunken,
  transition: `background-color ${motion.press}, border-color ${motion.press}`,
  '&[data-over]': { borderColor: color.accent, backgroundColor: color.accentSoft },
  '& > svg': { color: color.accent },
  '& > strong': { ...type.body, fontWeight: 600, color: color.text },
  '& > p': { ...type.small, color: color.text2, maxWidth: 320 },
  '& > [role="alert"]': { alignSelf: 'stretch' },
  '& > input': { position: 'absolute', width: 1, height: 1, opacity: 0, pointerEvents: 'none' },
});

const Refused = styled('ul')({
  ...type.small,
  display: 'flex',
  flexDirection: 'column',
  gap: 4,
  textAlign: 'left',
  color: color.bad,
  '& > li': { display: 'flex', gap: 6, alignItems: 'flex-start', overflowWrap: 'anywhere' },
  '& svg': { flexShrink: 0, marginTop: 1 },
  '& b': { fontWeight: 600 },
});

interface DropzoneProps {
  readonly title: string;
  readonly hint: string;
  readonly action: string;
  readonly accept: string;
  readonly onFiles: (files: readonly File[]) => void;
  /** Files that were not taken, each with why. */
  readonly refused?: readonly { readonly key: string; readonly name: string; readonly text: string }[];
  readonly disabled?: boolean;
}

/** A place to drop files on, with a button for those who would rather choose. */
export function Dropzone({ title, hint, action, accept, onFiles, refused = [], disabled = false }: DropzoneProps) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!disabled && event.dataTransfer.files.length > 0) onFiles([...event.dataTransfer.files]);
  };
  const drag = (event: DragEvent) => {
    event.preventDefault();
    setOver(!disabled);
  };
  return (
    <Root data-over={over ? '' : undefined} onDragOver={drag} onDragLeave={() => setOver(false)} onDrop={drop}>
      <FileUp size={28} strokeWidth={1.5} aria-hidden />
      <strong>{title}</strong>
      <p>{hint}</p>
      <Button kind="soft" disabled={disabled} onClick={() => input.current?.click()}>
        {action}
      </Button>
      <input
        ref={input}
        type="file"
        accept={accept}
        multiple
        tabIndex={-1}
        disabled={disabled}
        aria-label={action}
        onChange={(event) => {
          if (event.target.files !== null && event.target.files.length > 0) onFiles([...event.target.files]);
          event.target.value = '';
        }}
      />
      {refused.length > 0 && (
        <div role="alert">
          <Refused>
            {refused.map((file) => (
              <li key={file.key}>
                <CircleAlert size={14} aria-hidden />
                <span>
                  <b dir="auto">{file.name}</b> {file.text}
                </span>
              </li>
            ))}
          </Refused>
        </div>
      )}
    </Root>
  );
}
