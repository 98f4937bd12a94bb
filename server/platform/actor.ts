import type { Role } from '../../contract/auth.ts';

export type Language = 'id' | 'en';

/** Who acts or reads: the signed-in user, or the program itself (`userId` null) with an owner's rights. */
export interface Actor {
  readonly userId: string | null;
  readonly name: string;
  readonly role: Role;
  readonly language: Language;
  /** Ties answers, logs and events of one request together. */
  readonly requestId: string;
}
