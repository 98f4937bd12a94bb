import { CloudOff, SearchX } from 'lucide-react';
import { isRefusedSearch } from '../lib/problem.ts';
import { useProblemText } from '../lib/problem-text.ts';
import { useTexts } from '../lib/texts.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/layout.tsx';
import { EmptyState } from '../ui/notice.tsx';

/** A list that could not be read, with the button that tries again; a search that is refused says what to search for instead. */
export function LoadProblem({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const { t } = useTexts();
  const { title, detail } = useProblemText()(error);
  // Asked again as it is, it would be refused again.
  const refused = isRefusedSearch(error);
  const retry = (
    <Button kind="primary" onClick={onRetry}>
      {t('common.retry')}
    </Button>
  );
  return (
    <Card>
      <EmptyState
        live="alert"
        icon={refused ? <SearchX size={22} /> : <CloudOff size={22} />}
        title={title}
        {...(refused ? {} : { actions: retry })}
      >
        {detail}
      </EmptyState>
    </Card>
  );
}
