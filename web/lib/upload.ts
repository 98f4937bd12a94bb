import type { Uploaded } from '../../contract/uploads.ts';
import { offlineProblem, Problem, problemOf } from './problem.ts';

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Sends a file and tells how much of it has left (0 to 1); fetch has no word for that, XMLHttpRequest has. */
export function uploadFile(file: File, language: string, onProgress: (share: number) => void, signal: AbortSignal): Promise<Uploaded> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/uploads');
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('accept-language', language);
    request.upload.addEventListener('progress', (event) => onProgress(event.total === 0 ? 1 : event.loaded / event.total));
    request.addEventListener('load', () => {
      const answer = parse(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(answer as Uploaded);
      else reject(problemOf(request.status, answer));
    });
    request.addEventListener('error', () => reject(offlineProblem()));
    request.addEventListener('abort', () => reject(new Problem({ code: 'cancelled', status: 0, title: '', detail: '' })));
    signal.addEventListener('abort', () => request.abort());
    const form = new FormData();
    form.append('file', file);
    request.send(form);
  });
}
