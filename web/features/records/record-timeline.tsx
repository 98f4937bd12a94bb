import { useQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useState } from 'react';
import { isolated } from '../../../contract/isolated.ts';
import type { ContactResult } from '../../../contract/records.ts';
import type { OutputOf } from '../../lib/interface.ts';
import { useActWord } from '../../lib/act-word.ts';
import { formatBusinessDay, formatMoment } from '../../lib/formats.ts';
import { read } from '../../lib/read.ts';
import { useTexts } from '../../lib/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Stack } from '../../ui/layout.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Text } from '../../ui/text.tsx';
import { Timeline } from '../../ui/timeline.tsx';

const contactResults: readonly ContactResult[] = ['none', 'responded', 'noAnswer', 'callBack', 'refused'];
const isContactResult = (value: unknown): value is ContactResult => contactResults.some((result) => result === value);

type Entry = OutputOf<'GET /records/:id/timeline'>['items'][number];

interface Wrote {
  readonly note?: unknown;
  readonly contactResult?: unknown;
  readonly followUpOn?: unknown;
}

const wroteOf = ({ kept }: Entry): Wrote | undefined =>
  typeof kept['wrote'] === 'object' && kept['wrote'] !== null ? kept['wrote'] : undefined;

/** What an entry is called: noting goes by the one thing that was noted, where it was one. */
function useEntryWord(): (entry: Entry) => string {
  const { t } = useTexts();
  const actWord = useActWord();
  return (entry) => {
    const wrote = wroteOf(entry) ?? {};
    if (entry.act !== 'records.note' || Object.keys(wrote).length !== 1) return actWord(entry.act);
    if (wrote.note !== undefined) return t('records.noteNoted');
    return t(wrote.followUpOn === undefined ? 'records.contactNoted' : 'records.followUpNoted');
  };
}

/** What an entry changed, in words: the holder, the verdict, a note that was written. */
function useChangeWords(): (entry: Entry) => string {
  const { t } = useTexts();
  const noteOf = (note: unknown) => (typeof note === 'string' && note !== '' ? [`“${isolated(note)}”`] : []);
  /** What was written; null is what was taken away. */
  const workWords = (wrote: Wrote) => [
    ...(isContactResult(wrote.contactResult) ? [t(`records.${wrote.contactResult}`)] : []),
    ...(wrote.note === null ? [t('records.noteCleared')] : noteOf(wrote.note)),
    ...(wrote.followUpOn === null ? [t('records.followUpCleared')] : []),
    ...(typeof wrote.followUpOn === 'string' ? [t('records.followUpSet', { day: formatBusinessDay(wrote.followUpOn) })] : []),
  ];
  return (entry) => {
    const { from, to, kept } = entry;
    const holder = to.staffName !== null && to.staffName !== from.staffName ? [isolated(to.staffName)] : [];
    const verdict =
      to.verdict !== from.verdict && (to.verdict === 'valid' || to.verdict === 'invalid' || to.verdict === 'unvalidated')
        ? [t(`records.${to.verdict}`)]
        : [];
    const wrote = wroteOf(entry);
    const rest = wrote === undefined ? noteOf(kept['note']) : workWords(wrote);
    return [...holder, ...verdict, ...rest].join(' · ');
  };
}

function Entries({ recordId }: { readonly recordId: string }) {
  const { t } = useTexts();
  const entryWord = useEntryWord();
  const changeWords = useChangeWords();
  const { data } = useQuery(read('GET /records/:id/timeline', { params: { id: recordId } }));
  if (data === undefined) return <Skeleton style={{ height: 80 }} />;
  return (
    <Timeline>
      {data.items.toReversed().map((entry) => (
        <li key={entry.eventId}>
          <Text kind="dense" weight={600}>
            {entryWord(entry)}
          </Text>
          <Text kind="dense" tone="text2" wrap>
            {changeWords(entry)}
          </Text>
          <Text kind="small" tone="text3">
            <bdi>{entry.actorName ?? t('records.bySystem')}</bdi> · {formatMoment(entry.at)}
          </Text>
        </li>
      ))}
    </Timeline>
  );
}

/** What happened to a record, newest first; read only when it is wanted. */
export function RecordTimeline({ recordId }: { readonly recordId: string }) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <Stack gap={2} align="flex-start">
      <Button
        kind="quiet"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        icon={open ? <ChevronUp size={16} aria-hidden /> : <ChevronDown size={16} aria-hidden />}
      >
        {t('records.history')}
      </Button>
      {open && <Entries recordId={recordId} />}
    </Stack>
  );
}
