import { zodResolver } from '@hookform/resolvers/zod';
import { useRef } from 'react';
import { useForm, type UseFormReturn } from 'react-hook-form';
import { z } from 'zod';
import { personName, role, username } from '../../../contract/auth.ts';
import type { User } from '../../../contract/users.ts';
import { orAbsent, useFaults } from '../../lib/form.ts';
import { useFormDraft } from '../../lib/drafts.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { useAct } from '../../lib/read.ts';
import { useTexts } from '../../lib/texts.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DraftNotice } from '../../ui/draft-notice.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { showToast } from '../../ui/toast.tsx';

/** A username from before they were plain may stay. */
const usernameOr = (kept: string | undefined) =>
  z.string().superRefine((typed, context) => {
    if (typed === kept) return;
    for (const issue of username.safeParse(typed).error?.issues ?? []) context.addIssue({ ...issue });
  });

const formOf = (kept: string | undefined) =>
  z.object({ name: personName, username: usernameOr(kept), role, email: z.union([z.literal(''), z.email().max(254)]) });
type Form = z.infer<ReturnType<typeof formOf>>;

export interface Invitation {
  readonly userId: string;
  readonly name: string;
  readonly url: string;
  /** The user has a password, which the link replaces. */
  readonly reset: boolean;
}

interface UserFormDialogProps {
  /** The user to change; a new one where absent. */
  readonly user?: User;
  readonly onClose: () => void;
  readonly onInvited: (invitation: Invitation) => void;
}

function useSave({ user, onClose, onInvited }: UserFormDialogProps) {
  const { t } = useTexts();
  const saved = (name: string) => {
    showToast({ tone: 'ok', text: t('users.saved', { name }) });
    onClose();
  };
  const inviteAnew = useAct('POST /users/:id/invitation');
  const create = useAct('POST /users', {
    onSuccess: ({ id, name, invitationUrl }) => {
      const invited = (url: string) => onInvited({ userId: id, name, url, reset: false });
      if (invitationUrl !== undefined) return invited(invitationUrl);
      // The answer with the link was lost on its way, and the link is told once: another takes its place.
      inviteAnew.mutate({ params: { id } }, { onSuccess: ({ invitationUrl: url }) => (url === undefined ? saved(name) : invited(url)) });
    },
  });
  const change = useAct('PATCH /users/:id', { onSuccess: ({ name }) => saved(name) });
  const submit = ({ name, username: login, role: as, email }: Form) => {
    const address = orAbsent(email);
    if (user === undefined)
      create.mutate({ body: { name, username: login, role: as, ...(address === undefined ? {} : { email: address }) } });
    else {
      const renamed = login === user.username ? {} : { username: login };
      change.mutate({ params: { id: user.id }, body: { name, ...renamed, role: as, email: address ?? null } });
    }
  };
  return {
    submit,
    busy: create.isPending || inviteAnew.isPending || change.isPending,
    error: create.error ?? inviteAnew.error ?? change.error,
  };
}

/** Fills in the username as the name is typed, the first word of it in small letters, until somebody types their own. */
function useProposedUsername({ getValues, setValue }: UseFormReturn<Form>) {
  const proposed = useRef('');
  return (name: string) => {
    if (getValues('username') !== proposed.current) return;
    const [first = ''] = name.trim().toLowerCase().split(/\s+/u);
    proposed.current = first.normalize('NFKD').replaceAll(/[^a-z0-9._-]/g, '');
    setValue('username', proposed.current);
  };
}

/** A new user, who gets an invitation link, or changes to one. */
export function UserFormDialog(props: UserFormDialogProps) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const { user, onClose } = props;
  const values = useForm<Form>({
    resolver: zodResolver(formOf(user?.username)),
    shouldFocusError: false,
    defaultValues: { name: user?.name ?? '', username: user?.username ?? '', role: user?.role ?? 'staff', email: user?.email ?? '' },
  });
  const { register, handleSubmit } = values;
  const faults = useFaults(values, [
    { name: 'name', label: t('users.name') },
    { name: 'username', label: t('users.username') },
    { name: 'role', label: t('users.role') },
    { name: 'email', label: t('users.email'), wrong: t('field.email') },
  ]);
  const propose = useProposedUsername(values);
  const draft = useFormDraft(values, `user:${user?.id ?? 'new'}`);
  const { submit, busy, error } = useSave({
    ...props,
    onClose: () => {
      draft.clear();
      onClose();
    },
    onInvited: (invitation) => {
      draft.clear();
      props.onInvited(invitation);
    },
  });
  return (
    <ConfirmDialog
      title={user === undefined ? t('users.createTitle') : t('users.changeTitle', { name: user.name })}
      action={t(user === undefined ? 'users.createConfirm' : 'common.save')}
      busy={busy}
      {...faults.summary}
      onConfirm={() => void handleSubmit(submit)()}
      onClose={onClose}
    >
      {error !== null && <ProblemNotice {...problemText(error)} />}
      {user === undefined && <p>{t('users.createHint')}</p>}
      <DraftNotice restored={draft.restored} discard={draft.discard} />
      <TextField
        label={t('users.name')}
        autoFocus
        autoComplete="off"
        error={faults.at('name')}
        {...register('name', user === undefined ? { onChange: (event: { target: { value: string } }) => propose(event.target.value) } : {})}
      />
      <TextField
        label={t('users.username')}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        hint={t('users.usernameHint')}
        error={faults.at('username')}
        {...register('username')}
      />
      <SelectField label={t('users.role')} error={faults.at('role')} {...register('role')}>
        {role.options.map((one) => (
          <option key={one} value={one}>
            {t(`frame.${one}`)}
          </option>
        ))}
      </SelectField>
      <TextField label={t('users.email')} type="email" autoComplete="off" error={faults.at('email')} {...register('email')} />
    </ConfirmDialog>
  );
}
