import { useSearch } from '@tanstack/react-router';
import { Inbox } from 'lucide-react';
import { useSetSearch } from '../lib/set-search.ts';
import { useTexts } from '../lib/texts.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Card } from '../ui/layout.tsx';
import { EmptyState } from '../ui/notice.tsx';

/** A card without records, or a filter that none fits. */
export function NoRecords({ cardIsEmpty }: { readonly cardIsEmpty: boolean }) {
  const { t } = useTexts();
  const { filter, q } = useSearch({ strict: false });
  const setSearch = useSetSearch();
  const back = <ButtonLink to="/">{t('records.backToCards')}</ButtonLink>;
  const clear = <Button onClick={() => setSearch({ filter: undefined, q: undefined })}>{t('common.clearFilter')}</Button>;
  return (
    <Card>
      <EmptyState
        icon={<Inbox size={22} />}
        title={t(cardIsEmpty ? 'records.emptyCard' : 'records.emptyTitle')}
        actions={cardIsEmpty || (filter === undefined && q === undefined) ? back : clear}
      >
        {t(cardIsEmpty ? 'records.emptyCardHint' : 'records.emptyHint')}
      </EmptyState>
    </Card>
  );
}
