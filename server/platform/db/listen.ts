import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

/** Called with the payload of each notification on a channel. */
export type NotificationHandler = (payload: string) => void;
/** Called after the listening connection was lost and made again: notifications in between are lost, so read afresh. */
export type GapHandler = () => void;

interface Subscription {
  readonly channel: string;
  readonly onNotification: NotificationHandler;
  readonly onGap: GapHandler | undefined;
}

const longestPause = 5_000;

/** One connection of its own for LISTEN, made when first needed and made again when it breaks. */
export class Listener {
  readonly #config: pg.ClientConfig;
  readonly #onBroken: (error: Error) => void;
  readonly #subscriptions = new Set<Subscription>();
  #client: Promise<pg.Client> | undefined;
  #closed = false;

  constructor(config: pg.ClientConfig, onBroken: (error: Error) => void) {
    this.#config = config;
    this.#onBroken = onBroken;
  }

  /** Resolves once the channel is listened to; returns the function that stops it. */
  async listen(channel: string, onNotification: NotificationHandler, onGap?: GapHandler): Promise<() => Promise<void>> {
    const subscription: Subscription = { channel, onNotification, onGap };
    this.#client ??= this.#connect();
    const client = await this.#client;
    await client.query(`listen ${pg.escapeIdentifier(channel)}`);
    this.#subscriptions.add(subscription);
    return () => this.#forget(subscription);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const client = await this.#client?.catch(() => undefined);
    this.#client = undefined;
    await client?.end().catch(() => undefined);
  }

  async #forget(subscription: Subscription): Promise<void> {
    this.#subscriptions.delete(subscription);
    const { channel } = subscription;
    if (this.#closed || [...this.#subscriptions].some((other) => other.channel === channel)) return;
    const client = await this.#client?.catch(() => undefined);
    await client?.query(`unlisten ${pg.escapeIdentifier(channel)}`).catch(this.#onBroken);
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client(this.#config);
    client.on('error', this.#onBroken);
    client.on('notification', ({ channel, payload }) => this.#deliver(channel, payload ?? ''));
    try {
      await client.connect();
    } catch (error) {
      if (this.#subscriptions.size === 0) this.#client = undefined;
      throw error;
    }
    client.once('end', () => void this.#reconnect());
    return client;
  }

  #deliver(channel: string, payload: string): void {
    for (const subscription of this.#subscriptions) {
      if (subscription.channel === channel) subscription.onNotification(payload);
    }
  }

  async #reconnect(): Promise<void> {
    for (let pause = 100; !this.#closed; pause = Math.min(pause * 2, longestPause)) {
      await wait(pause, undefined, { ref: false });
      if (this.#closed) return;
      try {
        this.#client = this.#connect();
        const client = await this.#client;
        for (const channel of new Set([...this.#subscriptions].map((subscription) => subscription.channel))) {
          await client.query(`listen ${pg.escapeIdentifier(channel)}`);
        }
        for (const { onGap } of this.#subscriptions) onGap?.();
        return;
      } catch (error) {
        if (error instanceof Error) this.#onBroken(error);
      }
    }
  }
}
