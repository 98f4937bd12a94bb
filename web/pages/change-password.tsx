import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { NewPasswordForm } from '../features/session/new-password-form.tsx';
import { call } from '../lib/client.ts';
import { signOut } from '../lib/session-actions.ts';
import { meRead } from '../lib/shared-reads.ts';
import { temporaryPassword } from '../lib/temporary-password.ts';
import { useTexts } from '../lib/texts.ts';
import { Button } from '../ui/button.tsx';
import { Entrance } from '../ui/entrance.tsx';
import { showToast } from '../ui/toast.tsx';

/** Change the own password, by choice or because the first one was only temporary. */
export function ChangePasswordPage() {
  const { t } = useTexts();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data: user } = useQuery(meRead);
  const [justTyped, setJustTyped] = useState(temporaryPassword.read);
  useEffect(() => temporaryPassword.forget, []);
  if (user === undefined) return null;
  const forced = user.mustChangePassword;
  return (
    <Entrance
      title={t(forced ? 'session.mustChange' : 'session.changePassword')}
      {...(forced ? { hint: t('session.mustChangeHint') } : {})}
    >
      <NewPasswordForm
        username={user.username}
        askCurrent={!forced || justTyped === undefined}
        currentLabel={t(forced ? 'session.temporaryPassword' : 'session.currentPassword')}
        submitLabel={t('session.changePassword')}
        onSubmit={async ({ current, next }) => {
          const body = { currentPassword: forced ? (justTyped ?? current) : current, newPassword: next };
          const changed = await call('POST /auth/password', { body }, { unguarded: true }).catch((refusal: unknown) => {
            // It may be this password that is refused: then it has to be seen.
            setJustTyped(undefined);
            throw refusal;
          });
          client.setQueryData(meRead.queryKey, changed);
          showToast({ tone: 'ok', text: t('session.passwordChanged') });
          await navigate({ to: '/' });
        }}
      />
      <Button kind="quiet" onClick={() => (forced ? signOut() : navigate({ to: '/' }))}>
        {t(forced ? 'session.signOut' : 'common.cancel')}
      </Button>
    </Entrance>
  );
}
