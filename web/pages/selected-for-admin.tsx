import { ArrowLeftRight, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { Record } from '../../contract/records.ts';
import { RecallDialog, TransferDialog } from '../features/batches/batch-dialogs.tsx';
import { useTexts } from '../lib/texts.ts';
import { Button } from '../ui/button.tsx';

/** What an admin can do with chosen records of a card: take them back, or move them to another staff member. */
export function SelectedForAdmin({ chosen, onDone }: { readonly chosen: readonly Record[]; readonly onDone: () => void }) {
  const { t } = useTexts();
  const [open, setOpen] = useState<'recall' | 'transfer'>();
  const [first] = chosen;
  const what = {
    choice: { recordIds: chosen.map((record) => record.id) },
    total: chosen.length,
    invalid: chosen.filter((record) => record.verdict === 'invalid').length,
    staffId: first?.staffId ?? '',
    staffName: first?.staffName ?? '',
  };
  const close = () => setOpen(undefined);
  const done = () => {
    close();
    onDone();
  };
  return (
    <>
      <Button size="small" icon={<ArrowLeftRight size={16} aria-hidden />} onClick={() => setOpen('transfer')}>
        {t('batches.transfer')}
      </Button>
      <Button size="small" kind="badOutline" icon={<Undo2 size={16} aria-hidden />} onClick={() => setOpen('recall')}>
        {t('batches.recall')}
      </Button>
      {open === 'recall' && <RecallDialog what={what} onClose={close} onDone={done} />}
      {open === 'transfer' && <TransferDialog what={what} onClose={close} onDone={done} />}
    </>
  );
}
