import type { Words } from './words.ts';
import { words as indonesian } from './words.ts';

/** The texts in English. */
export const words: Words = indonesian;
