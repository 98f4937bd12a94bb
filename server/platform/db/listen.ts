import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { breakConnection, endConnection, isIdle, type ServerWatch } from './server-watch.ts';

/** Called with the payload of each notification on a channel. */
export type NotificationHandler = (payload: string) => void;
/** Called after the listening connection was lost and made again: notifications in between are lost, so read afresh. */
export type GapHandler = () => void;

interface Subscription {
  readonly channel: string;
  readonly onNotification: NotificationHandler;
  readonly onGap: GapHandler | undefined;
}

export interface ListenerOptions {
  readonly watch: ServerWatch;
  readonly onBroken: (error: Error) => void;
}

const longestPause = 2_000;
/** Milliseconds between questions whether the connection still carries anything: a listener is told nothing for hours. */
const heartbeat = 3_000;
/** Milliseconds one such question may take. */
const answerTime = 10_000;

const listenTo = (channel: string): string => `listen ${pg.escapeIdentifier(channel)}`;

/** One connection of its own for LISTEN, made when first needed and made again when it breaks. */
export class Listener {
  readonly #config: pg.ClientConfig;
  readonly #watch: ServerWatch;
  readonly #onBroken: (error: Error) => void;
  readonly #subscriptions = new Set<Subscription>();
  /** The connection there is, or the one that is being made; never two. */
  #client: Promise<pg.Client> | undefined;
  #closed = false;

  constructor(config: pg.ClientConfig, { watch, onBroken }: ListenerOptions) {
    this.#config = config;
    this.#watch = watch;
    this.#onBroken = onBroken;
  }

  /** Resolves once the channel is listened to; returns the function that stops it. */
  async listen(channel: string, onNotification: NotificationHandler, onGap?: GapHandler): Promise<() => Promise<void>> {
    const subscription: Subscription = { channel, onNotification, onGap };
    const client = await (this.#client ??= this.#connect());
    await client.query(listenTo(channel));
    this.#subscriptions.add(subscription);
    return () => this.#forget(subscription);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const client = await this.#client?.catch(() => undefined);
    this.#client = undefined;
    if (client !== undefined) await endConnection(client);
  }

  async #forget(subscription: Subscription): Promise<void> {
    this.#subscriptions.delete(subscription);
    const { channel } = subscription;
    if (this.#closed || [...this.#subscriptions].some((other) => other.channel === channel)) return;
    const client = await this.#client?.catch(() => undefined);
    await client?.query(`unlisten ${pg.escapeIdentifier(channel)}`).catch(this.#onBroken);
  }

  /** Makes the connection and listens to all that is listened to; one that is lost later is made again. */
  async #connect(): Promise<pg.Client> {
    const client = new pg.Client(this.#config);
    client.on('error', this.#onBroken);
    client.on('notification', ({ channel, payload }) => this.#deliver(channel, payload ?? ''));
    try {
      await client.connect();
      if (this.#closed) throw new Error('Client was closed: nobody listens any more');
      this.#watch.add(client, answerTime);
      for (const channel of new Set([...this.#subscriptions].map((subscription) => subscription.channel))) {
        await client.query(listenTo(channel));
      }
    } catch (error) {
      this.#client = undefined;
      // Half made, it would stay open beside the next.
      breakConnection(client, 'it could not be listened to');
      throw error;
    }
    const beat = setInterval(() => {
      const [subscription] = this.#subscriptions;
      // Listening once more changes nothing, and has to be answered.
      if (subscription !== undefined && isIdle(client)) client.query(listenTo(subscription.channel)).catch(() => undefined);
    }, heartbeat).unref();
    client.once('end', () => {
      clearInterval(beat);
      this.#client = undefined;
      void this.#reconnect();
    });
    return client;
  }

  #deliver(channel: string, payload: string): void {
    for (const subscription of this.#subscriptions) {
      if (subscription.channel === channel) subscription.onNotification(payload);
    }
  }

  /** Somebody who comes to listen meanwhile makes the connection too: whoever is first makes it for all. */
  async #reconnect(): Promise<void> {
    for (let pause = 100; !this.#closed && this.#subscriptions.size > 0; pause = Math.min(pause * 2, longestPause)) {
      await wait(pause, undefined, { ref: false });
      if (this.#closed) return;
      try {
        await (this.#client ??= this.#connect());
        for (const { onGap } of this.#subscriptions) onGap?.();
        return;
      } catch (error) {
        if (error instanceof Error) this.#onBroken(error);
      }
    }
  }
}
