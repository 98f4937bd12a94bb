import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { z } from 'zod';
import { inputErrors } from '../../contract/input-errors.ts';
import type { Sentence } from '../../contract/problem-kind.ts';
import { UsageFault } from './command.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Understood before and beside every command. */
export const sharedOptions = {
  help: { type: 'boolean', short: 'h' },
  language: { type: 'string' },
  as: { type: 'string' },
} as const satisfies Options;

function faultOf(error: unknown): UsageFault {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const message = error instanceof Error ? error.message : String(error);
  const named = /'(-[^' <]+)/.exec(message)?.[1] ?? /'([^']*)'/.exec(message)?.[1] ?? '';
  const sentences: Readonly<Record<string, Sentence>> = {
    ERR_PARSE_ARGS_UNKNOWN_OPTION: { id: `Pilihan ${named} tidak dikenal.`, en: `There is no option ${named}.` },
    ERR_PARSE_ARGS_INVALID_OPTION_VALUE: {
      id: `Nilai untuk ${named} tidak sesuai atau tidak ada.`,
      en: `The value of ${named} is missing or does not fit.`,
    },
    ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL: { id: `"${named}" tidak diharapkan di sini.`, en: `"${named}" is not expected here.` },
  };
  const sentence = typeof code === 'string' ? sentences[code] : undefined;
  if (sentence === undefined) throw error;
  return new UsageFault(sentence);
}

/** Understands a command's parameters: its own options, the shared ones, and so many words. Throws UsageFault. */
export function readArguments<const Own extends Options>(parameters: readonly string[], own: Own, words: readonly string[] = []) {
  const options = { ...sharedOptions, ...own };
  const parsed = (() => {
    try {
      return parseArgs({ args: [...parameters], options, allowPositionals: words.length > 0, strict: true });
    } catch (error) {
      throw faultOf(error);
    }
  })();
  const missing = words[parsed.positionals.length];
  if (missing !== undefined) throw new UsageFault({ id: `${missing} belum disebut.`, en: `${missing} is missing.` });
  const extra = parsed.positionals[words.length];
  if (extra !== undefined) throw new UsageFault({ id: `"${extra}" tidak diharapkan di sini.`, en: `"${extra}" is not expected here.` });
  return parsed;
}

/** A value as the contract wants it. Throws UsageFault that names the option. */
export function requireValue<Schema extends z.ZodType>(schema: Schema, value: unknown, option: string): z.output<Schema> {
  const { success, data, error } = schema.safeParse(value, { reportInput: true });
  if (success) return data;
  const [first] = inputErrors(error.issues);
  throw new UsageFault({ id: `${option}: ${first?.message.id ?? ''}`, en: `${option}: ${first?.message.en ?? ''}` });
}
