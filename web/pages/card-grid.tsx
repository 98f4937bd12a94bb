import type { ReactNode } from 'react';
import type { Batch } from '../../contract/batches.ts';
import { BatchCard } from '../features/batches/batch-card.tsx';
import { useTexts } from '../lib/texts.ts';
import { CardGrid } from '../ui/layout.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

/** Cards in a grid. */
export function BatchCards({ batches, before }: { readonly batches: readonly Batch[] | undefined; readonly before?: ReactNode }) {
  const { t } = useTexts();
  if (batches === undefined) {
    return (
      <CardGrid aria-busy aria-label={t('common.loading')}>
        {[1, 2, 3].map((key) => (
          <li key={key}>
            <Skeleton style={{ height: 206, borderRadius: 12 }} />
          </li>
        ))}
      </CardGrid>
    );
  }
  return (
    <CardGrid>
      {before}
      {batches.map((batch) => (
        <BatchCard key={batch.id} batch={batch} moduleName={t(`frame.${batch.module}`)} />
      ))}
    </CardGrid>
  );
}
