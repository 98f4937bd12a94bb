/** A sentence in the interface's languages; `{name}` is filled in from the problem's parameters. */
export interface Sentence {
  readonly id: string;
  readonly en: string;
}

export interface ProblemKind {
  readonly status: number;
  readonly title: Sentence;
  readonly detail: Sentence;
}

/** Keeps the Indonesian detail as a literal type: its placeholders are the parameters that `problem()` asks for. */
export const kind = <const Detail extends string>(status: number, id: [string, Detail], en: [string, string]) => ({
  status,
  title: { id: id[0], en: en[0] },
  detail: { id: id[1], en: en[1] },
});
