const collator = new Intl.Collator('id', { numeric: true });

/**
 * The order of texts that people wrote, as the database has it by its collation of that name (migration 0018): andi, Adi and Émile
 * beside each other's letters, 2 before 10. What is alike to it goes by code points, so that the order is total. Rule:
 * docs/domain.md, Texts that are compared.
 */
export function compareAlphabetically(one: string, other: string): number {
  return collator.compare(one, other) || compareCodePoints(one, other);
}

function compareCodePoints(one: string, other: string): number {
  const [first, second] = [Array.from(one), Array.from(other)];
  const at = first.findIndex((letter, index) => letter !== second[index]);
  if (at === -1) return first.length - second.length;
  return (first[at]?.codePointAt(0) ?? 0) - (second[at]?.codePointAt(0) ?? -1);
}
