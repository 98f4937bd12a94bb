import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { SignInForm } from '../features/session/sign-in-form.tsx';
import { meRead } from '../lib/shared-reads.ts';
import { temporaryPassword } from '../lib/temporary-password.ts';
import { useTexts } from '../lib/texts.ts';
import { Entrance } from '../ui/entrance.tsx';

const route = getRouteApi('/masuk');

/** Only places within the program: an address of another site is not a place to be sent to after signing in. */
const insideOnly = (path: string | undefined) => (path !== undefined && /^\/(?![/\\])/.test(path) ? path : '/');

/** Sign in, and back to where one was. */
export function SignInPage() {
  const { t } = useTexts();
  const { kembali } = route.useSearch();
  const client = useQueryClient();
  const router = useRouter();
  return (
    <Entrance title={t('session.signInTitle')} hint={t('session.signInHint')} foot={t('session.forgot')}>
      <SignInForm
        onSignedIn={async (user, password) => {
          if (user.mustChangePassword) temporaryPassword.keep(password);
          client.clear();
          client.setQueryData(meRead.queryKey, user);
          router.history.push(insideOnly(kembali));
        }}
      />
    </Entrance>
  );
}
