import { useEffect, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { CheckReceipt } from '../../../../contract/uploads.ts';
import { Problem } from '../../../lib/problem.ts';
import { read, useAct } from '../../../lib/read.ts';

/** Asks what importing would do: at once for a small file, by a job for a large one. */
export function useCheck() {
  const [result, setResult] = useState<CheckReceipt>();
  const [jobId, setJobId] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  const check = useAct('POST /uploads/:id/check', {
    keepCache: true,
    onSuccess: (answer) => ('jobId' in answer ? setJobId(answer.jobId) : setResult(answer)),
    onError: setFailure,
  });
  const { data: job, error } = useQuery({
    ...read('GET /jobs/:id', { params: { id: jobId ?? '' } }),
    enabled: jobId !== undefined,
    refetchInterval: 500,
  });
  useEffect(() => {
    if (jobId === undefined) return;
    if (error !== null) {
      setFailure(error);
      setJobId(undefined);
    }
    if (job?.state === 'succeeded' && job.result !== undefined && 'new' in job.result) {
      setResult(job.result);
      setJobId(undefined);
    }
    if (job?.state === 'failed' && job.error !== undefined) {
      setFailure(new Problem({ code: 'invalid_input', status: 422, title: job.error.title, detail: job.error.detail }));
      setJobId(undefined);
    }
  }, [jobId, job, error]);
  return {
    result,
    error: failure,
    running: check.isPending || jobId !== undefined,
    rowsDone: jobId === undefined ? undefined : job?.rowsDone,
    start: (input: Parameters<typeof check.mutate>[0]) => {
      setFailure(undefined);
      check.mutate(input);
    },
    forget: () => {
      setResult(undefined);
      setFailure(undefined);
    },
  };
}
