import { useTranslation } from 'react-i18next';
import { useActWord, useSubjectWord } from '../../lib/act-word.ts';
import type { OutputOf } from '../../lib/interface.ts';
import { formatMoment, formatNumber } from '../../lib/formats.ts';
import { type Column, Table } from '../../ui/table.tsx';
import { Text } from '../../ui/text.tsx';

type Event = OutputOf<'GET /audit'>['items'][number];

/** What happened, by whom, on what. */
export function AuditTable({ rows }: { readonly rows: readonly Event[] | undefined }) {
  const { t } = useTranslation();
  const actWord = useActWord();
  const subjectWord = useSubjectWord();
  const columns: readonly Column<Event>[] = [
    { key: 'at', header: t('audit.at'), place: 'wide', cell: (row) => formatMoment(row.at) },
    {
      key: 'actor',
      header: t('audit.actor'),
      place: 'wide',
      cell: (row) => row.actorName ?? <Text tone="text3">{t('audit.systemActor')}</Text>,
    },
    { key: 'act', name: true, header: t('audit.act'), cell: (row) => <Text weight={600}>{actWord(row.act)}</Text> },
    {
      key: 'subject',
      header: t('audit.subject'),
      place: 'wide',
      cell: (row) => [subjectWord(row.subjectType), row.subjectId].filter(Boolean).join(' '),
    },
    {
      key: 'records',
      end: true,
      header: t('audit.records'),
      place: 'wide',
      cell: (row) => (row.records === 0 ? <Text tone="text3">–</Text> : formatNumber(row.records)),
    },
  ];
  return <Table label={t('frame.audit')} columns={columns} rows={rows} rowKey={(row) => row.id} dense />;
}
