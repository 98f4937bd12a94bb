import type { Role } from '../../../contract/auth.ts';
import type { Notification } from '../../../contract/notifications.ts';
import type { Module } from '../../../contract/values.ts';
import type { Language } from '../../platform/actor.ts';

export type NotificationKind = Notification['kind'];

/** Minutes after its last mark during which a notification of invalid marks grows (docs/domain.md, Notifications). */
export const groupMinutes = 15;

/** What a notification speaks of, as it is now. */
export interface Told {
  readonly kind: NotificationKind;
  readonly count: number;
  /** Whose act it was; null where the program acted. */
  readonly staffName: string | null;
  /** Null where the database is gone. */
  readonly databaseName: string | null;
  /** Null for records that have no card. */
  readonly batchTitle: string | null;
}

interface Words {
  readonly n: string;
  readonly one: boolean;
  readonly who: string;
  readonly database: string;
  readonly card: string;
}

type Sentence = (words: Words) => string;

const records = ({ n, one }: Words) => `${n} ${one ? 'record' : 'records'}`;

const sentences: { readonly [Kind in NotificationKind]: { readonly [L in Language]: Sentence } } = {
  records_marked_invalid: {
    id: ({ who, n, database }) => `${who} menandai ${n} record tidak valid di ${database}`,
    en: (words) => `${words.who} marked ${records(words)} invalid in ${words.database}`,
  },
  records_assigned: {
    id: ({ n, card }) => `Anda menerima ${n} record di kartu ${card}`,
    en: (words) => `You received ${records(words)} on the card ${words.card}`,
  },
  records_replaced: {
    id: ({ n, card }) => `${n} record tidak valid di kartu ${card} sudah diganti`,
    en: ({ n, one, card }) => `${n} invalid ${one ? 'record' : 'records'} on the card ${card} replaced`,
  },
  verdict_rejected: {
    id: ({ n, card }) => `${n} tanda tidak valid di kartu ${card} ditolak, cek ulang`,
    en: ({ n, one, card }) => `${n} invalid ${one ? 'mark' : 'marks'} on the card ${card} rejected, check again`,
  },
  records_recalled: {
    id: ({ n, card }) => `${n} record ditarik dari kartu ${card}`,
    en: (words) => `${records(words)} taken back from the card ${words.card}`,
  },
  records_received: {
    id: ({ n, card }) => `${n} record dipindahkan kepada Anda di kartu ${card}`,
    en: (words) => `${records(words)} moved to you on the card ${words.card}`,
  },
  import_finished: {
    id: ({ n, database }) => `Impor ${database} selesai: ${n} record`,
    en: (words) => `Import of ${words.database} finished: ${records(words)}`,
  },
  import_failed: {
    id: ({ database }) => `Impor ${database} gagal, tidak ada yang tersimpan`,
    en: ({ database }) => `Import of ${database} failed, nothing was kept`,
  },
};

const unnamed = {
  who: { id: 'Sistem', en: 'The system' },
  database: { id: 'database yang sudah dihapus', en: 'a database since removed' },
  card: { id: 'Belum dikelompokkan', en: 'Not grouped yet' },
} as const;

/** The notification in words, with the number as the language writes it. */
export function titleOf(told: Told, language: Language): string {
  return sentences[told.kind][language]({
    n: new Intl.NumberFormat(language).format(told.count),
    one: told.count === 1,
    who: told.staffName ?? unnamed.who[language],
    database: told.databaseName ?? unnamed.database[language],
    card: told.batchTitle ?? unnamed.card[language],
  });
}

export interface Place {
  readonly kind: NotificationKind;
  readonly module: Module | null;
  readonly batchId: string | null;
}

/** Path within the web app of what the notification speaks of: a card for staff, the module's page for admins. */
export function linkOf({ kind, module, batchId }: Place, role: Role): string {
  if (role === 'staff') return batchId === null ? '/data-saya' : `/kartu/${batchId}`;
  if (module === null) return '/';
  return kind === 'records_marked_invalid' ? `/${module}?tab=invalid` : `/${module}`;
}
