/** Cookies remembered at once; who has none here is looked up in a row of their own. */
const most = 20_000;

/**
 * Whose cookies came lately: tells in which row a request waits, and never whether it is let in. It is forgotten from the
 * oldest on, so made-up cookies, which never get here, push nobody out.
 */
export class KnownCookies {
  readonly #people = new Map<string, string>();

  personOf(cookie: string): string | undefined {
    return this.#people.get(cookie);
  }

  note(cookie: string, userId: string): void {
    if (this.#people.get(cookie) === userId) return;
    const [oldest] = this.#people.keys();
    if (this.#people.size >= most && oldest !== undefined) this.#people.delete(oldest);
    this.#people.set(cookie, userId);
  }

  forget(cookie: string): void {
    this.#people.delete(cookie);
  }
}
