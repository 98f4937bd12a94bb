import type { Mapping, Uploaded } from '../../../../contract/uploads.ts';

export const mappedFields = ['customerKey', 'name', 'phone', 'depositedBefore'] as const;
export type MappedField = (typeof mappedFields)[number];

/** What the admin decides about a file; an empty text is a column not chosen. */
export interface ImportSettings {
  readonly name: string;
  readonly productId: string;
  readonly columns: Readonly<Record<MappedField, string>>;
}

/** The settings a file begins with: the server's guess, the file's name without its ending. */
export function settingsFor(uploaded: Uploaded, productId: string, name: string | undefined): ImportSettings {
  const guess = uploaded.suggestedMapping;
  return {
    name: name ?? uploaded.fileName.replace(/\.[^.]+$/, '').slice(0, 200),
    productId,
    columns: {
      customerKey: guess.customerKey ?? '',
      name: guess.name ?? '',
      phone: guess.phone ?? '',
      depositedBefore: guess.depositedBefore ?? '',
    },
  };
}

/** The contract's mapping: only the columns that were chosen. */
export function mappingOf(columns: ImportSettings['columns']): Mapping {
  return Object.fromEntries(mappedFields.filter((field) => columns[field] !== '').map((field) => [field, columns[field]]));
}

export const mappingIsEnough = (columns: ImportSettings['columns']) => columns.customerKey !== '' || columns.phone !== '';
