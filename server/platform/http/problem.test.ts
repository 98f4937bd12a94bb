import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { inputErrors, refinements } from '../../../contract/input-errors.ts';
import { problems } from '../../../contract/problems.ts';
import { UnreadableFile } from '../files/unreadable-file.ts';
import { chooseLanguage } from './choose-language.ts';
import { problem, problemAnswer } from './problem.ts';

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);

describe('a problem', () => {
  it.each(Object.entries(problems))('%s says the same in both languages', (_, { title, detail }) => {
    for (const name of placeholders(detail.en)) expect(placeholders(detail.id)).toContain(name);
    expect(title.id).not.toBe('');
    expect(title.en).not.toBe('');
  });

  it('is put into the reader’s words and figures', () => {
    const refusal = problem('wrong_state', { count: 1_234, asked: 12_000 });
    expect(problemAnswer(refusal, 'id', 'r1').detail).toContain('1.234 dari 12.000 record');
    expect(problemAnswer(refusal, 'en', 'r1').detail).toContain('1,234 of 12,000');
    expect(problemAnswer(refusal, 'en', 'r1')).toMatchObject({ status: 409, code: 'wrong_state', requestId: 'r1' });
    expect(problemAnswer(problem('name_taken', { name: 'Sagaraya' }), 'id', 'r1').detail).toContain('Sagaraya');
  });

  it('names the request where the program is at fault', () => {
    expect(problemAnswer(problem('unexpected'), 'id', 'abc').detail).toContain('abc');
  });

  it('of a file comes in the words of the file readers', () => {
    const answer = problemAnswer(new UnreadableFile('too_many_columns', { row: 7, limit: 500 }), 'id', 'r1');
    expect(answer).toMatchObject({ status: 422, code: 'too_many_columns' });
    expect(answer.detail).toContain('Baris 7');
  });
});

describe('what is wrong with a field', () => {
  const wrong = (schema: z.ZodType, value: unknown) => inputErrors(schema.safeParse(value, { reportInput: true }).error?.issues ?? []);

  it('has a sentence for every refinement of the contract', () => {
    const folder = new URL('../../../contract/', import.meta.url);
    const named = readdirSync(folder)
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => [...readFileSync(new URL(file, folder), 'utf8').matchAll(/message: '(\w+)'/g)].map((match) => match[1]));
    expect(named.length).toBeGreaterThan(0);
    expect(new Set(named)).toEqual(new Set(Object.keys(refinements)));
  });

  it('is said about the shape that comes closest', () => {
    const shapes = z.union([z.strictObject({ ids: z.array(z.string()).max(2) }), z.strictObject({ batch: z.string(), day: z.iso.date() })]);
    expect(wrong(shapes, { ids: ['1', '2', '3'] })).toEqual([
      { path: 'ids', message: { id: 'Pilih paling banyak 2.', en: 'Choose at most 2.' } },
    ]);
  });

  it('names at most fifty fields', () => {
    expect(
      wrong(
        z.array(z.string()),
        Array.from({ length: 1_000 }, () => 1),
      ),
    ).toHaveLength(50);
  });
});

describe('the language of an answer', () => {
  it.each([
    [undefined, 'id'],
    ['', 'id'],
    ['fr-FR, de', 'id'],
    ['en', 'en'],
    ['en-GB,en;q=0.9,id;q=0.5', 'en'],
    ['id-ID,id;q=0.9,en-US;q=0.8', 'id'],
    ['en;q=0.2, id;q=0.7', 'id'],
    ['en;q=0', 'id'],
    ['*;;;q=q, en;q=x', 'en'],
  ] as const)('asked for by %s is %s', (header, language) => {
    expect(chooseLanguage(header)).toBe(language);
  });
});
