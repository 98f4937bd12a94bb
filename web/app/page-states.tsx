import { CircleAlert, Compass, Lock } from 'lucide-react';
import { Problem } from '../lib/problem.ts';
import { useTexts } from '../lib/texts.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Stack } from '../ui/layout.tsx';
import { EmptyState } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

/** A page that broke: never a blank one. */
export function PageBroken({ error }: { readonly error: unknown }) {
  const { t } = useTexts();
  const id = error instanceof Problem ? error.requestId : undefined;
  return (
    <EmptyState
      alone
      live="alert"
      icon={<CircleAlert size={22} />}
      title={t('problem.pageBroken')}
      actions={
        <>
          <Button kind="primary" onClick={() => location.reload()}>
            {t('common.reload')}
          </Button>
          <ButtonLink to="/">{t('problem.toStart')}</ButtonLink>
        </>
      }
    >
      {t('problem.pageBrokenHint')} {id === undefined ? '' : t('problem.code', { id })}
    </EmptyState>
  );
}

/** An address that names nothing. */
export function PageNotFound() {
  const { t } = useTexts();
  return (
    <EmptyState
      alone
      icon={<Compass size={22} />}
      title={t('problem.notFound')}
      actions={
        <ButtonLink to="/" kind="primary">
          {t('problem.toStart')}
        </ButtonLink>
      }
    >
      {t('problem.notFoundHint')}
    </EmptyState>
  );
}

/** The same outside the frame. */
export function NotFoundOutside() {
  return (
    <main>
      <PageNotFound />
    </main>
  );
}

/** A page that is for another role. */
export function PageNotAllowed() {
  const { t } = useTexts();
  return (
    <EmptyState
      alone
      icon={<Lock size={22} />}
      title={t('problem.notAllowed')}
      actions={
        <ButtonLink to="/" kind="primary">
          {t('problem.toStart')}
        </ButtonLink>
      }
    >
      {t('problem.notAllowedHint')}
    </EmptyState>
  );
}

/** A page whose script is on its way. */
export function PagePending() {
  const { t } = useTexts();
  return (
    <Stack gap={4} style={{ padding: 24 }} role="status" aria-busy aria-label={t('common.loading')}>
      <Skeleton style={{ height: 28, width: 220 }} />
      <Skeleton style={{ height: 120, borderRadius: 12 }} />
      <Skeleton style={{ height: 320, borderRadius: 12 }} />
    </Stack>
  );
}
