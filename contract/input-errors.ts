import type { z } from 'zod';
import type { Sentence } from './problem-kind.ts';

/** One field that is wrong: where (`mapping.phone`, `recordIds.3`; empty for the whole), and why in words. */
export interface InputError {
  readonly path: string;
  readonly message: Sentence;
}

/** Sentences of the contract's own refinements, by the code they give as message. */
export const refinements: Readonly<Record<string, Sentence>> = {
  characters_not_allowed: { id: 'Ada karakter yang tidak bisa disimpan.', en: 'It holds a character that cannot be stored.' },
  choose_records_batch_or_staff: {
    id: 'Pilih salah satu: record tertentu, satu batch, satu staff, atau satu filter dengan jumlah recordnya.',
    en: 'Choose one: named records, one batch, one staff member, or a filter with the number of its records.',
  },
  day_out_of_range: { id: 'Tanggal di luar jangkauan.', en: 'The date is out of range.' },
  idle_longer_than_session: {
    id: 'Tidak boleh lebih lama daripada lama sesi seluruhnya.',
    en: 'It cannot be longer than the whole session.',
  },
  mapping_needs_key_or_phone: {
    id: 'Pilih paling tidak kolom Customer ID atau telepon.',
    en: 'Choose at least the column of the Customer ID or of the phone.',
  },
  nothing_to_change: { id: 'Tidak ada yang diubah.', en: 'Nothing is changed.' },
  time_zone_unknown: { id: 'Zona waktu ini tidak dikenal.', en: 'This time zone is not known.' },
  username_characters: {
    id: 'Hanya huruf a sampai z, angka, titik, tanda hubung, dan garis bawah.',
    en: 'Only letters from a to z, digits, dots, dashes and underscores.',
  },
};

const required: Sentence = { id: 'Wajib diisi.', en: 'Required.' };
const unfit: Sentence = { id: 'Isian tidak sesuai.', en: 'It does not fit.' };

const types: Readonly<Record<string, Sentence>> = {
  string: { id: 'Harus berupa teks.', en: 'Must be text.' },
  number: { id: 'Harus berupa angka.', en: 'Must be a number.' },
  int: { id: 'Harus berupa bilangan bulat.', en: 'Must be a whole number.' },
  boolean: { id: 'Harus true atau false.', en: 'Must be true or false.' },
  array: { id: 'Harus berupa daftar.', en: 'Must be a list.' },
  object: { id: 'Harus berupa objek.', en: 'Must be an object.' },
};

const formats: Readonly<Record<string, Sentence>> = {
  email: { id: 'Bukan alamat email.', en: 'Not an e-mail address.' },
  date: { id: 'Tulis tanggal sebagai TTTT-BB-HH, misalnya 2026-11-20.', en: 'Write the date as YYYY-MM-DD, as in 2026-11-20.' },
  datetime: { id: 'Bukan waktu yang benar (RFC 3339).', en: 'Not a valid time (RFC 3339).' },
};

function sizeSentence(issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall): Sentence {
  const least = issue.code === 'too_small';
  const limit = Number(least ? issue.minimum : issue.maximum);
  const id = new Intl.NumberFormat('id').format(limit);
  const en = new Intl.NumberFormat('en').format(limit);
  if (issue.origin === 'string') {
    if (least && limit === 1) return required;
    return least
      ? { id: `Paling sedikit ${id} karakter.`, en: `At least ${en} characters.` }
      : { id: `Paling banyak ${id} karakter.`, en: `At most ${en} characters.` };
  }
  if (issue.origin === 'array') {
    return least
      ? { id: `Pilih paling sedikit ${id}.`, en: `Choose at least ${en}.` }
      : { id: `Pilih paling banyak ${id}.`, en: `Choose at most ${en}.` };
  }
  return least ? { id: `Paling kecil ${id}.`, en: `At least ${en}.` } : { id: `Paling besar ${id}.`, en: `At most ${en}.` };
}

function sentenceOf(issue: z.core.$ZodIssue): Sentence {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? required : (types[issue.expected] ?? unfit);
    case 'too_small':
    case 'too_big':
      return sizeSentence(issue);
    case 'invalid_format':
      return refinements[issue.message] ?? formats[issue.format] ?? unfit;
    case 'invalid_value': {
      const values = issue.values.map(String).join(', ');
      return { id: `Pilih salah satu: ${values}.`, en: `Choose one of: ${values}.` };
    }
    case 'custom':
      return refinements[issue.message] ?? unfit;
    default:
      return unfit;
  }
}

/** Of the shapes a value could have had, the complaints about the one it comes closest to. */
function closest(issue: z.core.$ZodIssueInvalidUnion): readonly z.core.$ZodIssue[] {
  const [first, ...others] = issue.errors;
  if (first === undefined) return [];
  return others.reduce<readonly z.core.$ZodIssue[]>((best, shape) => (shape.length < best.length ? shape : best), first);
}

function errorsOf(issue: z.core.$ZodIssue, within: readonly PropertyKey[]): InputError[] {
  const path = [...within, ...issue.path];
  if (issue.code === 'invalid_union') {
    const inner = closest(issue);
    if (inner.length > 0) return inner.flatMap((one) => errorsOf(one, path));
  }
  if (issue.code === 'unrecognized_keys') {
    const message = { id: 'Isian ini tidak dikenal.', en: 'This field is not known.' };
    return issue.keys.map((key) => ({ path: [...path, key].map(String).join('.'), message }));
  }
  return [{ path: path.map(String).join('.'), message: sentenceOf(issue) }];
}

/** Most fields named in one answer. */
const mostErrors = 50;

/**
 * Says in words what a schema of the contract found wrong. The schema must have been asked with
 * `reportInput`, without which a missing field cannot be told from one of a wrong type.
 */
export function inputErrors(issues: readonly z.core.$ZodIssue[]): InputError[] {
  return issues
    .slice(0, mostErrors)
    .flatMap((issue) => errorsOf(issue, []))
    .slice(0, mostErrors);
}
