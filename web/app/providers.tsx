import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useTexts } from '../lib/texts.ts';
import { GlobalStyle } from '../ui/global-style.tsx';
import { Toaster } from '../ui/toast.tsx';
import { Tooltips } from '../ui/tooltips.tsx';
import { queryClient } from './query-client.ts';
import { router } from './router.tsx';

/** Everything the pages stand on. */
export function Providers() {
  const { t } = useTexts();
  return (
    <>
      <GlobalStyle />
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
      <Tooltips />
      <Toaster closeLabel={t('common.close')} />
    </>
  );
}
