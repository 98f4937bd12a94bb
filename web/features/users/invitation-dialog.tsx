import { useTexts } from '../../lib/texts.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { showToast } from '../../ui/toast.tsx';
import type { Invitation } from './user-form-dialog.tsx';

/** The link by which a user sets a password; shown this once. */
export function InvitationDialog({ invitation, onClose }: { readonly invitation: Invitation; readonly onClose: () => void }) {
  const { t } = useTexts();
  const { name, reset } = invitation;
  // The server answers a path where it has not been told how people reach it; this browser knows.
  const link = new URL(invitation.url, window.location.origin).href;
  return (
    <Dialog
      open
      title={t(reset ? 'users.resetTitle' : 'users.invitationTitle', { name })}
      actions={
        <>
          <Button onClick={onClose}>{t('users.done')}</Button>
          <CopyButton
            primary
            text={link}
            label={t('users.copyLink')}
            describedAs={t('common.copyOf', { what: t('users.invitationLink') })}
            onCopied={() => showToast({ tone: 'ok', text: t('common.copied', { what: t('users.invitationLink') }) })}
            onFailed={() => showToast({ tone: 'bad', text: t('common.copyFailed') })}
          />
        </>
      }
    >
      <p>{t(reset ? 'users.resetHint' : 'users.invitationHint', { name })}</p>
      <TextField label={t('users.invitationLink')} value={link} readOnly onFocus={(event) => event.target.select()} />
    </Dialog>
  );
}
