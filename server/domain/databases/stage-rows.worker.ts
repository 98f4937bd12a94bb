import { looksEmpty } from '../../../contract/invisible-characters.ts';
import { repeatsHeaderOf } from '../../platform/files/name-columns.ts';
import type { RowMapper } from '../../platform/files/read-table.worker.ts';
import type { TableRow } from '../../platform/files/table.ts';
import { normalizeCustomerKey, normalizePhone } from '../members/members.rules.ts';
import { type ColumnMapping, isDepositedBefore } from './databases.rules.ts';

export interface StagingOptions {
  /** The columns of the file, as the inspection names them. */
  columns: string[];
  mapping: ColumnMapping;
  /** Whether the original columns are staged too; a check before the import does without them. */
  withValues: boolean;
}

const encoder = new TextEncoder();

/**
 * Makes the mapper that turns rows of a customer list into lines of COPY's text format, with the columns row_number,
 * customer_key, customer_text, name, phone, phone_text, phone_unreadable, deposited_before, values. Characters that
 * PostgreSQL cannot hold (NUL, half a surrogate pair) become U+FFFD. A row that repeats the header further down has no
 * customer_key, though its customer_text is there.
 */
export function createMapper(options: StagingOptions): RowMapper {
  const line = lineMaker(options);
  return (rows) => {
    let text = '';
    for (const row of rows) text += line(row);
    return encoder.encode(text);
  };
}

function lineMaker({ columns, mapping, withValues }: StagingOptions): (row: TableRow) => string {
  const place = (header: string | undefined): number => {
    if (header === undefined) return -1;
    const index = columns.indexOf(header);
    if (index < 0) throw new Error(`The file has no column named ${header}`);
    return index;
  };
  const keyAt = place(mapping.customerKey);
  const nameAt = place(mapping.name);
  const phoneAt = place(mapping.phone);
  const depositedAt = place(mapping.depositedBefore);
  const repeatsHeader = repeatsHeaderOf(columns);
  const isDeposited = remember(isDepositedBefore);
  return ({ rowNumber, cells }) => {
    const isHeader = repeatsHeader(cells);
    const customer = cells[keyAt] ?? '';
    const phone = cells[phoneAt] ?? '';
    const reading = normalizePhone(phone);
    const fields = [
      String(rowNumber),
      textField(isHeader ? null : normalizeCustomerKey(customer)),
      textField(customer),
      textField((cells[nameAt] ?? '').trim()),
      reading.phone ?? '\\N',
      textField(phone),
      reading.reason === 'unreadable' || reading.reason === 'scientific' ? 't' : 'f',
      isDeposited(cells[depositedAt] ?? '') ? 't' : 'f',
      withValues ? arrayField(cells) : '\\N',
    ];
    return `${fields.join('\t')}\n`;
  };
}

/** Answers from memory what was asked before; a column of marks asks the same few things. */
function remember(judge: (text: string) => boolean): (text: string) => boolean {
  const known = new Map<string, boolean>();
  return (text) => {
    let answer = known.get(text);
    if (answer === undefined) {
      answer = judge(text);
      if (known.size < 1000 && text.length < 50) known.set(text, answer);
    }
    return answer;
  };
}

const copySpecials = /[\\\n\r\t\0]/;
const copyEscapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\uFFFD' };

function escapeCopy(text: string): string {
  return copySpecials.test(text) ? text.replace(/[\\\n\r\t\0]/g, (character) => copyEscapes[character] ?? character) : text;
}

/** Text in which nothing is seen is no value. */
function textField(text: string | null): string {
  return text === null || looksEmpty(text) ? '\\N' : escapeCopy(text);
}

/** A text[] literal: every element quoted, with backslash and quote escaped for the array, then all of it for COPY. */
function arrayField(cells: readonly string[]): string {
  const plain = `{"${cells.join('","')}"}`;
  if (!/["\\\n\r\t\0]/.test(cells.join(' '))) return plain;
  return escapeCopy(`{${cells.map((cell) => `"${cell.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`);
}
