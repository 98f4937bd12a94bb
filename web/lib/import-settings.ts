import type { Mapping, Uploaded } from '../../contract/uploads.ts';

export const mappedFields = ['customerKey', 'name', 'phone', 'depositedBefore'] as const;
export type MappedField = (typeof mappedFields)[number];

/** What becomes of rows whose member is in the product already. */
export type Duplicates = 'skip' | 'keep';

/** What the admin decides about a file; an empty text is a column not chosen. */
export interface ImportSettings {
  readonly name: string;
  readonly productId: string;
  readonly columns: Readonly<Record<MappedField, string>>;
}

const columnsOf = ({ suggestedMapping: guess }: Uploaded): ImportSettings['columns'] => ({
  customerKey: guess.customerKey ?? '',
  name: guess.name ?? '',
  phone: guess.phone ?? '',
  depositedBefore: guess.depositedBefore ?? '',
});

/** The settings a file begins with: the server's guess, the file's name without its ending. */
export const settingsFor = (uploaded: Uploaded, productId: string): ImportSettings => ({
  name: uploaded.fileName.replace(/\.[^.]+$/, '').slice(0, 200),
  productId,
  columns: columnsOf(uploaded),
});

/** The contract's mapping: only the columns that were chosen. */
export function mappingOf(columns: ImportSettings['columns']): Mapping {
  return Object.fromEntries(mappedFields.filter((field) => columns[field] !== '').map((field) => [field, columns[field]]));
}

export const mappingIsEnough = (columns: ImportSettings['columns']) => columns.customerKey !== '' || columns.phone !== '';

/** Whether a file can be checked as it is. */
export const settingsAreEnough = ({ name, productId, columns }: ImportSettings) =>
  name.trim() !== '' && productId !== '' && mappingIsEnough(columns);
