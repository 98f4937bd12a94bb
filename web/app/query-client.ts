import { QueryClient } from '@tanstack/react-query';
import { Problem } from '../lib/problem.ts';

const worthRetrying = (error: Error) =>
  error instanceof Problem && (error.code === 'offline' || error.status === 503 || error.status === 429);

/** One cache for the whole program; only what may pass by itself is tried again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 2_000,
      retry: (failures, error) => failures < 2 && worthRetrying(error),
      refetchOnWindowFocus: true,
      networkMode: 'always',
    },
    mutations: {
      // The same idempotency key goes with every attempt, so trying again is safe.
      retry: (failures, error) => failures < 2 && worthRetrying(error),
      retryDelay: (attempt) => 400 * 2 ** attempt,
      networkMode: 'always',
    },
  },
});
