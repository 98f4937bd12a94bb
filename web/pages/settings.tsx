import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { SettingsFacts } from '../features/settings/settings-facts.tsx';
import { SettingsForm } from '../features/settings/settings-form.tsx';
import { useSession } from '../lib/session.ts';
import { settingsRead } from '../lib/shared-reads.ts';
import { useTexts } from '../lib/texts.ts';
import { Stack } from '../ui/layout.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { LoadProblem } from './load-problem.tsx';

/** The settings of the business: the owner changes them, admins read them. */
export function SettingsPage() {
  const { t } = useTexts();
  const { role } = useSession();
  const [round, setRound] = useState(0);
  const { data, error, refetch } = useQuery(settingsRead);
  return (
    <Page title={t('frame.settings')} summary={t('settings.summary')}>
      {error !== null && data === undefined ? (
        <LoadProblem error={error} onRetry={() => refetch()} />
      ) : data === undefined ? (
        <Skeleton style={{ height: 420, maxWidth: 640, borderRadius: 12 }} />
      ) : role === 'owner' ? (
        <SettingsForm key={round} settings={data} onSaved={() => setRound((before) => before + 1)} />
      ) : (
        <Stack gap={4} style={{ maxWidth: 640 }}>
          <Notice tone="info">{t('settings.readOnly')}</Notice>
          <SettingsFacts settings={data} />
        </Stack>
      )}
    </Page>
  );
}
