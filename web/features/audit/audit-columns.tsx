import { useActWord, useSubjectWord } from '../../lib/act-word.ts';
import { formatMoment, formatNumber } from '../../lib/formats.ts';
import { useTexts } from '../../lib/texts.ts';
import type { Column } from '../../ui/data-table/column.ts';
import { Nothing, Text } from '../../ui/text.tsx';
import { EventSentence } from './event-sentence.tsx';
import type { AuditEvent } from './subject-link.tsx';

/** What happened, when, and how many records it changed; the rest for who asks for it. */
export function useAuditColumns(): readonly Column<AuditEvent>[] {
  const { t } = useTexts();
  const actWord = useActWord();
  const subjectWord = useSubjectWord();
  return [
    { key: 'at', name: true, header: t('audit.at'), width: 190, cell: (row) => <Text tone="text2">{formatMoment(row.at)}</Text> },
    {
      key: 'event',
      wrap: true,
      fill: true,
      header: t('audit.event'),
      label: '',
      place: 'wide',
      hideable: false,
      cell: (row) => <EventSentence event={row} />,
    },
    {
      key: 'records',
      end: true,
      header: t('audit.records'),
      label: t('audit.records'),
      place: 'wide',
      cell: (row) => (row.records === 0 ? <Nothing /> : formatNumber(row.records)),
    },
    { key: 'act', hidden: true, header: t('audit.act'), place: 'wide', cell: (row) => actWord(row.act) },
    { key: 'subject', hidden: true, header: t('audit.subject'), place: 'wide', cell: (row) => subjectWord(row.subjectType) },
    {
      key: 'request',
      hidden: true,
      header: t('audit.request'),
      place: 'wide',
      cell: (row) => row.requestId ?? <Nothing />,
    },
  ];
}
