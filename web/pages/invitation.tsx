import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Link2Off } from 'lucide-react';
import { NewPasswordForm } from '../features/session/new-password-form.tsx';
import { call } from '../lib/client.ts';
import { formatMoment } from '../lib/formats.ts';
import { useProblemText } from '../lib/problem-text.ts';
import { announceSession } from '../lib/session-tabs.ts';
import { meRead } from '../lib/shared-reads.ts';
import { useTexts } from '../lib/texts.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Entrance } from '../ui/entrance.tsx';
import { EmptyState } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

const route = getRouteApi('/undangan/$token');

/** Set the first password by an invitation link, and be signed in. */
export function InvitationPage() {
  const { t } = useTexts();
  const problemText = useProblemText();
  const { token } = route.useParams();
  const client = useQueryClient();
  const navigate = useNavigate();
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => call('GET /auth/invitations/:token', { params: { token } }, { unguarded: true }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (invitation.isError) {
    return (
      <Entrance title={t('session.invitationEnded')}>
        <EmptyState
          icon={<Link2Off size={22} />}
          title={problemText(invitation.error).title}
          actions={<ButtonLink to="/masuk">{t('session.toSignIn')}</ButtonLink>}
        >
          {problemText(invitation.error).detail}
        </EmptyState>
      </Entrance>
    );
  }
  if (invitation.data === undefined) {
    return (
      <Entrance title={t('common.loading')}>
        <Skeleton style={{ height: 220 }} />
      </Entrance>
    );
  }
  const { name, username, expiresAt } = invitation.data;
  return (
    <Entrance title={t('session.invitation', { name })} hint={t('session.invitationHint', { username, until: formatMoment(expiresAt) })}>
      <NewPasswordForm
        username={username}
        askCurrent={false}
        submitLabel={t('session.setPassword')}
        onSubmit={async ({ next }) => {
          const { user } = await call(
            'POST /auth/invitations/:token',
            { params: { token }, body: { password: next } },
            { unguarded: true },
          );
          announceSession(user.id);
          client.clear();
          client.setQueryData(meRead.queryKey, user);
          await navigate({ to: '/' });
        }}
      />
    </Entrance>
  );
}
