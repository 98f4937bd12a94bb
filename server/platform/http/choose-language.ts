import type { Language } from '../actor.ts';

/** The language of an answer by `Accept-Language`: the one of ours that the reader likes best, Indonesian where none is named. */
export function chooseLanguage(header: string | undefined): Language {
  let best: Language = 'id';
  let bestWeight = 0;
  for (const part of (header ?? '').slice(0, 500).split(',')) {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const primary = tag.trim().split('-')[0];
    const language = primary === 'en' ? 'en' : primary === 'id' || primary === 'in' || primary === 'ms' ? 'id' : undefined;
    const quality = parameters
      .map((parameter) => /^\s*q=([01](?:\.[0-9]{0,3})?)\s*$/.exec(parameter)?.[1])
      .find((found) => found !== undefined);
    const weight = quality === undefined ? 1 : Number(quality);
    if (language !== undefined && weight > bestWeight) {
      best = language;
      bestWeight = weight;
    }
  }
  return best;
}
