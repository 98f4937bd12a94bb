import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { TextField } from './field.tsx';

interface ConfirmDialogProps {
  readonly open: boolean;
  /** What will be done, to what, and to how many: "Tarik 37 record dari Rina?". */
  readonly title: string;
  readonly children: ReactNode;
  /** The act itself as a verb with its number: "Tarik 37 record". */
  readonly action: string;
  /** It cannot be undone, or takes something from somebody. */
  readonly danger?: boolean;
  /** For what cannot be had back: a text that has to be typed first. */
  readonly typed?: string;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before what cannot be undone, and names what and how many. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, title, children, action, danger = false, typed, busy = false, onConfirm, onClose } = props;
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const ready = typed === undefined || text.trim() === typed;
  const close = () => {
    setText('');
    onClose();
  };
  return (
    <Dialog
      open={open}
      title={title}
      closeLabel={t('common.close')}
      onClose={close}
      onSubmit={() => ready && !busy && onConfirm()}
      actions={
        <>
          <Button onClick={close}>{t('common.cancel')}</Button>
          <Button type="submit" kind={danger ? 'bad' : 'primary'} busy={busy} disabled={!ready}>
            {action}
          </Button>
        </>
      }
    >
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
