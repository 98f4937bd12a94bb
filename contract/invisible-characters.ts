/**
 * Characters that leave no mark of their own on a page: format characters, fillers, selectors of variants. Texts that differ in
 * them alone look the same, so that comparing leaves them out (docs/domain.md, Texts that are compared).
 */
export const invisibleCharacters = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

const nothingSeen = /^[\s\p{Cf}\p{Default_Ignorable_Code_Point}]*$/u;

/** Whether nothing of a text is seen on a page. Most begin with a letter or a digit, and are asked no further. */
export function looksEmpty(text: string): boolean {
  const first = text.charCodeAt(0);
  return !(first > 32 && first < 127) && nothingSeen.test(text);
}
