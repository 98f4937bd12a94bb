/** The JSON of a body that has come and was not read yet: to read a large one keeps everybody waiting, so that it is done in its sender's turn. */
export class UnreadJson {
  /** Characters of it. */
  readonly length: number;
  readonly #parse: (done: (error: Error | null, value?: unknown) => void) => void;

  /** `parse` calls back before it returns. */
  constructor(length: number, parse: (done: (error: Error | null, value?: unknown) => void) => void) {
    this.length = length;
    this.#parse = parse;
  }

  /** What the body says. Throws what is wrong with it. */
  read(): unknown {
    let said: unknown;
    this.#parse((error, value) => {
      if (error !== null) throw error;
      said = value;
    });
    return said;
  }
}
