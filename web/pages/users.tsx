import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { UserPlus, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../contract/users.ts';
import { RecallDialog } from '../features/batches/batch-dialogs.tsx';
import { DeactivateDialog } from '../features/users/deactivate-dialog.tsx';
import { InvitationDialog } from '../features/users/invitation-dialog.tsx';
import { type Invitation, UserFormDialog } from '../features/users/user-form-dialog.tsx';
import { type UserAct, UserTable } from '../features/users/user-table.tsx';
import { useProblemText } from '../lib/problem-text.ts';
import { read, useAct } from '../lib/read.ts';
import { useSession } from '../lib/session.ts';
import { useSetSearch } from '../lib/set-search.ts';
import { Button } from '../ui/button.tsx';
import { FilterSelect } from '../ui/field.tsx';
import { Card } from '../ui/layout.tsx';
import { EmptyState } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { TableBar } from '../ui/table.tsx';
import { showToast } from '../ui/toast.tsx';
import { ListFooter } from './list-footer.tsx';
import { LoadProblem } from './load-problem.tsx';
import { SearchBox } from './search-box.tsx';

const route = getRouteApi('/frame/pengguna');

type Open =
  | { readonly act: 'create' }
  | { readonly act: 'change' | 'deactivate' | 'recall'; readonly user: User }
  | { readonly act: 'invited'; readonly invitation: Invitation };

/** Acts on a user: those that ask first open a dialog, the others run at once. */
function useUserActs() {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const [open, setOpen] = useState<Open>();
  const refuse = (error: Error) => showToast({ tone: 'bad', text: `${problemText(error).title}. ${problemText(error).detail}` });
  const invite = useAct('POST /users/:id/invitation', { onError: refuse });
  const activate = useAct('POST /users/:id/activate', {
    onSuccess: ({ name }) => showToast({ tone: 'ok', text: t('users.activated', { name }) }),
    onError: refuse,
  });
  const end = useAct('DELETE /users/:id/sessions', { onError: refuse });
  const act = (what: UserAct, user: User) => {
    const params = { id: user.id };
    if (what === 'invite')
      return invite.mutate(
        { params },
        {
          onSuccess: ({ invitationUrl }) =>
            invitationUrl !== undefined && setOpen({ act: 'invited', invitation: { name: user.name, url: invitationUrl } }),
        },
      );
    if (what === 'activate') return activate.mutate({ params });
    if (what === 'endSessions')
      return end.mutate(
        { params },
        { onSuccess: ({ ended }) => showToast({ tone: 'ok', text: t('users.sessionsEnded', { name: user.name, count: ended }) }) },
      );
    setOpen({ act: what, user });
  };
  return { act, open, setOpen };
}

function OpenDialog({ open, setOpen }: Pick<ReturnType<typeof useUserActs>, 'open' | 'setOpen'>) {
  if (open === undefined) return null;
  const close = () => setOpen(undefined);
  const invited = (invitation: Invitation) => setOpen({ act: 'invited', invitation });
  if (open.act === 'create') return <UserFormDialog onClose={close} onInvited={invited} />;
  if (open.act === 'invited') return <InvitationDialog invitation={open.invitation} onClose={close} />;
  if (open.act === 'change') return <UserFormDialog user={open.user} onClose={close} onInvited={invited} />;
  if (open.act === 'deactivate') return <DeactivateDialog user={open.user} onClose={close} />;
  const { id, name, holding } = open.user;
  return (
    <RecallDialog
      what={{ choice: { staffId: id, unvalidatedOnly: true }, total: holding.unvalidated, invalid: 0, staffId: id, staffName: name }}
      onClose={close}
      onDone={close}
    />
  );
}

/** Users: who they are, what they hold, and their way in. */
export function UsersPage() {
  const { t } = useTranslation();
  const { peran, status, q, page } = route.useSearch();
  const setSearch = useSetSearch();
  const me = useSession();
  const { act, open, setOpen } = useUserActs();
  const list = useQuery({
    ...read('GET /users', { query: { role: peran, active: status === undefined ? undefined : status === 'aktif', q, page } }),
    placeholderData: keepPreviousData,
  });
  const create = (
    <Button kind="primary" size="large" icon={<UserPlus size={17} aria-hidden />} onClick={() => setOpen({ act: 'create' })}>
      {t('users.create')}
    </Button>
  );
  return (
    <Page
      title={t('frame.users')}
      summary={list.data === undefined ? t('common.loading') : t('users.summary', { count: list.data.total })}
      {...(me.role === 'owner' ? { actions: create } : {})}
    >
      {list.isError && list.data === undefined ? (
        <LoadProblem error={list.error} onRetry={() => list.refetch()} />
      ) : (
        <Card>
          <TableBar>
            <SearchBox label={t('users.search')} value={q} />
            <FilterSelect
              label={t('users.role')}
              value={peran ?? ''}
              onChange={(event) => setSearch({ peran: event.target.value, page: undefined })}
            >
              <option value="">{t('common.all')}</option>
              {(['owner', 'admin', 'staff'] as const).map((role) => (
                <option key={role} value={role}>
                  {t(`frame.${role}`)}
                </option>
              ))}
            </FilterSelect>
            <FilterSelect
              label={t('users.status')}
              value={status ?? ''}
              onChange={(event) => setSearch({ status: event.target.value, page: undefined })}
            >
              <option value="">{t('common.all')}</option>
              <option value="aktif">{t('users.active')}</option>
              <option value="nonaktif">{t('users.inactive')}</option>
            </FilterSelect>
          </TableBar>
          {list.data?.total === 0 ? (
            <EmptyState icon={<UsersRound size={22} />} title={t('common.nothingFound')}>
              {t('common.nothingFoundHint')}
            </EmptyState>
          ) : (
            <UserTable rows={list.data?.items} onAct={act} />
          )}
          <ListFooter list={list.data} what={t('users.word')} onPage={(next) => setSearch({ page: next })} />
        </Card>
      )}
      <OpenDialog open={open} setOpen={setOpen} />
    </Page>
  );
}
