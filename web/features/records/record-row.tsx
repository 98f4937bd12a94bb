import { ChevronRight, CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Record, Verdict } from '../../../contract/records.ts';
import { formatPhone } from '../../lib/formats.ts';
import { Row } from '../../ui/layout.tsx';
import { Sign } from '../../ui/touch.tsx';
import { HiddenText, Text } from '../../ui/text.tsx';
import { RecordChip, recordName } from './record-facts.tsx';
import { customerIdOf } from '../../lib/customer-id.ts';

/** The sign of a verdict, with its word for those who do not see it. */
export function VerdictSign({ verdict, size = 20 }: { readonly verdict: Verdict; readonly size?: number }) {
  const { t } = useTranslation();
  const Icon = verdict === 'valid' ? CircleCheck : verdict === 'invalid' ? CircleX : CircleDashed;
  return (
    <Sign data-tone={verdict === 'valid' ? 'ok' : verdict === 'invalid' ? 'bad' : undefined}>
      <Icon size={size} strokeWidth={1.75} aria-hidden />
      <HiddenText>{t(`records.${verdict}`)}</HiddenText>
    </Sign>
  );
}

interface RecordLineProps {
  readonly record: Record;
  /** What else there is to say, where the list is of something particular. */
  readonly more?: string;
}

/** A record in a line: its verdict, its name, how to reach it, and what stands out. */
export function RecordLine({ record, more }: RecordLineProps) {
  const reach = [
    more,
    record.phone === null ? record.phoneText : formatPhone(record.phone),
    record.name === null ? undefined : customerIdOf(record),
  ]
    .filter(Boolean)
    .join(' · ');
  return (
    <>
      <VerdictSign verdict={record.verdict} />
      <span>
        <Text kind="body" weight={600} cut dir="auto" style={{ textAlign: 'left' }}>
          {recordName(record)}
        </Text>
        <Row gap={2}>
          <RecordChip record={record} />
          <Text kind="dense" tone="text2" cut>
            {reach}
          </Text>
        </Row>
      </span>
    </>
  );
}

/** The same as the content of a link. */
export function RecordRow(props: RecordLineProps) {
  return (
    <>
      <RecordLine {...props} />
      <ChevronRight size={18} aria-hidden />
    </>
  );
}
