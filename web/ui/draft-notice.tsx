import { useTexts } from '../lib/texts.ts';
import { Button } from './button.tsx';
import { Row } from './layout.tsx';
import { Text } from './text.tsx';

interface DraftNoticeProps {
  readonly restored: boolean;
  readonly discard: () => void;
}

/** Says quietly that what was typed before is filled in again, and takes it away on a press. */
export function DraftNotice({ restored, discard }: DraftNoticeProps) {
  const { t } = useTexts();
  if (!restored) return null;
  return (
    <Row gap={2} role="status">
      <Text as="span" kind="small" tone="text2">
        {t('common.draftRestored')}
      </Text>
      <Button size="small" kind="quiet" onClick={discard}>
        {t('common.draftDiscard')}
      </Button>
    </Row>
  );
}
