/**
 * Characters that leave no mark of their own on a page: format characters, fillers, selectors of variants. Texts that differ in
 * them alone look the same, so that comparing leaves them out (docs/domain.md, Texts that are compared).
 */
export const invisibleCharacters = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
