import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Uploaded } from '../../../../contract/uploads.ts';
import { readLanguage } from '../../../lib/language.ts';
import { read } from '../../../lib/read.ts';
import { uploadFile } from '../../../lib/upload.ts';

export interface UploadState {
  readonly uploaded: Uploaded | undefined;
  /** Share of the file that was sent, while it is being sent. */
  readonly sent: number | undefined;
  readonly fileName: string | undefined;
  readonly error: unknown;
  /** Files that were chosen together and wait for their turn. */
  readonly waiting: readonly File[];
  readonly readingSheet: boolean;
  readonly send: (files: readonly File[]) => void;
  readonly chooseSheet: (sheet: string) => void;
  readonly reset: () => void;
}

/** Sends a file, tells how far it is, and reads it again where another sheet is chosen. */
export function useUpload(): UploadState {
  const [first, setFirst] = useState<Uploaded>();
  const [sheet, setSheet] = useState<string>();
  const [sent, setSent] = useState<number>();
  const [fileName, setFileName] = useState<string>();
  const [error, setError] = useState<unknown>();
  const [waiting, setWaiting] = useState<readonly File[]>([]);
  const running = useRef<AbortController>(undefined);
  const other = useQuery({
    ...read('GET /uploads/:id', { params: { id: first?.uploadId ?? '' }, query: { sheet } }),
    enabled: first !== undefined && sheet !== undefined && sheet !== first.detected.sheet,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const reset = () => {
    running.current?.abort();
    setFirst(undefined);
    setSheet(undefined);
    setSent(undefined);
    setFileName(undefined);
    setError(undefined);
  };
  const send = (files: readonly File[]) => {
    const [file, ...rest] = files;
    if (file === undefined) return;
    reset();
    const controller = new AbortController();
    running.current = controller;
    setWaiting(rest);
    setFileName(file.name);
    setSent(0);
    uploadFile(file, readLanguage(), setSent, controller.signal)
      .then(setFirst, (failure: unknown) => {
        if (!controller.signal.aborted) setError(failure);
      })
      .finally(() => {
        if (!controller.signal.aborted) setSent(undefined);
      });
  };
  const another = sheet !== undefined && first !== undefined && sheet !== first.detected.sheet;
  return {
    uploaded: another ? (other.data ?? first) : first,
    sent,
    fileName,
    error: error ?? (another ? (other.error ?? undefined) : undefined),
    waiting,
    readingSheet: another && other.isFetching,
    send,
    chooseSheet: setSheet,
    reset,
  };
}
