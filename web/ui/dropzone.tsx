import styled from '@emotion/styled';
import { FileUp } from 'lucide-react';
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
  '& > input': { position: 'absolute', width: 1, height: 1, opacity: 0, pointerEvents: 'none' },
});

interface DropzoneProps {
  readonly title: string;
  readonly hint: string;
  readonly action: string;
  readonly accept: string;
  readonly onFiles: (files: readonly File[]) => void;
}

/** A place to drop files on, with a button for those who would rather choose. */
export function Dropzone({ title, hint, action, accept, onFiles }: DropzoneProps) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (event.dataTransfer.files.length > 0) onFiles([...event.dataTransfer.files]);
  };
  const drag = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <Root data-over={over ? '' : undefined} onDragOver={drag} onDragLeave={() => setOver(false)} onDrop={drop}>
      <FileUp size={28} strokeWidth={1.5} aria-hidden />
      <strong>{title}</strong>
      <p>{hint}</p>
      <Button kind="soft" onClick={() => input.current?.click()}>
        {action}
      </Button>
      <input
        ref={input}
        type="file"
        accept={accept}
        multiple
        tabIndex={-1}
        aria-label={action}
        onChange={(event) => {
          if (event.target.files !== null && event.target.files.length > 0) onFiles([...event.target.files]);
          event.target.value = '';
        }}
      />
    </Root>
  );
}
