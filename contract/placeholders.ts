/** What a message can say of the member and the sender; anything else in braces is refused. */
export const placeholders = ['nama', 'customerId', 'produk', 'staff'] as const;
export type Placeholder = (typeof placeholders)[number];

/** Something in braces: a placeholder, or the attempt at one. */
export const placeholderPattern = /\{([^{}]*)\}/g;

const known: ReadonlySet<string> = new Set(placeholders);

/** The first thing in braces that no message can fill in, as it is written; undefined where all can (docs/domain.md, Message templates). */
export function unknownPlaceholder(text: string): string | undefined {
  for (const [written, name = ''] of text.matchAll(placeholderPattern)) if (!known.has(name)) return written;
  return undefined;
}
