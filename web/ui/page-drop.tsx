import styled from '@emotion/styled';
import { FileUp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { color, elevation, radius, type } from './theme.ts';

const Cover = styled('div')({
  position: 'fixed',
  inset: 0,
  zIndex: 1400,
  padding: 16,
  backgroundColor: color.scrim,
  pointerEvents: 'none',
  display: 'grid',
  '& > div': {
    display: 'grid',
    placeContent: 'center',
    justifyItems: 'center',
    gap: 8,
    padding: 24,
    textAlign: 'center',
    borderRadius: radius.card,
    border: `2px dashed ${color.accent}`,
    backgroundColor: `color-mix(in srgb, ${color.accentSoft} 88%, transparent)`,
    boxShadow: elevation.e3,
    color: color.text,
    '& > svg': { color: color.accent },
    '& > strong': type.title,
    '& > span': { ...type.body, color: color.text2 },
  },
});

const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;

/** Whether files are being dragged over the window; those dropped anywhere on it are handed over. */
function useWindowDrop(onFiles: (files: readonly File[]) => void): boolean {
  const [over, setOver] = useState(false);
  const handle = useRef(onFiles);
  useEffect(() => {
    handle.current = onFiles;
  }, [onFiles]);
  useEffect(() => {
    let depth = 0;
    const controller = new AbortController();
    const listen = (name: 'dragenter' | 'dragleave' | 'dragover' | 'drop', run: (event: DragEvent) => void) =>
      window.addEventListener(name, (event) => hasFiles(event) && run(event), { signal: controller.signal });
    const rest = () => {
      depth = 0;
      setOver(false);
    };
    listen('dragenter', () => {
      depth += 1;
      setOver(true);
    });
    listen('dragleave', () => {
      depth -= 1;
      if (depth <= 0) rest();
    });
    // Without this the browser opens the file in place of the page.
    listen('dragover', (event) => event.preventDefault());
    listen('drop', (event) => {
      rest();
      const taken = event.defaultPrevented;
      event.preventDefault();
      if (!taken) handle.current([...(event.dataTransfer?.files ?? [])]);
    });
    return () => controller.abort();
  }, []);
  return over;
}

interface PageDropProps {
  readonly title: string;
  readonly hint: string;
  readonly onFiles: (files: readonly File[]) => void;
}

/** Takes files dropped anywhere on the page, and says so while they hover over it. */
export function PageDrop({ title, hint, onFiles }: PageDropProps) {
  const over = useWindowDrop(onFiles);
  if (!over) return null;
  return (
    <Cover role="status">
      <div>
        <FileUp size={40} strokeWidth={1.5} aria-hidden />
        <strong>{title}</strong>
        <span>{hint}</span>
      </div>
    </Cover>
  );
}
