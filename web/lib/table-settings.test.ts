import { describe, expect, it } from 'vitest';
import { readTableSettings } from './table-settings.ts';

const atFirst = { density: 'two', order: [], shown: {} };

describe('settings of a table', () => {
  it.each([null, '', '{', '7', 'null', '[]', '{"density":"huge","order":"a","shown":3}'])('are as at first where %j is stored', (text) => {
    expect(readTableSettings(text)).toEqual(atFirst);
  });

  it('keep what can be read and leave out the rest', () => {
    expect(readTableSettings('{"density":"compact","order":["a",1,"b"],"shown":{"a":false,"b":"no"}}')).toEqual({
      density: 'compact',
      order: ['a', 'b'],
      shown: { a: false },
    });
  });
});
