import { isolated } from '../../../contract/isolated.ts';
import type { Role } from '../../../contract/auth.ts';
import type { ConflictAction } from '../../../contract/conflicts.ts';
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
  /** Null for records that have no card, and for those of several cards of a database. */
  readonly batchTitle: string | null;
  /** The records are of several cards of the database. */
  readonly severalCards: boolean;
  /** Of a conflict: who has reserved the person, while `staffName` holds the record. */
  readonly reserverName: string | null;
  /** How a conflict was resolved. */
  readonly resolution: ConflictAction | null;
  /** Of a disk that fills: what was left of it. */
  readonly freeBytes: number | null;
}

interface Words {
  readonly n: string;
  readonly one: boolean;
  readonly who: string;
  readonly database: string;
  readonly card: string;
  readonly severalCards: boolean;
  readonly reserver: string;
  readonly resolution: ConflictAction;
  /** With its unit. */
  readonly free: string;
}

type Sentence = (words: Words) => string;

const records = ({ n, one }: Words) => `${n} ${one ? 'record' : 'records'}`;

const resolved: { readonly [Action in ConflictAction]: { readonly [L in Language]: Sentence } } = {
  recall: {
    id: ({ n, who, reserver }) => `Konflik selesai: ${n} record yang direservasi ${reserver} ditarik dari ${who}`,
    en: (words) => `Conflict resolved: ${records(words)} reserved by ${words.reserver} taken back from ${words.who}`,
  },
  replace: {
    id: ({ n, who, reserver }) => `Konflik selesai: ${n} record ${who} yang direservasi ${reserver} diganti dengan yang baru`,
    en: (words) => `Conflict resolved: ${records(words)} of ${words.who} reserved by ${words.reserver} replaced by new ones`,
  },
  keep: {
    id: ({ n, who, reserver }) => `Konflik dibiarkan: ${n} record yang direservasi ${reserver} tetap dipegang ${who}`,
    en: (words) => `Conflict kept: ${records(words)} reserved by ${words.reserver} stay with ${words.who}`,
  },
  moveReservation: {
    id: ({ n, who, reserver }) => `Konflik selesai: reservasi ${n} member pindah dari ${reserver} ke ${who}`,
    en: ({ n, one, who, reserver }) =>
      `Conflict resolved: reservation of ${n} ${one ? 'member' : 'members'} moved from ${reserver} to ${who}`,
  },
};

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
    id: ({ n, severalCards, database, card }) =>
      `${n} record ditarik dari ${severalCards ? `beberapa kartu ${database}` : `kartu ${card}`}`,
    en: (words) =>
      `${records(words)} taken back from ${words.severalCards ? `several cards of ${words.database}` : `the card ${words.card}`}`,
  },
  records_received: {
    id: ({ n, card }) => `${n} record dipindahkan kepada Anda di kartu ${card}`,
    en: (words) => `${records(words)} moved to you on the card ${words.card}`,
  },
  conflict_appeared: {
    id: ({ n, who, reserver }) => `Konflik reservasi: ${reserver} mereservasi ${n} record yang dipegang ${who}`,
    en: (words) => `Reservation conflict: ${words.reserver} has reserved ${records(words)} that ${words.who} holds`,
  },
  conflict_resolved: {
    id: (words) => resolved[words.resolution].id(words),
    en: (words) => resolved[words.resolution].en(words),
  },
  import_finished: {
    id: ({ n, database }) => `Impor ${database} selesai: ${n} record`,
    en: (words) => `Import of ${words.database} finished: ${records(words)}`,
  },
  import_failed: {
    id: ({ database }) => `Impor ${database} gagal, tidak ada yang tersimpan`,
    en: ({ database }) => `Import of ${database} failed, nothing was kept`,
  },
  disk_filling: {
    id: ({ free }) => `Disk server hampir penuh, tinggal ${free}. Kosongkan sebelum penuh, karena sesudah itu tidak ada yang bisa disimpan`,
    en: ({ free }) => `The server’s disk is almost full, ${free} left. Make room before nothing can be saved any more`,
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
    who: isolated(told.staffName ?? unnamed.who[language]),
    database: isolated(told.databaseName ?? unnamed.database[language]),
    card: isolated(told.batchTitle ?? unnamed.card[language]),
    severalCards: told.severalCards,
    reserver: isolated(told.reserverName ?? unnamed.who[language]),
    resolution: told.resolution ?? 'recall',
    free: sizeIn(told.freeBytes ?? 0, language),
  });
}

const gibibyte = 1024 ** 3;

function sizeIn(bytes: number, language: Language): string {
  const [size, unit] = bytes < gibibyte ? [Math.floor(bytes / 1024 ** 2), 'MB'] : [Math.floor((bytes / gibibyte) * 10) / 10, 'GB'];
  return `${new Intl.NumberFormat(language).format(size)} ${unit}`;
}

/** Room on the disk of the data, in bytes. */
export interface Space {
  readonly free: number;
  readonly total: number;
}

/** Room that is too little whatever the size of the disk, and more than enough whatever the size. */
const leastFree = gibibyte;
const plenty = 10 * gibibyte;

/** Below this the disk is about to fill: a tenth of it, but no less than 1 GiB and no more than 10. */
const scarceBelow = ({ total }: Space): number => Math.min(Math.max(total / 10, leastFree), plenty);

/** Whether the disk is about to fill; once that was told, there has to be a quarter more before it is over. */
export function isScarce(space: Space, wasTold: boolean): boolean {
  return space.free < scarceBelow(space) * (wasTold ? 1.25 : 1);
}
/** The names a notification may have in its sentence. */
export const namesTold = ['who', 'database', 'card', 'reserver'] as const;
export type NameTold = (typeof namesTold)[number];

/** Which of them the sentence of a kind has, in whatever language: by no other is it found. Of several cards, the database is named for them. */
export const namesInSentence: { readonly [Kind in NotificationKind]: readonly NameTold[] } = {
  records_marked_invalid: ['who', 'database'],
  records_assigned: ['card'],
  records_replaced: ['card'],
  verdict_rejected: ['card'],
  records_recalled: ['card'],
  records_received: ['card'],
  conflict_appeared: ['who', 'reserver'],
  conflict_resolved: ['who', 'reserver'],
  import_finished: ['database'],
  import_failed: ['database'],
  disk_filling: [],
};

export interface Place {
  readonly kind: NotificationKind;
  readonly module: Module | null;
  readonly batchId: string | null;
  /** The card is another's: of a conflict, both staff members are told. */
  readonly ofAnother?: boolean;
}

const tabs: { readonly [Kind in NotificationKind]?: string } = { records_marked_invalid: 'invalid', conflict_appeared: 'konflik' };

/** What a card shows first, so that nobody looks for one record among many. */
const filters: { readonly [Kind in NotificationKind]?: string } = {
  verdict_rejected: 'ditolak',
  records_replaced: 'baru',
  conflict_appeared: 'konflik',
};

/** Path within the web app of what the notification speaks of: a card for staff, the module's page for admins. */
export function linkOf({ kind, module, batchId, ofAnother = false }: Place, role: Role): string {
  if (role === 'staff') {
    if (batchId === null || ofAnother) return '/data-saya';
    const filter = filters[kind];
    return filter === undefined ? `/kartu/${batchId}` : `/kartu/${batchId}?filter=${filter}`;
  }
  if (module === null) return '/';
  const tab = tabs[kind];
  return tab === undefined ? `/${module}` : `/${module}?tab=${tab}`;
}
