import { useQuery } from '@tanstack/react-query';
import { Outlet, useMatches } from '@tanstack/react-router';
import { Menu as MenuIcon } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { SignedInUser } from '../../../contract/auth.ts';
import { Bell } from '../../features/notifications/bell.tsx';
import { isAdmin, SessionContext } from '../../lib/session.ts';
import { meRead } from '../../lib/shared-reads.ts';
import { useTexts } from '../../lib/texts.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { FrameMain, FrameRoot, SkipLink, TopBar } from '../../ui/navigation.tsx';
import { Drawer } from '../../ui/overlay.tsx';
import { FrameSlotsContext } from '../../ui/page.tsx';
import { width } from '../../ui/theme.ts';
import { useMedia } from '../../ui/use-media.ts';
import { PageNotAllowed, PagePending } from '../page-states.tsx';
import { SessionGate } from '../session-gate.tsx';
import { LiveNotice } from './live-notice.tsx';
import { NewVersion } from './new-version.tsx';
import { PhoneBottomBar } from './phone-bottom-bar.tsx';
import { ProductFilter } from './product-filter.tsx';
import { ProfileMenu, ProfileSection } from './profile-menu.tsx';
import { Sidebar } from './sidebar.tsx';
import { useBusinessZone } from './use-business-zone.ts';

// Staff import nothing, so their phones do not load what follows an import.
const FollowedImports = lazy(() => import('./import-progress.tsx').then((module) => ({ default: module.ImportProgress })));

function ImportProgress() {
  return (
    <Suspense fallback={null}>
      <FollowedImports />
    </Suspense>
  );
}

function PageArea({ user, bottomBar }: { readonly user: SignedInUser; readonly bottomBar: boolean }) {
  const forAdmins = useMatches({ select: (matches) => matches.some((match) => match.staticData.admin === true) });
  return (
    <FrameMain id="isi" tabIndex={-1} data-bottom-bar={bottomBar ? '' : undefined}>
      <NewVersion />
      <LiveNotice user={user} />
      {forAdmins && !isAdmin(user) ? <PageNotAllowed /> : <Outlet />}
    </FrameMain>
  );
}

function DeskFrame({ user }: { readonly user: SignedInUser }) {
  return (
    <FrameRoot>
      <aside>
        <Sidebar />
      </aside>
      <div>
        <TopBar>
          {isAdmin(user) && <ImportProgress />}
          <span style={{ flex: 1 }} />
          <ProductFilter />
          <Bell />
          <ProfileMenu />
        </TopBar>
        <PageArea user={user} bottomBar={false} />
      </div>
    </FrameRoot>
  );
}

function PhoneFrame({ user }: { readonly user: SignedInUser }) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const recordOpen = useMatches({
    select: (matches) => matches.some((match) => 'record' in match.search && match.search.record !== undefined),
  });
  const bottomBar = !isAdmin(user) && !recordOpen;
  const slots = useMemo(
    () => ({
      menu: (
        <IconButton label={t('frame.menu')} aria-expanded={open} aria-haspopup="dialog" onClick={() => setOpen(true)}>
          <MenuIcon size={24} strokeWidth={1.75} aria-hidden />
        </IconButton>
      ),
      bell: <Bell />,
    }),
    [t, open],
  );
  return (
    <FrameSlotsContext value={slots}>
      <FrameRoot>
        <div>
          <PageArea user={user} bottomBar={bottomBar} />
          {isAdmin(user) && <ImportProgress />}
        </div>
      </FrameRoot>
      {bottomBar && <PhoneBottomBar />}
      <Drawer side="left" label={t('frame.menu')} open={open} onClose={() => setOpen(false)}>
        <Sidebar onNavigate={() => setOpen(false)} />
        <div style={{ padding: '0 16px' }}>
          <ProductFilter />
        </div>
        <ProfileSection onNavigate={() => setOpen(false)} />
      </Drawer>
    </FrameSlotsContext>
  );
}

/** What stands around every page: entries, bell, profile; a drawer and a bottom bar on phones. */
export function Frame() {
  const { t } = useTexts();
  const desk = useMedia(`(min-width: ${width.desk}px)`);
  useBusinessZone();
  const { data: user } = useQuery(meRead);
  if (user === undefined) return <PagePending />;
  return (
    <SessionContext value={user}>
      <SkipLink href="#isi">{t('frame.skip')}</SkipLink>
      {desk ? <DeskFrame user={user} /> : <PhoneFrame user={user} />}
      <SessionGate user={user} />
    </SessionContext>
  );
}
