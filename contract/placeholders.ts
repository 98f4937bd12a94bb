/** What a message can say of the member and the sender; anything else in braces is refused. */
export const placeholders = ['nama', 'customerId', 'produk', 'staff'] as const;
export type Placeholder = (typeof placeholders)[number];

/** Something in braces: a placeholder, or the attempt at one. */
export const placeholderPattern = /\{([^{}]*)\}/g;
