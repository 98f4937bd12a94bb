import { CloudOff } from 'lucide-react';
import { useProblemText } from '../lib/problem-text.ts';
import { useTexts } from '../lib/texts.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/layout.tsx';
import { EmptyState } from '../ui/notice.tsx';

/** A list that could not be read, with the button that tries again. */
export function LoadProblem({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const { t } = useTexts();
  const { title, detail } = useProblemText()(error);
  return (
    <Card>
      <EmptyState
        live="alert"
        icon={<CloudOff size={22} />}
        title={title}
        actions={
          <Button kind="primary" onClick={onRetry}>
            {t('common.retry')}
          </Button>
        }
      >
        {detail}
      </EmptyState>
    </Card>
  );
}
