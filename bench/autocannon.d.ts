/** What a bench uses of autocannon, which brings no types. */
declare module 'autocannon' {
  interface Options {
    readonly url: string;
    readonly connections: number;
    /** Seconds. */
    readonly duration: number;
    readonly headers?: Readonly<Record<string, string>>;
    /** Requests a second of all connections together. */
    readonly overallRate?: number;
    /** Told of each connection before it sends anything. */
    readonly setupClient?: (client: Client) => void;
  }

  export interface Client {
    setHeaders(headers: Readonly<Record<string, string>>): void;
  }

  interface Result {
    readonly errors: number;
    readonly timeouts: number;
    readonly non2xx: number;
  }

  interface Run extends Promise<Result> {
    /** Called with the milliseconds each answer took. */
    on(event: 'response', listener: (client: unknown, status: number, bytes: number, milliseconds: number) => void): void;
  }

  export default function autocannon(options: Options): Run;
}
