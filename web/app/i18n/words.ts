import { common, field, problem } from './id/common.ts';
import { frame } from './id/frame.ts';
import { session } from './id/session.ts';

/** Every text of the interface, in Indonesian. */
export const words = { common, problem, field, session, frame } as const;

type Texts<T> = { readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };

/** The same texts in any language. */
export type Words = Texts<typeof words>;
