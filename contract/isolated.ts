/** Letters of scripts written from right to left, and the marks that turn the order of what stands around them. */
const turning = /[\u0590-\u08FF\u200F\u202A-\u202E\u2066-\u2069\uFB1D-\uFDFF\uFE70-\uFEFC]/;

/**
 * A text that people typed, for a place within a sentence: set apart where it would turn the words and figures around it, as `<bdi>`
 * does where there are elements.
 */
export const isolated = (text: string): string => (turning.test(text) ? `\u2068${text}\u2069` : text);
