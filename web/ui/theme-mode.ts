import { useSyncExternalStore } from 'react';

export type ThemeMode = 'light' | 'dark' | 'system';

const storage = 'cermat:theme';
const listeners = new Set<() => void>();
const darkDevice = matchMedia('(prefers-color-scheme: dark)');

function readMode(): ThemeMode {
  try {
    const stored = localStorage.getItem(storage);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    return 'system';
  }
}

let mode = readMode();

function apply(): void {
  const dark = mode === 'dark' || (mode === 'system' && darkDevice.matches);
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
}

/** Puts the chosen theme on the page before anything is drawn, and follows the device where that is the choice. */
export function startTheme(): void {
  apply();
  darkDevice.addEventListener('change', apply);
}

/** Chooses a theme and keeps the choice on this device. */
export function setThemeMode(next: ThemeMode): void {
  mode = next;
  try {
    localStorage.setItem(storage, next);
  } catch {
    // Without storage the choice lasts until the page is left.
  }
  apply();
  for (const listener of listeners) listener();
}

/** The chosen theme. */
export function useThemeMode(): ThemeMode {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => mode,
  );
}
