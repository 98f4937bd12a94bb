import { formatPhone } from './formats.ts';

interface Known {
  readonly customerKey: string;
  readonly customerText: string | null;
}

interface Member extends Known {
  readonly name: string | null;
  readonly phone?: string | null;
  /** The phone as the file has it. */
  readonly phoneText?: string | null;
}

/** The Customer ID as the file has it; none where a member is known by their phone alone. */
export const customerIdOf = ({ customerText }: Pick<Known, 'customerText'>): string | null => customerText;

/** What a member is found by, where it has to be something: the Customer ID, else the phone they are known by (docs/domain.md, Customers and persons). */
export const accountOf = ({ customerText, customerKey }: Known): string => customerText ?? customerKey;

/** What a member is called: by name, else by Customer ID, else by phone as it is dialled. */
export const memberName = ({ name, customerText, customerKey }: Omit<Member, 'phone' | 'phoneText'>): string =>
  name ?? customerText ?? formatPhone(customerKey);

/** The phone as it is dialled, or what the file has instead of a readable one; none where that says nothing (`-`). */
export function phoneOf({ phone, phoneText }: Pick<Member, 'phone' | 'phoneText'>): string | null {
  if (phone !== null && phone !== undefined) return formatPhone(phone);
  return phoneText !== null && phoneText !== undefined && /[\p{L}\p{N}]/u.test(phoneText) ? phoneText : null;
}

/** How a member is reached, besides what they are called. */
export function reachOf(member: Member): readonly string[] {
  const called = memberName(member);
  return [customerIdOf(member), phoneOf(member)].filter((piece): piece is string => piece !== null && piece !== called);
}

/** Somebody reserved: what was typed is the Customer ID unless it is a phone. */
export function reservedMember<
  Reserved extends { readonly customerKey: string; readonly name: string | null; readonly phone: string | null },
>(reserved: Reserved): Reserved & Member {
  return { ...reserved, customerText: reserved.customerKey.startsWith('+') ? null : reserved.customerKey };
}
