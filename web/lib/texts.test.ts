import { beforeAll, describe, expect, test } from 'vitest';
import { everydayWords } from '../app/i18n/everyday-words.ts';
import { addTexts, textsIn } from './texts.ts';

beforeAll(() => {
  addTexts('id', everydayWords);
  addTexts('id', { happenings: { users_signIn: '<subject/> masuk dari {{from}}' } });
  addTexts('en', {
    common: { cancel: 'Cancel' },
    cards: { finished: '{{count, number}} finished cards', finished_one: '{{count, number}} finished card' },
  });
});

describe('a text', () => {
  test('is the one of the language, or the Indonesian one where that has none', () => {
    expect(textsIn('en').t('common.cancel')).toBe('Cancel');
    expect(textsIn('id').t('common.cancel')).toBe(everydayWords.common.cancel);
    expect(textsIn('en').t('common.reload')).toBe(everydayWords.common.reload);
  });
  test('tells one from many where the language does', () => {
    expect(textsIn('en').t('cards.finished', { count: 1 })).toBe('1 finished card');
    expect(textsIn('en').t('cards.finished', { count: 1_204 })).toBe('1,204 finished cards');
    expect(textsIn('id').t('cards.finished', { count: 1_204 })).toContain('1.204');
  });
  test('sets a name apart that would turn the words around it, and reads nothing in it', () => {
    expect(textsIn('id').around('happenings.users_signIn', 'subject', { from: 'محمد' })).toEqual(['', ' masuk dari \u2068محمد\u2069']);
    expect(textsIn('id').around('happenings.users_signIn', 'subject', { from: '<subject/> {{from}} $&' })).toEqual([
      '',
      ' masuk dari <subject/> {{from}} $&',
    ]);
  });
  test('that is none is its key', () => {
    const { isKey, t } = textsIn('id');
    const isText = (key: string) => (isKey(key) ? t(key) : 'none');
    expect(['common.cancel', 'common', 'common.constructor', 'common.cancel.length'].map(isText)).toEqual([
      everydayWords.common.cancel,
      'none',
      'none',
      'none',
    ]);
  });
});
