import { useSyncExternalStore } from 'react';
import type { Module } from '../../contract/values.ts';

/** An import that was started on this device and whose end has not been seen yet. */
export interface RunningImport {
  readonly jobId: string;
  readonly databaseId: string;
  readonly name: string;
  readonly module: Module;
}

const storage = 'cermat:imports';
const listeners = new Set<() => void>();
let running: readonly RunningImport[] = readRunning();

function readRunning(): readonly RunningImport[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(storage) ?? '[]');
    return Array.isArray(value) ? (value as RunningImport[]) : [];
  } catch {
    return [];
  }
}

function publish(next: readonly RunningImport[]): void {
  running = next;
  try {
    localStorage.setItem(storage, JSON.stringify(next));
  } catch {
    // Without storage the progress is followed until the page is reloaded; the bell tells the end either way.
  }
  for (const listener of listeners) listener();
}

/** Follow an import from now on, also after the page was left. */
export const followImport = (started: RunningImport) => publish([...running.filter((one) => one.jobId !== started.jobId), started]);

/** Its end has been seen. */
export const forgetImport = (jobId: string) => publish(running.filter((one) => one.jobId !== jobId));

/** Follow none any more; for signing out. */
export const forgetImports = () => publish([]);

/** The imports being followed. */
export function useRunningImports(): readonly RunningImport[] {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => running,
  );
}

/** Whether an import's end has not been seen yet. */
export const isRunning = (jobId: string) => running.some((one) => one.jobId === jobId);
