import { CalendarClock, Check, X } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { ContactResult, Record } from '../../../contract/records.ts';
import { isolated } from '../../../contract/isolated.ts';
import { businessDay, businessDayAfter, formatBusinessDay, formatWhen } from '../../lib/formats.ts';
import { useTextDraft } from '../../lib/drafts.ts';
import { useTexts } from '../../lib/texts.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField } from '../../ui/choice.tsx';
import { Row, Stack } from '../../ui/layout.tsx';
import { NotchedArea, NotchedDate } from '../../ui/notched.tsx';
import { ChoiceWrap } from '../../ui/touch.tsx';
import { Text } from '../../ui/text.tsx';
import { useChangeRecord } from './use-change-record.ts';

const results: readonly ContactResult[] = ['none', 'responded', 'noAnswer', 'callBack', 'refused'];

function ContactResults({ record }: { readonly record: Record }) {
  const { t } = useTexts();
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
      <ChoiceWrap role="group" aria-labelledby={`${name}-title`}>
        {results.map((one) => (
          // A button and not a radio: the same result once more is one more attempt.
          <button key={one} type="button" aria-pressed={result === one} onClick={() => void change(record, { contactResult: one })}>
            {t(`records.${one}`)}
            {result === one && (
              <i aria-hidden>
                <Check size={12} strokeWidth={3} />
              </i>
            )}
          </button>
        ))}
      </ChoiceWrap>
    </Stack>
  );
}

/** How long typing must pause before a note is sent, in milliseconds. */
const pause = 900;

type Sending = 'idle' | 'saving' | 'saved' | 'failed';

/** Sends a note when typing pauses or the record is left; until the server has it, it is kept on the device with the note it was typed upon. */
function useNote(record: Record) {
  const change = useChangeRecord();
  const [draft, setDraft] = useTextDraft(`note:${record.id}`);
  const [state, setState] = useState<Sending>('idle');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const typed = useRef<string>(undefined);
  const note = record.note ?? '';
  const upon = useRef(draft?.base ?? note);
  // What was typed upon another note is neither sent nor dropped by itself.
  const isStale = draft !== undefined && state !== 'saving' && draft.base.trim() !== note.trim() && draft.text.trim() !== note.trim();
  const send = async (text: string, base = upon.current) => {
    clearTimeout(timer.current);
    typed.current = undefined;
    setState('saving');
    const written = text.trim();
    const saved = await change(record, { note: written === '' ? null : written, noteBefore: base === '' ? null : base }, true);
    setState(saved ? 'saved' : 'failed');
    if (saved) upon.current = written;
    // What was typed meanwhile is not saved yet, and was typed upon what is saved now.
    if (saved) setDraft(typed.current === undefined ? undefined : { text: typed.current, base: written });
  };
  const type = (text: string) => {
    if (draft === undefined) upon.current = note;
    setDraft({ text, base: upon.current });
    setState('idle');
    clearTimeout(timer.current);
    // What is typed on while one of two is to be chosen waits for the choice.
    typed.current = isStale ? undefined : text;
    if (!isStale) timer.current = setTimeout(() => void send(text), pause);
  };
  const drop = () => {
    clearTimeout(timer.current);
    typed.current = undefined;
    upon.current = note;
    setState('idle');
    setDraft(undefined);
  };
  const leave = useRef(send);
  useEffect(() => {
    leave.current = send;
  });
  useEffect(
    () => () => {
      if (typed.current !== undefined) void leave.current(typed.current);
    },
    [],
  );
  return { draft: draft?.text, note, isStale, state, type, send, drop };
}

/** A draft from before somebody else changed the note: both are shown, and one is chosen. */
function StaleDraft({ note, onKeep, onDrop }: { readonly note: string; readonly onKeep: () => void; readonly onDrop: () => void }) {
  const { t } = useTexts();
  return (
    <Stack gap={2} role="alert">
      <Text kind="small" tone="warn" wrap>
        {note === '' ? t('records.noteStaleEmpty') : t('records.noteStale', { note: isolated(note) })}
      </Text>
      <Row gap={2} wrap>
        <Button size="small" onClick={onKeep}>
          {t('records.noteUseDraft')}
        </Button>
        <Button kind="quiet" size="small" onClick={onDrop}>
          {t('records.noteDropDraft')}
        </Button>
      </Row>
    </Stack>
  );
}

/** The note: saved by itself, and said when it is. */
function NoteField({ record }: { readonly record: Record }) {
  const { t } = useTexts();
  const { draft, note, isStale, state, type, send, drop } = useNote(record);
  const waiting = draft !== undefined && (state === 'failed' || state === 'idle');
  // Said from the first touch on, and then kept: what appears and goes would move what a finger aims at.
  const [touched, setTouched] = useState(false);
  const word = state === 'saving' ? 'noteSaving' : state === 'saved' && draft === undefined ? 'noteSaved' : 'noteHint';
  const frame = useRef<HTMLDivElement>(null);
  // The buttons go with the choice; a field in focus would bring up the keyboard of a phone.
  const stayHere = () => frame.current?.focus();
  const keep = (text: string) => {
    stayHere();
    void send(text, note);
  };
  const discard = () => {
    stayHere();
    drop();
  };
  return (
    <Stack gap={1} ref={frame} tabIndex={-1}>
      <NotchedArea
        label={t('records.note')}
        placeholder={t('records.notePlaceholder')}
        maxLength={2_000}
        dir="auto"
        value={draft ?? note}
        onFocus={() => setTouched(true)}
        onChange={(event) => type(event.target.value)}
        onBlur={() => draft !== undefined && !isStale && state !== 'saving' && void send(draft)}
      />
      {isStale && draft !== undefined && <StaleDraft note={note} onKeep={() => keep(draft)} onDrop={discard} />}
      {!isStale && (touched || draft !== undefined) && (
        <Row gap={2} style={{ minHeight: 20 }}>
          <Text kind="small" tone={waiting ? 'warn' : state === 'saved' ? 'ok' : 'text3'} role="status">
            {t(waiting ? 'records.noteDraft' : `records.${word}`)}
          </Text>
          {waiting && (
            <Button kind="quiet" size="small" onClick={() => void send(draft)}>
              {t('records.noteSaveNow')}
            </Button>
          )}
        </Row>
      )}
    </Stack>
  );
}

function FollowUp({ record }: { readonly record: Record }) {
  const { t } = useTexts();
  const change = useChangeRecord();
  const set = (day: string | null) => void change(record, { followUpOn: day });
  const quick = [
    { word: 'tomorrow', day: businessDayAfter(1) },
    { word: 'inThreeDays', day: businessDayAfter(3) },
    { word: 'nextWeek', day: businessDayAfter(7) },
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
  const { t } = useTexts();
  const change = useChangeRecord();
  return (
    <Stack gap={4}>
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
