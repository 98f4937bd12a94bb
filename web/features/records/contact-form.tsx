import { CalendarClock, Check, X } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactResult, Record } from '../../../contract/records.ts';
import { businessDay, businessDayAfter, formatBusinessDay, formatWhen } from '../../lib/formats.ts';
import { useDraft } from '../../lib/stored.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField } from '../../ui/choice.tsx';
import { Row, Stack } from '../../ui/layout.tsx';
import { NotchedArea, NotchedDate } from '../../ui/notched.tsx';
import { ChoiceWrap } from '../../ui/touch.tsx';
import { Text } from '../../ui/text.tsx';
import { useChangeRecord } from './use-change-record.ts';

const results: readonly ContactResult[] = ['none', 'responded', 'noAnswer', 'callBack', 'refused'];

function ContactResults({ record }: { readonly record: Record }) {
  const { t } = useTranslation();
  const name = useId();
  const change = useChangeRecord();
  const { attempts, lastAt, result } = record.contact;
  return (
    <Stack gap={2}>
      <Row justify="space-between" gap={2}>
        <Text as="h2" weight={600} id={`${name}-title`}>
          {t('records.contactResult')}
        </Text>
        <Text kind="small" tone="text3">
          {lastAt === null
            ? t('records.attempts', { count: attempts })
            : t('records.attemptsLast', { count: attempts, at: formatWhen(lastAt) })}
        </Text>
      </Row>
      <ChoiceWrap role="radiogroup" aria-labelledby={`${name}-title`}>
        {results.map((one) => (
          <label key={one}>
            <input type="radio" name={name} checked={result === one} onChange={() => void change(record, { contactResult: one })} />
            {t(`records.${one}`)}
            {result === one && (
              <i aria-hidden>
                <Check size={12} strokeWidth={3} />
              </i>
            )}
          </label>
        ))}
      </ChoiceWrap>
    </Stack>
  );
}

/** How long typing must pause before a note is sent, in milliseconds. */
const pause = 900;

/** The note: kept on the device while it is typed, sent when typing pauses, and there again after a reload. */
function NoteField({ record }: { readonly record: Record }) {
  const { t } = useTranslation();
  const change = useChangeRecord();
  const [draft, setDraft] = useDraft(`note:${record.id}`);
  const [state, setState] = useState<'idle' | 'saving' | 'saved' | 'failed'>('idle');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const send = async (text: string) => {
    clearTimeout(timer.current);
    setState('saving');
    const saved = await change(record, { note: text.trim() === '' ? null : text.trim() }, true);
    setState(saved ? 'saved' : 'failed');
    if (saved) setDraft(undefined);
  };
  const type = (text: string) => {
    setDraft(text);
    setState('idle');
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void send(text), pause);
  };
  // A draft left over from before (a reload, a lost connection) is sent with the next touch of the field.
  useEffect(() => () => clearTimeout(timer.current), []);
  const word =
    state === 'saving'
      ? 'noteSaving'
      : state === 'saved'
        ? 'noteSaved'
        : state === 'failed' || (state === 'idle' && draft !== undefined)
          ? 'noteDraft'
          : undefined;
  return (
    <Stack gap={1}>
      <NotchedArea
        label={t('records.note')}
        placeholder={t('records.notePlaceholder')}
        maxLength={2_000}
        value={draft ?? record.note ?? ''}
        onChange={(event) => type(event.target.value)}
        onBlur={() => draft !== undefined && state !== 'saving' && void send(draft)}
      />
      <Text kind="small" tone={state === 'failed' ? 'warn' : 'text3'} role="status">
        {word !== undefined && t(`records.${word}`)}
      </Text>
    </Stack>
  );
}

function FollowUp({ record }: { readonly record: Record }) {
  const { t } = useTranslation();
  const change = useChangeRecord();
  const set = (day: string | null) => void change(record, { followUpOn: day });
  const quick = [
    { word: 'tomorrow', day: businessDayAfter(1) },
    { word: 'inThreeDays', day: businessDayAfter(3) },
    { word: 'inAWeek', day: businessDayAfter(7) },
  ] as const;
  return (
    <Stack gap={2}>
      <NotchedDate
        label={t('records.followUp')}
        value={record.followUpOn}
        text={record.followUpOn === null ? t('records.followUpNone') : formatBusinessDay(record.followUpOn)}
        icon={<CalendarClock size={18} strokeWidth={1.75} />}
        min={businessDay()}
        onChange={set}
      />
      <Row gap={2} wrap>
        {quick.map(({ word, day }) => (
          <Button
            key={word}
            size="small"
            kind={record.followUpOn === day ? 'soft' : 'outline'}
            aria-pressed={record.followUpOn === day}
            onClick={() => set(day)}
          >
            {t(`records.${word}`)}
          </Button>
        ))}
        {record.followUpOn !== null && (
          <Button size="small" kind="quiet" icon={<X size={15} aria-hidden />} onClick={() => set(null)}>
            {t('records.followUpClear')}
          </Button>
        )}
      </Row>
    </Stack>
  );
}

/** What came of contacting the member, what to remember, and when to call again. */
export function ContactForm({ record }: { readonly record: Record }) {
  const { t } = useTranslation();
  const change = useChangeRecord();
  return (
    <Stack gap={5}>
      <ContactResults record={record} />
      <NoteField key={record.id} record={record} />
      <FollowUp record={record} />
      <CheckField checked={record.doNotContact} onChange={(event) => void change(record, { doNotContact: event.target.checked })}>
        {t('records.doNotContact')}
        <Text as="span" kind="small" tone="text2" style={{ display: 'block' }}>
          {t('records.doNotContactHint')}
        </Text>
      </CheckField>
    </Stack>
  );
}
