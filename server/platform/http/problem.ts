import type { InputError } from '../../../contract/input-errors.ts';
import { isolated } from '../../../contract/isolated.ts';
import type { Sentence } from '../../../contract/problem-kind.ts';
import { type ProblemCode, problems } from '../../../contract/problems.ts';
import type { Language } from '../actor.ts';
import { type UnreadableFile, unreadableFiles } from '../files/unreadable-file.ts';

/** What fills a placeholder: numbers are written as the language writes them, a sentence in the reader's language. */
export type ProblemParam = string | number | Sentence;

type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest> : never;
type NamesOf<Code extends ProblemCode> = Exclude<Placeholders<(typeof problems)[Code]['detail']['id']>, 'requestId'>;

/** The parameters a problem's sentences speak of. */
type ProblemParams<Code extends ProblemCode> = { readonly [Name in NamesOf<Code>]: ProblemParam };

/** A refusal that the caller is told about: an entry of the catalogue in contract/problems.ts with its parameters. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly params: Readonly<Record<string, ProblemParam>>;
  readonly errors: readonly InputError[];

  constructor(code: ProblemCode, params: Readonly<Record<string, ProblemParam>>, errors: readonly InputError[]) {
    super(problems[code].detail.en);
    this.name = 'Problem';
    this.code = code;
    this.params = params;
    this.errors = errors;
  }
}

type Given<Code extends ProblemCode> = [NamesOf<Code>] extends [never]
  ? [params?: Readonly<Record<string, never>>, errors?: readonly InputError[]]
  : [params: ProblemParams<Code>, errors?: readonly InputError[]];

/** Makes a problem to throw: `throw problem('wrong_state', { count, asked })`. Fields that are wrong may be named in `errors`. */
export function problem<Code extends ProblemCode>(code: Code, ...[params, errors]: Given<Code>): Problem {
  return new Problem(code, params ?? {}, errors ?? []);
}

/** The body of a problem answer, RFC 9457. */
export interface ProblemAnswer {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
  readonly requestId: string;
}

function fill(text: string, params: Readonly<Record<string, ProblemParam>>, language: Language): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = params[name];
    if (value === undefined) return placeholder;
    if (typeof value === 'number') return new Intl.NumberFormat(language).format(value);
    return typeof value === 'string' ? isolated(value) : value[language];
  });
}

/** What was refused, in one shape: a problem of the catalogue, or a file that cannot be read. */
function kindOf(refusal: Problem | UnreadableFile) {
  if (refusal instanceof Problem) return problems[refusal.code];
  const { status, id, en } = unreadableFiles[refusal.code];
  return { status, title: { id: id.title, en: en.title }, detail: { id: id.detail, en: en.detail } };
}

/** Title and detail of a refusal in the reader's language. */
export function describeRefusal(refusal: Problem | UnreadableFile, language: Language): { status: number; title: string; detail: string } {
  const { status, title, detail } = kindOf(refusal);
  return { status, title: title[language], detail: fill(detail[language], refusal.params, language) };
}

/** The answer to a refused request. */
export function problemAnswer(refusal: Problem | UnreadableFile, language: Language, requestId: string): ProblemAnswer {
  const { status, title, detail } = describeRefusal(refusal, language);
  const errors = refusal instanceof Problem ? refusal.errors.map(({ path, message }) => ({ path, message: message[language] })) : [];
  return {
    type: `urn:cermat:problem:${refusal.code}`,
    title,
    status,
    detail: detail.replaceAll('{requestId}', requestId),
    code: refusal.code,
    ...(errors.length > 0 ? { errors } : {}),
    requestId,
  };
}
