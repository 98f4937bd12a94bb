import type { Job } from '../../contract/jobs.ts';
import type { TestClient } from './client.ts';

interface Sending {
  /** Where the program listens: a form of a browser is not injected. */
  readonly address: string;
  readonly client: TestClient;
  readonly field?: string;
  readonly name?: string;
}

/** Sends a file as a browser does. */
export async function sendFile(
  bytes: string | Buffer,
  { address, client, field = 'file', name = 'daftar.csv' }: Sending,
): Promise<{ status: number; body: unknown }> {
  const form = new FormData();
  form.append(field, new Blob([new Uint8Array(Buffer.from(bytes))]), name);
  const headers = { cookie: `cermat_session=${client.cookie}`, 'accept-language': 'en' };
  const answer = await fetch(`${address}/api/uploads`, { method: 'POST', body: form, headers });
  return { status: answer.status, body: await answer.json() };
}

/** A job once it has ended. */
export async function endOfJob(client: TestClient, jobId: string): Promise<Job> {
  for (;;) {
    const job = (await client.get(`/jobs/${jobId}`)).body as Job;
    if (job.state === 'succeeded' || job.state === 'failed') return job;
  }
}
