import { type FormEvent, useState } from 'react';
import { useProblemText } from '../../lib/problem-text.ts';
import { useTexts } from '../../lib/texts.ts';
import { Button } from '../../ui/button.tsx';
import { PasswordField } from '../../ui/field.tsx';
import { Stack } from '../../ui/layout.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

/** The contract's `newPassword`: at least so many characters. */
const shortest = 8;

interface Passwords {
  readonly current: string;
  readonly next: string;
}

interface NewPasswordFormProps {
  readonly username: string;
  /** Ask for the password in use, too. */
  readonly askCurrent: boolean;
  readonly currentLabel?: string;
  readonly submitLabel: string;
  readonly onSubmit: (passwords: Passwords) => Promise<void>;
}

type Mistake = 'required' | 'passwordShort' | 'passwordsDiffer';

function mistakesIn(form: FormData, askCurrent: boolean): Partial<Record<'current' | 'next' | 'again', Mistake>> {
  const next = String(form.get('newPassword') ?? '');
  return {
    ...(askCurrent && form.get('currentPassword') === '' ? { current: 'required' } : {}),
    ...(next.length < shortest ? { next: 'passwordShort' } : {}),
    ...(next !== form.get('repeatPassword') ? { again: 'passwordsDiffer' } : {}),
  };
}

function useSubmit({ askCurrent, onSubmit }: NewPasswordFormProps) {
  const [mistakes, setMistakes] = useState<ReturnType<typeof mistakesIn>>({});
  const [error, setError] = useState<unknown>();
  const [running, setRunning] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (running) return;
    const form = new FormData(event.currentTarget);
    const found = mistakesIn(form, askCurrent);
    setMistakes(found);
    setError(undefined);
    if (Object.keys(found).length > 0) return;
    setRunning(true);
    try {
      await onSubmit({ current: String(form.get('currentPassword') ?? ''), next: String(form.get('newPassword')) });
    } catch (failure) {
      setError(failure);
    } finally {
      setRunning(false);
    }
  };
  return { mistakes, error, running, submit };
}

/** A new password, typed twice. */
export function NewPasswordForm(props: NewPasswordFormProps) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const { mistakes, error, running, submit } = useSubmit(props);
  const reveal = { showLabel: t('session.showPassword'), hideLabel: t('session.hidePassword') };
  const said = (mistake: Mistake | undefined) => (mistake === undefined ? undefined : t(`field.${mistake}`));
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap={4}>
        {error !== undefined && <ProblemNotice {...problemText(error)} />}
        <input type="text" name="username" autoComplete="username" value={props.username} readOnly hidden />
        {props.askCurrent && (
          <PasswordField
            label={props.currentLabel ?? t('session.currentPassword')}
            autoFocus
            name="currentPassword"
            autoComplete="current-password"
            error={said(mistakes.current)}
            {...reveal}
          />
        )}
        <PasswordField
          label={t('session.newPassword')}
          autoFocus={!props.askCurrent}
          name="newPassword"
          autoComplete="new-password"
          hint={t('session.passwordHint')}
          error={said(mistakes.next)}
          {...reveal}
        />
        <PasswordField
          label={t('session.repeatPassword')}
          name="repeatPassword"
          autoComplete="new-password"
          error={said(mistakes.again)}
          {...reveal}
        />
        <Button kind="primary" size="large" type="submit" busy={running} wide>
          {props.submitLabel}
        </Button>
      </Stack>
    </form>
  );
}
