import { useCallback, useState } from 'react';

/** How high rows are: two lines (48 px), one line (36 px), compact (32 px). */
export type Density = 'two' | 'one' | 'compact';

/** What somebody has chosen for a table on this device. */
export interface TableSettings {
  readonly density: Density;
  /** Columns by their keys, those that people have moved. */
  readonly order: readonly string[];
  /** Columns that differ from what is shown at first. */
  readonly shown: Readonly<Record<string, boolean>>;
}

const atFirst: TableSettings = { density: 'two', order: [], shown: {} };
const storageName = (name: string) => `cermat:table:${name}`;

const isDensity = (value: unknown): value is Density => value === 'two' || value === 'one' || value === 'compact';
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** Settings from a stored text; whatever cannot be read is as it was at first. */
export function readTableSettings(text: string | null): TableSettings {
  if (text === null) return atFirst;
  try {
    const stored: unknown = JSON.parse(text);
    if (!isObject(stored)) return atFirst;
    const { density, order, shown } = stored;
    return {
      density: isDensity(density) ? density : atFirst.density,
      order: Array.isArray(order) ? order.filter((key): key is string => typeof key === 'string') : atFirst.order,
      shown: isObject(shown)
        ? Object.fromEntries(Object.entries(shown).filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'))
        : atFirst.shown,
    };
  } catch {
    return atFirst;
  }
}

function readStoredSettings(name: string): TableSettings {
  try {
    return readTableSettings(localStorage.getItem(storageName(name)));
  } catch {
    return atFirst;
  }
}

/** A table's columns and density as chosen on this device, and how to change them. */
export function useTableSettings(name: string): readonly [TableSettings, (changes: Partial<TableSettings>) => void] {
  const [settings, setSettings] = useState(() => readStoredSettings(name));
  const change = useCallback(
    (changes: Partial<TableSettings>) => {
      const next = { ...readStoredSettings(name), ...changes };
      setSettings(next);
      try {
        localStorage.setItem(storageName(name), JSON.stringify(next));
      } catch {
        // Without storage the choice lasts until the page is left.
      }
    },
    [name],
  );
  return [settings, change];
}
