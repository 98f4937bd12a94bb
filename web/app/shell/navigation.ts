import {
  CalendarClock,
  CircleSlash,
  Database,
  GitCompareArrows,
  History,
  Inbox,
  Layers,
  Lock,
  type LucideIcon,
  MessageSquareText,
  Package,
  Settings,
  UserCog,
  Workflow,
} from 'lucide-react';
import type { OutputOf } from '../../lib/interface.ts';
import type { frame } from '../i18n/id/frame.ts';

type Badges = OutputOf<'GET /badges'>;
type FrameWord = keyof typeof frame;

export interface Entry {
  readonly word: FrameWord;
  readonly path:
    | '/$module'
    | '/konflik'
    | '/data-saya'
    | '/tindak-lanjut'
    | '/reserved-member'
    | '/pengguna'
    | '/produk'
    | '/alasan'
    | '/template-pesan'
    | '/riwayat'
    | '/pengaturan';
  readonly params?: { readonly module: 'normal' | 'bonanza' | 'memberwd' };
  readonly icon: LucideIcon;
  readonly badge?: (badges: Badges) => number;
}

export interface Group {
  readonly word?: FrameWord;
  readonly entries: readonly Entry[];
}

const modules = (badge: (badges: Badges, module: 'normal' | 'bonanza' | 'memberwd') => number): readonly Entry[] => [
  { word: 'normal', path: '/$module', params: { module: 'normal' }, icon: Database, badge: (badges) => badge(badges, 'normal') },
  { word: 'bonanza', path: '/$module', params: { module: 'bonanza' }, icon: Layers, badge: (badges) => badge(badges, 'bonanza') },
  { word: 'memberwd', path: '/$module', params: { module: 'memberwd' }, icon: Inbox, badge: (badges) => badge(badges, 'memberwd') },
];

/** The admins' entries; one appears with the step that builds its page. */
export const adminGroups: readonly Group[] = [
  {
    word: 'data',
    entries: [
      ...modules((badges, module) => badges.invalid[module]),
      { word: 'conflicts', path: '/konflik', icon: GitCompareArrows, badge: (badges) => badges.conflicts },
    ],
  },
  { word: 'member', entries: [{ word: 'reservations', path: '/reserved-member', icon: Lock }] },
  { word: 'team', entries: [{ word: 'users', path: '/pengguna', icon: UserCog }] },
  {
    word: 'system',
    entries: [
      { word: 'products', path: '/produk', icon: Package },
      { word: 'reasons', path: '/alasan', icon: CircleSlash },
      { word: 'templates', path: '/template-pesan', icon: MessageSquareText },
      { word: 'audit', path: '/riwayat', icon: History },
      { word: 'settings', path: '/pengaturan', icon: Settings },
    ],
  },
];

/** What staff use most; also the bottom bar of their phones. */
export const staffMain: readonly Entry[] = [
  { word: 'myData', path: '/data-saya', icon: Workflow, badge: (badges) => badges.unvalidated },
  { word: 'followUps', path: '/tindak-lanjut', icon: CalendarClock, badge: (badges) => badges.followUpsDue },
];

export const staffGroups: readonly Group[] = [{ entries: staffMain }, { word: 'data', entries: modules(() => 0) }];
