import { setTimeout as wait } from 'node:timers/promises';

/** An answer, or none: the connection broke, nobody listened, or it took too long. */
export interface Heard {
  readonly status: number | undefined;
  readonly body: unknown;
  readonly seconds: number;
  readonly retryAfter: string | null;
}

export interface Asked {
  readonly method?: string;
  readonly body?: unknown;
  /** Its Idempotency-Key. */
  readonly key?: string;
  /** A file to upload instead of a body. */
  readonly file?: string;
}

/** Seconds after which a caller gives up by themselves. */
const patience = 20;

/** Somebody who sends requests to a program that may be away. */
export class Caller {
  readonly #url: string;
  readonly #cookie: string;

  constructor(url: string, cookie: string) {
    this.#url = url;
    this.#cookie = cookie;
  }

  async ask(path: string, { method = 'GET', body, key, file }: Asked = {}): Promise<Heard> {
    const begin = performance.now();
    const seconds = (): number => (performance.now() - begin) / 1000;
    try {
      const answer = await fetch(`${this.#url}/api${path}`, {
        method,
        signal: AbortSignal.timeout(patience * 1000),
        headers: {
          cookie: this.#cookie,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        ...(file === undefined ? {} : { body: formOf(file) }),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      const heard = text === '' ? undefined : (JSON.parse(text) as unknown);
      return { status: answer.status, body: heard, seconds: seconds(), retryAfter: answer.headers.get('retry-after') };
    } catch {
      return { status: undefined, body: undefined, seconds: seconds(), retryAfter: null };
    }
  }

  /** Asks again, by the same key, until it is told yes or no. */
  async untilAnswered(path: string, asked: Asked): Promise<Heard> {
    for (;;) {
      const heard = await this.ask(path, asked);
      if (heard.status !== undefined && heard.status < 500) return heard;
      if (heard.status === 500) throw new Error(`${asked.method ?? 'GET'} ${path} answered 500: ${JSON.stringify(heard.body)}`);
      await wait(50);
    }
  }
}

function formOf(content: string): FormData {
  const form = new FormData();
  form.set('file', new Blob([content]), 'daftar.csv');
  return form;
}

/** Seconds until the program is ready to serve. */
export async function untilReady(url: string, limitSeconds: number): Promise<number> {
  const begin = performance.now();
  for (;;) {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    const seconds = (performance.now() - begin) / 1000;
    if (answer?.status === 200) return seconds;
    if (seconds > limitSeconds) throw new Error(`It did not serve within ${limitSeconds} s`);
    await wait(20);
  }
}

/** A line of figures for whoever reads the run. */
export function report(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Least, middle and most of some figures, in seconds. */
export function spread(seconds: readonly number[]): string {
  const sorted = seconds.toSorted((one, other) => one - other);
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN).toFixed(1);
  return `${at(0)} / ${at(0.5)} / ${at(1)} s`;
}
