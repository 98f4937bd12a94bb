import { sql } from 'kysely';
import { addFilter } from '../../domain/filters/keep-filters.ts';
import { changeSettings } from '../../domain/settings/change-settings.ts';
import { addTemplate, alterTemplate } from '../../domain/templates/keep-templates.ts';
import { resolveConflicts } from '../../domain/validation/resolve-conflicts.ts';
import type { Random } from '../random.ts';
import type { Chapter } from '../scene.ts';
import type { Stage } from '../stage.ts';
import { owner } from './team.ts';

const templates = [
  { label: 'Perkenalan singkat', text: 'Halo Kak {nama}, saya {staff} dari {produk}. Boleh minta waktunya sebentar?' },
  {
    label: 'Bonus minggu ini',
    text: 'Kak {nama}, minggu ini ada bonus khusus untuk akun {customerId} di {produk}. Mau saya jelaskan caranya?',
  },
  {
    label: 'Menepati janji',
    text: 'Halo Kak {nama}, sesuai janji kemarin saya hubungi lagi. Kapan waktu yang pas untuk ditelepon? – {staff}',
  },
  { label: 'Promo akhir tahun', text: 'Kak {nama}, promo akhir tahun {produk} sudah dibuka.' },
] as const;

async function addTemplates(stage: Stage): Promise<void> {
  for (const { label, text } of templates) {
    const templateId = await stage.act('mega', (tx, actor) => addTemplate(tx, actor, { label, text, active: true }));
    await stage.pass(4);
    if (label === 'Promo akhir tahun') await stage.act('mega', (tx, actor) => alterTemplate(tx, actor, templateId, { active: false }));
  }
}

async function nameBusiness(stage: Stage): Promise<void> {
  const { time_zone: timeZone } = await stage.database.db.selectFrom('settings').select('time_zone').executeTakeFirstOrThrow();
  const settings = { businessName: 'Sagara Grup', timeZone, sessionIdleHours: 24, sessionDays: 14, assignOrder: 'random' } as const;
  await stage.act(owner.username, (tx, actor) => changeSettings(tx, actor, settings));
}

async function saveFilters(stage: Stage): Promise<void> {
  const kept = { page: 'records', name: 'Tidak valid yang menunggu', search: 'state=assigned&verdict=invalid' } as const;
  await stage.act('lina', (tx, actor) => addFilter(tx, actor, kept));
}

/** Some conflicts are decided the day after; the newer ones wait. */
async function decideConflicts(stage: Stage, random: Random): Promise<void> {
  const { rows } = await sql<{ id: string }>`select record_id as id from record_conflicts order by record_id`.execute(stage.database.db);
  const [kept, moved] = random.some(rows, 2);
  if (kept === undefined || moved === undefined) return;
  const note = 'Sudah sepakat, tetap di kartu sekarang';
  await stage.act('lina', (tx, actor) => resolveConflicts(tx, actor, { recordIds: [kept.id], action: 'keep', note }));
  await stage.pass(2);
  await stage.act('lina', (tx, actor) => resolveConflicts(tx, actor, { recordIds: [moved.id], action: 'moveReservation' }));
}

/** What the admins keep in order beside the records: texts for messages, settings, saved filters, decisions on conflicts. */
export const officeChapter: Chapter = ({ calendar }) => [
  { name: 'the business has a name', daysAgo: calendar.workday(39), at: '08:50', play: nameBusiness },
  { name: 'texts for messages are written', daysAgo: calendar.workday(34), at: '10:05', play: addTemplates },
  { name: 'a filter is saved', daysAgo: calendar.workday(23), at: '09:35', play: saveFilters },
  { name: 'conflicts are decided', daysAgo: calendar.workday(4), at: '09:44', play: decideConflicts },
];
