import type { ProblemCode } from '../../contract/problems.ts';

/** `offline`: no answer came; `cancelled`: the caller gave up; the rest is the server's catalogue. */
export type FailureCode = ProblemCode | 'offline' | 'cancelled';

export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

interface ProblemParts {
  readonly code: FailureCode;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly errors?: readonly FieldProblem[];
  readonly requestId?: string | undefined;
}

/** An answer that says no (RFC 9457), or the lack of one. Its texts come in the language the request asked for. */
export class Problem extends Error {
  readonly code: FailureCode;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly FieldProblem[];
  readonly requestId: string | undefined;

  constructor(parts: ProblemParts) {
    super(`${parts.code}: ${parts.title}`);
    this.name = 'Problem';
    this.code = parts.code;
    this.status = parts.status;
    this.title = parts.title;
    this.detail = parts.detail;
    this.errors = parts.errors ?? [];
    this.requestId = parts.requestId;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** Reads a refusal; one that is not in the problem format (a proxy's page, say) becomes `unavailable`. */
export function problemOf(status: number, answer: unknown): Problem {
  if (!isObject(answer) || typeof answer['code'] !== 'string') {
    return new Problem({ code: status >= 500 ? 'unavailable' : 'malformed', status, title: '', detail: '' });
  }
  const errors = Array.isArray(answer['errors']) ? answer['errors'] : [];
  return new Problem({
    code: answer['code'] as FailureCode,
    status,
    title: typeof answer['title'] === 'string' ? answer['title'] : '',
    detail: typeof answer['detail'] === 'string' ? answer['detail'] : '',
    errors: errors.filter(isObject).map((error) => ({ path: String(error['path'] ?? ''), message: String(error['message'] ?? '') })),
    requestId: typeof answer['requestId'] === 'string' ? answer['requestId'] : undefined,
  });
}

/** No answer at all: the network is gone, or the server is. */
export const offlineProblem = () => new Problem({ code: 'offline', status: 0, title: '', detail: '' });

/** Whether a search is refused for what it asks for. What is shown of it already is no longer its answer, and would stay as it is. */
export const isRefusedSearch = (error: unknown): boolean => error instanceof Problem && error.code.startsWith('search_');
