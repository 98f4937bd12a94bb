import { type FormEvent, useState } from 'react';
import type { SignedInUser } from '../../../contract/auth.ts';
import { call } from '../../lib/client.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { announceSession } from '../../lib/session-tabs.ts';
import { useTexts } from '../../lib/texts.ts';
import { Button } from '../../ui/button.tsx';
import { PasswordField, TextField } from '../../ui/field.tsx';
import { Stack } from '../../ui/layout.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

interface SignInFormProps {
  readonly username?: string;
  readonly onSignedIn: (user: SignedInUser, password: string) => void | Promise<void>;
}

function useSignIn(onSignedIn: SignInFormProps['onSignedIn']) {
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<unknown>();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (running) return;
    const form = new FormData(event.currentTarget);
    setRunning(true);
    setError(undefined);
    try {
      const body = { username: String(form.get('username') ?? ''), password: String(form.get('password') ?? '') };
      const { user } = await call('POST /auth/sign-in', { body }, { unguarded: true });
      announceSession(user.id);
      await onSignedIn(user, body.password);
    } catch (failure) {
      setError(failure);
    } finally {
      setRunning(false);
    }
  };
  return { running, error, submit };
}

/** Username and password; what happens afterwards is the page's. */
export function SignInForm({ username, onSignedIn }: SignInFormProps) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const { running, error, submit } = useSignIn(onSignedIn);
  return (
    <form onSubmit={submit}>
      <Stack gap={4}>
        {error !== undefined && <ProblemNotice {...problemText(error)} />}
        <TextField
          label={t('session.username')}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          defaultValue={username}
          autoFocus={username === undefined}
          required
        />
        <PasswordField
          label={t('session.password')}
          showLabel={t('session.showPassword')}
          hideLabel={t('session.hidePassword')}
          name="password"
          autoComplete="current-password"
          autoFocus={username !== undefined}
          required
        />
        <Button kind="primary" size="large" type="submit" busy={running} wide>
          {t('session.signIn')}
        </Button>
      </Stack>
    </form>
  );
}
