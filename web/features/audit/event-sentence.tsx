import { isolated } from '../../../contract/isolated.ts';
import { useActWord } from '../../lib/act-word.ts';
import { type Texts, useTexts } from '../../lib/texts.ts';
import { Text } from '../../ui/text.tsx';
import { type AuditEvent, SubjectLink } from './subject-link.tsx';

type Values = Readonly<Record<string, unknown>>;

const textAt = (data: Values, name: string) => (typeof data[name] === 'string' ? data[name] : undefined);
const countAt = (data: Values, name: string) => (typeof data[name] === 'number' ? data[name] : 0);

/** The keys a sentence may have for this event, the most particular first. */
function keysOf({ act, actorId, subjectType, subjectId, subjectName, data }: AuditEvent): string[] {
  const key = act.replaceAll('.', '_');
  const own = subjectType === 'user' && subjectId !== null && subjectId === actorId;
  const bare = subjectId === null && subjectName === null;
  const verdict = textAt(data, 'verdict');
  const fields: readonly unknown[] = Array.isArray(data['fields']) ? data['fields'] : [];
  const only = fields.length === 1 ? fields[0] : undefined;
  return [
    ...(own ? [`${key}_own`] : []),
    ...(bare ? [`${key}_bare`] : []),
    ...(verdict === undefined ? [] : [`${key}_${verdict}`]),
    ...(typeof only === 'string' ? [`${key}_${only}`] : []),
    key,
  ];
}

/** The settings that a change of them speaks of, in words. */
function changedSettings(t: Texts['t'], data: Values): string {
  const changes = typeof data['changes'] === 'object' && data['changes'] !== null ? Object.keys(data['changes']) : [];
  const words: Readonly<Record<string, string>> = {
    businessName: t('settings.businessName'),
    timeZone: t('settings.timeZone'),
    sessionIdleHours: t('settings.idleHours'),
    sessionDays: t('settings.sessionDays'),
    assignOrder: t('settings.assignOrder'),
  };
  return changes.map((name) => words[name] ?? name).join(', ');
}

/** What a sentence may speak of besides its subject. */
function valuesOf(t: Texts['t'], event: AuditEvent, and: Intl.ListFormat): Values {
  const { data, people } = event;
  const nameAt = (name: string) => people[textAt(data, name) ?? ''] ?? '…';
  return {
    people: and.format(Object.values(people).map(isolated)),
    from: nameAt('fromStaffId'),
    to: nameAt('toStaffId'),
    imported: countAt(data, 'imported'),
    rows: countAt(data, 'rows'),
    format: (textAt(data, 'format') ?? '').toUpperCase(),
    asked: countAt(data, 'asked'),
    ended: countAt(data, 'ended'),
    conflicts: Array.isArray(data['conflicts']) ? data['conflicts'].length : event.records,
    changes: changedSettings(t, data),
  };
}

/** An event as a whole sentence: who did what, with a link to what it was done on. */
export function EventSentence({ event }: { readonly event: AuditEvent }) {
  const { t, around, isKey, language } = useTexts();
  const actWord = useActWord();
  const key = keysOf(event)
    .map((one) => `happenings.${one}`)
    .find(isKey);
  const and = new Intl.ListFormat(language, { type: 'conjunction' });
  const values = { ...valuesOf(t, event, and), count: event.records };
  const [before, after] = key === undefined ? [] : around(key, 'subject', values);
  return (
    <span>
      <Text weight={600}>
        <bdi>{event.actorName ?? t('audit.systemActor')}</bdi>
      </Text>{' '}
      {key === undefined ? (
        <>
          {actWord(event.act)}: <SubjectLink event={event} />
        </>
      ) : (
        <>
          {before}
          {after !== undefined && <SubjectLink event={event} />}
          {after}
        </>
      )}
    </span>
  );
}
