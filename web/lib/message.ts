import { type Placeholder, placeholderPattern, placeholders } from '../../contract/placeholders.ts';
import { accountOf } from './member.ts';

/** Whom a message is for. */
export interface MessageMember {
  readonly name: string | null;
  readonly customerKey: string;
  readonly customerText: string | null;
  readonly productName: string;
}

const isPlaceholder = (name: string): name is Placeholder => placeholders.some((known) => known === name);

/** A placeholder with the blanks before it, which go with it where there is nothing to say. */
const spacedPlaceholder = new RegExp(`([ \\t]*)${placeholderPattern.source}`, 'g');

/**
 * The message a template makes for a member, sent by a user. What is not known (a member without a name) is left out with
 * the blank before it: `Halo Kak {nama}, …` becomes `Halo Kak, …`.
 */
export function fillTemplate(text: string, member: MessageMember, user: { readonly name: string }): string {
  const values: { readonly [Name in Placeholder]: string } = {
    nama: member.name?.trim() ?? '',
    customerId: accountOf(member).trim(),
    produk: member.productName.trim(),
    staff: user.name.trim(),
  };
  const filled = text.replaceAll(spacedPlaceholder, (written, blanks: string, name: string) => {
    if (!isPlaceholder(name)) return written;
    return values[name] === '' ? '' : `${blanks}${values[name]}`;
  });
  // A message that began with what is not known does not begin with the comma after it.
  return filled
    .toWellFormed()
    .replace(/^[\s,]+/, '')
    .trimEnd();
}
