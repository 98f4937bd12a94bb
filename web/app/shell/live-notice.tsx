import { WifiOff } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { SignedInUser } from '../../../contract/auth.ts';
import { useOnline } from '../../lib/hooks.ts';
import { useLive, useLiveStatus } from '../../lib/live.ts';
import { useTexts } from '../../lib/texts.ts';
import { OfflineBar } from '../../ui/navigation.tsx';
import { showToast } from '../../ui/toast.tsx';

/** Follows what others do, and says quietly when that is not possible, and when it is again. */
export function LiveNotice({ user }: { readonly user: SignedInUser }) {
  const { t } = useTexts();
  useLive(user.id);
  const status = useLiveStatus();
  const online = useOnline();
  const away = !online || status === 'lost';
  const wasAway = useRef(false);
  useEffect(() => {
    if (wasAway.current && !away) showToast({ tone: 'ok', text: t('problem.liveBack') });
    wasAway.current = away;
  }, [away, t]);
  if (!away) return null;
  return (
    <OfflineBar role="status">
      <WifiOff size={16} style={{ flexShrink: 0 }} aria-hidden />
      {t(online ? 'problem.liveLost' : 'problem.offlineBanner')}
    </OfflineBar>
  );
}
