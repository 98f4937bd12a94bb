import { ChevronRight, CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import { isolated } from '../../../contract/isolated.ts';
import type { Record, Verdict } from '../../../contract/records.ts';
import { useTexts } from '../../lib/texts.ts';
import { Row } from '../../ui/layout.tsx';
import { Sign } from '../../ui/touch.tsx';
import { HiddenText, Text } from '../../ui/text.tsx';
import { memberName, reachOf } from '../../lib/member.ts';
import { RecordChip } from './record-facts.tsx';

/** The sign of a verdict, with its word for those who do not see it. */
export function VerdictSign({ verdict, size = 20 }: { readonly verdict: Verdict; readonly size?: number }) {
  const { t } = useTexts();
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
  // The phone first: it is what one recognises when somebody calls back.
  const reach = [more, ...reachOf(record).toReversed()].flatMap((piece) => (piece === undefined ? [] : [isolated(piece)])).join(' · ');
  return (
    <>
      <VerdictSign verdict={record.verdict} />
      <span>
        <Text kind="body" weight={600} cut dir="auto" style={{ textAlign: 'left' }}>
          {memberName(record)}
        </Text>
        <Row gap={2}>
          <RecordChip record={record} />
          <Text kind="dense" tone="text2" cut figures="proportional">
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
