import { useQuery } from '@tanstack/react-query';
import { Bell as BellIcon } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { badgesRead } from '../../lib/shared-reads.ts';
import { useTexts } from '../../lib/texts.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Dot } from '../../ui/navigation.tsx';
import { Popover } from '../../ui/overlay.tsx';

const NotificationList = lazy(() => import('./notification-list.tsx').then((module) => ({ default: module.NotificationList })));

/** The bell: how many nobody has read, and the list behind it. */
export function Bell() {
  const { t } = useTexts();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { data: badges } = useQuery(badgesRead);
  const unread = badges?.unread ?? 0;
  const close = () => setAnchor(null);
  return (
    <>
      <IconButton
        label={unread === 0 ? t('frame.notifications') : t('frame.notificationsUnread', { count: unread })}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <BellIcon size={22} strokeWidth={1.75} aria-hidden />
        {unread > 0 && <Dot aria-hidden>{unread > 99 ? '99+' : unread}</Dot>}
      </IconButton>
      <Popover anchor={anchor} onClose={close} label={t('frame.notifications')} width={400}>
        <Suspense fallback={null}>
          <NotificationList onOpen={close} />
        </Suspense>
      </Popover>
    </>
  );
}
