import { placeholderPattern, placeholders } from '../../../contract/placeholders.ts';

const known: ReadonlySet<string> = new Set(placeholders);

/** The first thing in braces that no message can fill in, as it is written; undefined where all can. */
export function unknownPlaceholder(text: string): string | undefined {
  for (const [written, name = ''] of text.matchAll(placeholderPattern)) if (!known.has(name)) return written;
  return undefined;
}
