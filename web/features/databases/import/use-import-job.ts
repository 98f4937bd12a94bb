import { useQuery } from '@tanstack/react-query';
import { read } from '../../../lib/read.ts';

/** The job of an import, read until it has ended. */
export function useImportJob(jobId: string | undefined) {
  return useQuery({
    ...read('GET /jobs/:id', { params: { id: jobId ?? '' } }),
    enabled: jobId !== undefined,
    refetchInterval: ({ state }) => (state.data?.state === 'succeeded' || state.data?.state === 'failed' ? false : 700),
  });
}
