import type { PostgresCursor, PostgresPoolClient, PostgresQueryResult } from 'kysely';

/**
 * A connection for somebody who may go away. The server does not notice: it works on to the end of a statement, on a processor
 * that others wait for. So what still runs when `gone` tells of it is broken off there, by `cancel`, and fails with the signal's reason.
 */
export class ConnectionUntilGone implements PostgresPoolClient {
  readonly #connection: PostgresPoolClient;
  readonly #gone: AbortSignal;
  readonly #cancel: () => Promise<unknown>;
  #cancelled: Promise<unknown> | undefined;

  constructor(connection: PostgresPoolClient, gone: AbortSignal, cancel: () => Promise<unknown>) {
    this.#connection = connection;
    this.#gone = gone;
    this.#cancel = cancel;
  }

  query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>;
  query<Row>(text: string | PostgresCursor<Row>, values: readonly unknown[] = []): Promise<PostgresQueryResult<Row>> | PostgresCursor<Row> {
    return typeof text === 'string' ? this.#run(text, values) : this.#connection.query(text);
  }

  release(destroy?: boolean): void {
    // Not before the server knows which statement is meant: the next on this connection is somebody else's.
    if (this.#cancelled === undefined) this.#connection.release(destroy);
    else void this.#cancelled.finally(() => this.#connection.release(destroy));
  }

  async #run<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>> {
    this.#gone.throwIfAborted();
    // A server that does not hear of it ends the statement by its own limit.
    const breakOff = (): void => {
      this.#cancelled = this.#cancel().catch(() => undefined);
    };
    this.#gone.addEventListener('abort', breakOff, { once: true });
    try {
      return await this.#connection.query<Row>(text, values);
    } catch (error) {
      this.#gone.throwIfAborted();
      throw error;
    } finally {
      this.#gone.removeEventListener('abort', breakOff);
    }
  }
}
