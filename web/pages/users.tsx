import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { UserPlus, UsersRound } from 'lucide-react';
import { useState } from 'react';
import type { User } from '../../contract/users.ts';
import { RecallDialog } from '../features/batches/batch-dialogs.tsx';
import { SavedFilters } from '../features/saved-filters/saved-filters.tsx';
import { SessionsDialog } from '../features/sessions/sessions-dialog.tsx';
import { DeactivateDialog } from '../features/users/deactivate-dialog.tsx';
import { InvitationDialog } from '../features/users/invitation-dialog.tsx';
import { type UserAct, useUserColumns } from '../features/users/user-columns.tsx';
import { type Invitation, UserFormDialog } from '../features/users/user-form-dialog.tsx';
import { addressOf } from '../lib/client.ts';
import type { InputOf } from '../lib/interface.ts';
import { useProblemText } from '../lib/problem-text.ts';
import { read, useAct } from '../lib/read.ts';
import { useSession } from '../lib/session.ts';
import { useSetSearch } from '../lib/set-search.ts';
import { useTexts } from '../lib/texts.ts';
import { Button } from '../ui/button.tsx';
import { FilterSelect } from '../ui/field.tsx';
import { type ActiveFilter, FilterBar } from '../ui/filter-bar/filter-bar.tsx';
import { EmptyState } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { showToast } from '../ui/toast.tsx';
import { ListTable } from './list-table.tsx';
import { SearchBox } from './search-box.tsx';

const route = getRouteApi('/frame/pengguna');
type Query = NonNullable<InputOf<'GET /users'>['query']>;

type Open =
  | { readonly act: 'create' }
  | { readonly act: 'change' | 'deactivate' | 'recall' | 'sessions'; readonly user: User }
  | { readonly act: 'invited'; readonly invitation: Invitation };

/** Acts on a user: those that ask first open a dialog, the others run at once. */
function useUserActs() {
  const { t } = useTexts();
  const problemText = useProblemText();
  const navigate = useNavigate();
  const [open, setOpen] = useState<Open>();
  const refuse = (error: Error) => showToast({ tone: 'bad', text: `${problemText(error).title}. ${problemText(error).detail}` });
  const invite = useAct('POST /users/:id/invitation', { onError: refuse });
  const activate = useAct('POST /users/:id/activate', {
    onSuccess: ({ name }) => showToast({ tone: 'ok', text: t('users.activated', { name }) }),
    onError: refuse,
  });
  const act = (what: UserAct, user: User) => {
    const params = { id: user.id };
    const { id: userId, name, hasPassword } = user;
    if (what === 'audit') return void navigate({ to: '/riwayat', search: { orang: user.id } });
    if (what === 'activate') return activate.mutate({ params });
    if (what !== 'invite') return setOpen({ act: what, user });
    invite.mutate(
      { params },
      {
        // A link whose answer was lost is told no more; another takes its place.
        onSuccess: ({ invitationUrl: url }) =>
          url === undefined ? act(what, user) : setOpen({ act: 'invited', invitation: { userId, name, url, reset: hasPassword } }),
      },
    );
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
  if (open.act === 'sessions') return <SessionsDialog user={open.user} onClose={close} />;
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

function Filters() {
  const { t } = useTexts();
  const { peran, status, q } = route.useSearch();
  const setSearch = useSetSearch();
  const set = (changes: Readonly<Record<string, string | undefined>>) => setSearch({ ...changes, page: undefined });
  const statusWord = status === undefined ? '' : t(status === 'aktif' ? 'users.active' : 'users.inactive');
  const active: ActiveFilter[] = [
    ...(peran === undefined
      ? []
      : [{ key: 'role', label: t('users.role'), value: t(`frame.${peran}`), onRemove: () => set({ peran: undefined }) }]),
    ...(status === undefined
      ? []
      : [{ key: 'status', label: t('users.status'), value: statusWord, onRemove: () => set({ status: undefined }) }]),
  ];
  return (
    <FilterBar
      search={<SearchBox label={t('users.search')} value={q} />}
      active={active}
      onClear={() => set({ peran: undefined, status: undefined })}
      saved={<SavedFilters page="users" leftOut={['ukuran']} />}
    >
      <FilterSelect label={t('users.role')} value={peran ?? ''} onChange={(event) => set({ peran: event.target.value })}>
        <option value="">{t('common.all')}</option>
        {(['owner', 'admin', 'staff'] as const).map((role) => (
          <option key={role} value={role}>
            {t(`frame.${role}`)}
          </option>
        ))}
      </FilterSelect>
      <FilterSelect label={t('users.status')} value={status ?? ''} onChange={(event) => set({ status: event.target.value })}>
        <option value="">{t('common.all')}</option>
        <option value="aktif">{t('users.active')}</option>
        <option value="nonaktif">{t('users.inactive')}</option>
      </FilterSelect>
    </FilterBar>
  );
}

/** Users: who they are, what they hold, and their way in. */
export function UsersPage() {
  const { t, language } = useTexts();
  const { peran, status, q, sort, page, ukuran } = route.useSearch();
  const setSearch = useSetSearch();
  const me = useSession();
  const { act, open, setOpen } = useUserActs();
  const columns = useUserColumns(act);
  const filter: Query = {
    role: peran,
    active: status === undefined ? undefined : status === 'aktif',
    q,
    sort: sort ?? 'name',
  };
  const list = useQuery({
    ...read('GET /users', { query: { ...filter, page, pageSize: ukuran } }),
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
      <ListTable
        name="users"
        label={t('frame.users')}
        columns={columns}
        groups={[{ label: t('users.held'), columns: ['normal', 'bonanza', 'memberwd', 'unvalidated', 'assigned'] }]}
        list={list.data}
        error={list.error}
        onRetry={() => void list.refetch()}
        rowKey={(row) => row.id}
        sort={filter.sort}
        countWord={t('users.word')}
        filtered={peran !== undefined || status !== undefined || q !== undefined}
        onClear={() => setSearch({ peran: undefined, status: undefined, q: undefined, page: undefined })}
        nothing={<EmptyState icon={<UsersRound size={22} />} title={t('users.emptyTitle')} />}
        bar={<Filters />}
        download={(format) => addressOf('GET /users/export', { query: { ...filter, format, language } })}
      />
      <OpenDialog open={open} setOpen={setOpen} />
    </Page>
  );
}
