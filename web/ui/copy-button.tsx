import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button.tsx';

interface CopyButtonProps {
  readonly text: string;
  readonly label: string;
  /** What is copied, for those who hear the button: "Salin Customer ID". */
  readonly describedAs: string;
  /** The one thing to do here: as prominent as that. */
  readonly primary?: boolean;
  readonly onCopied: () => void;
  readonly onFailed: () => void;
}

async function writeClipboard(text: string): Promise<void> {
  // An office that serves the program over plain HTTP has no clipboard API.
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  if (!copied) throw new Error('copying was refused');
}

/** Copies a text and says so. */
export function CopyButton({ text, label, describedAs, primary = false, onCopied, onFailed }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1_600);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => {
    writeClipboard(text).then(
      () => {
        setCopied(true);
        onCopied();
      },
      () => onFailed(),
    );
  };
  return (
    <Button
      kind={primary ? 'primary' : 'quiet'}
      size={primary ? 'medium' : 'small'}
      aria-label={describedAs}
      onClick={copy}
      icon={copied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
    >
      {label}
    </Button>
  );
}
