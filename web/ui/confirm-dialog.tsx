import { type ReactNode, useState } from 'react';
import { useTexts } from '../lib/texts.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { ErrorSummary, type FieldFault } from './error-summary.tsx';
import { TextField } from './field.tsx';

interface ConfirmDialogProps {
  readonly open?: boolean;
  /** What will be done, to what, and to how many: "Tarik 37 record dari Rina?". */
  readonly title: string;
  readonly children: ReactNode;
  /** The act itself as a verb with its number: "Tarik 37 record". */
  readonly action: string;
  /** The word for not doing it; "cancel" unless said otherwise. */
  readonly cancel?: string;
  /** It cannot be undone, or takes something from somebody. */
  readonly danger?: boolean;
  /** For what cannot be had back: a text that has to be typed first, in capitals or not. */
  readonly typed?: string;
  readonly wide?: boolean;
  readonly busy?: boolean;
  /** It cannot be done as it stands, and the dialog says why. */
  readonly disabled?: boolean;
  /** What keeps the fields inside from being sent, and how often that was tried. */
  readonly faults?: readonly FieldFault[];
  readonly attempt?: number;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before an act, names what and how many, and takes what else it needs to know: every question and short form over a page. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open = true, title, children, action, cancel, danger = false, typed, wide = false, busy = false } = props;
  const { disabled = false, faults = [], attempt = 0, onConfirm, onClose } = props;
  const { t } = useTexts();
  const [text, setText] = useState('');
  const ready = !disabled && (typed === undefined || text.trim().toUpperCase() === typed.toUpperCase());
  const close = () => {
    setText('');
    onClose();
  };
  return (
    <Dialog
      open={open}
      wide={wide}
      title={title}
      closeLabel={t('common.close')}
      onClose={close}
      onSubmit={() => ready && !busy && onConfirm()}
      actions={
        <>
          <Button onClick={close}>{cancel ?? t('common.cancel')}</Button>
          <Button type="submit" kind={danger ? 'bad' : 'primary'} busy={busy} disabled={!ready}>
            {action}
          </Button>
        </>
      }
    >
      <ErrorSummary title={t('field.faults')} faults={faults} attempt={attempt} />
      {children}
      {typed !== undefined && (
        <TextField
          label={t('table.typeToConfirm', { text: typed })}
          value={text}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
        />
      )}
    </Dialog>
  );
}
