import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router';
import type { QueryClient } from '@tanstack/react-query';
import type { SignedInUser } from '../../contract/auth.ts';
import { isSessionEnd } from '../lib/client.ts';
import { isAdmin } from '../lib/session.ts';
import { setFormatZone } from '../lib/formats.ts';
import { present, textOf } from '../lib/search.ts';
import { meRead, settingsRead } from '../lib/shared-reads.ts';
import {
  allRecordsSearch,
  auditSearch,
  cardSearch,
  conflictsSearch,
  moduleOf,
  moduleSearch,
  myDataSearch,
  productsSearch,
  reservationsSearch,
  usersSearch,
} from './page-state.ts';
import { NotFoundOutside, PageBroken, PageNotFound, PagePending } from './page-states.tsx';
import { queryClient } from './query-client.ts';
import { loadAdminTexts } from './i18n/i18n.ts';
import { pageScripts } from './page-scripts.ts';
import { Frame } from './shell/frame.tsx';

const rootRoute = createRootRouteWithContext<{ readonly queryClient: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NotFoundOutside,
  errorComponent: PageBroken,
});

async function signedInUser(client: QueryClient, path: string): Promise<SignedInUser> {
  try {
    return await client.ensureQueryData(meRead);
  } catch (error) {
    if (isSessionEnd(error)) throw redirect({ to: '/masuk', search: path === '/' ? {} : { kembali: path } });
    throw error;
  }
}

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/masuk',
  validateSearch: (search: Record<string, unknown>) => present({ kembali: textOf(search, 'kembali') }),
  component: lazyRouteComponent(pageScripts.signIn, 'SignInPage'),
});

const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/undangan/$token',
  component: lazyRouteComponent(() => import('../pages/invitation.tsx'), 'InvitationPage'),
});

/** What the interface is made of; needs neither a session nor the server. */
const galleryRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/_ui',
  component: lazyRouteComponent(() => import('../pages/gallery/gallery-page.tsx'), 'GalleryPage'),
});

const passwordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/ganti-kata-sandi',
  beforeLoad: async ({ context, location }) => {
    await signedInUser(context.queryClient, location.href);
  },
  component: lazyRouteComponent(() => import('../pages/change-password.tsx'), 'ChangePasswordPage'),
});

const frameRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'frame',
  validateSearch: (search: Record<string, unknown>) => present({ produk: textOf(search, 'produk') }),
  search: { middlewares: [retainSearchParams(['produk'])] },
  beforeLoad: async ({ context, location }) => {
    // Read beside the user, so that the first page does not wait twice; who is not signed in meets that first.
    const settings = context.queryClient.ensureQueryData(settingsRead);
    settings.catch(() => undefined);
    const user = await signedInUser(context.queryClient, location.href);
    if (user.mustChangePassword) throw redirect({ to: '/ganti-kata-sandi' });
    if (isAdmin(user)) await loadAdminTexts();
    setFormatZone((await settings).timeZone);
    return { user };
  },
  component: Frame,
});

const startRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/',
  beforeLoad: ({ context }) => {
    if (context.user.role === 'staff') throw redirect({ to: '/data-saya' });
    throw redirect({ to: '/$module', params: { module: 'memberwd' } });
  },
});

const moduleRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/$module',
  params: { parse: ({ module }) => ({ module: moduleOf(module) }) },
  validateSearch: moduleSearch,
  component: lazyRouteComponent(pageScripts.module, 'ModulePage'),
});

const allRecordsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/$module/record',
  params: { parse: ({ module }) => ({ module: moduleOf(module) }) },
  validateSearch: allRecordsSearch,
  staticData: { admin: true },
  component: lazyRouteComponent(() => import('../pages/all-records.tsx'), 'AllRecordsPage'),
});

const conflictsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/konflik',
  validateSearch: conflictsSearch,
  staticData: { admin: true },
  component: lazyRouteComponent(() => import('../pages/conflicts.tsx'), 'ConflictsPage'),
});

const myDataRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/data-saya',
  validateSearch: myDataSearch,
  component: lazyRouteComponent(pageScripts.myData, 'MyDataPage'),
});

const followUpsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/tindak-lanjut',
  component: lazyRouteComponent(pageScripts.followUps, 'FollowUpsPage'),
});

const cardRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/kartu/$batchId',
  validateSearch: cardSearch,
  component: lazyRouteComponent(pageScripts.card, 'CardPage'),
});

const ungroupedRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/belum-dikelompokkan',
  validateSearch: cardSearch,
  component: lazyRouteComponent(pageScripts.ungrouped, 'UngroupedPage'),
});

const reservationsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/reserved-member',
  validateSearch: reservationsSearch,
  staticData: { admin: true },
  component: lazyRouteComponent(() => import('../pages/reservations.tsx'), 'ReservationsPage'),
});

const usersRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/pengguna',
  validateSearch: usersSearch,
  staticData: { admin: true },
  component: lazyRouteComponent(() => import('../pages/users.tsx'), 'UsersPage'),
});

const productsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/produk',
  validateSearch: productsSearch,
  staticData: { admin: true },
  component: lazyRouteComponent(() => import('../pages/products.tsx'), 'ProductsPage'),
});

const reasonsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/alasan',
  staticData: { admin: true },
  component: lazyRouteComponent(() => import('../pages/reasons.tsx'), 'ReasonsPage'),
});

const templatesRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/template-pesan',
  staticData: { admin: true },
  component: lazyRouteComponent(() => import('../pages/templates.tsx'), 'TemplatesPage'),
});

const settingsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/pengaturan',
  staticData: { admin: true },
  component: lazyRouteComponent(() => import('../pages/settings.tsx'), 'SettingsPage'),
});

const sessionsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/sesi',
  component: lazyRouteComponent(() => import('../pages/sessions.tsx'), 'SessionsPage'),
});

const auditRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/riwayat',
  validateSearch: auditSearch,
  staticData: { admin: true },
  component: lazyRouteComponent(() => import('../pages/audit.tsx'), 'AuditPage'),
});

const routeTree = rootRoute.addChildren([
  signInRoute,
  invitationRoute,
  galleryRoute,
  passwordRoute,
  frameRoute.addChildren([
    startRoute,
    moduleRoute,
    allRecordsRoute,
    conflictsRoute,
    myDataRoute,
    followUpsRoute,
    cardRoute,
    ungroupedRoute,
    reservationsRoute,
    usersRoute,
    productsRoute,
    reasonsRoute,
    templatesRoute,
    settingsRoute,
    sessionsRoute,
    auditRoute,
  ]),
]);

/** The pages by address. Search parameters are plain text in the URL: `?tab=batch&q=rina`. */
export const router = createRouter({
  routeTree,
  context: { queryClient },
  defaultPreload: 'intent',
  defaultPendingComponent: PagePending,
  defaultErrorComponent: PageBroken,
  defaultNotFoundComponent: PageNotFound,
  scrollRestoration: true,
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const entries = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
    const text = new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString();
    return text === '' ? '' : `?${text}`;
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    /** For admins and owners only. */
    admin?: boolean;
  }
}
