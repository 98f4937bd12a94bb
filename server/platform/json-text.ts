/**
 * An answer, or a part of one, that the database wrote as JSON: it goes out as it is, and nobody reads its rows one by one to
 * write them again. What it holds is what the statement names; tests hold it against the contract (render-answer.ts).
 */
export class JsonText<Value> {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** The value that is written. */
  read(): Value {
    return JSON.parse(this.text) as Value;
  }
}
