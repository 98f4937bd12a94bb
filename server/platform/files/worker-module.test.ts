import { expect, test } from 'vitest';
import { workerModule } from './worker-module.ts';

test('worker modules lie beside the caller, in the sources and in the bundle', () => {
  expect(workerModule('stage-rows.worker', 'file:///cermat/server/domain/databases/import.ts').href).toBe(
    'file:///cermat/server/domain/databases/stage-rows.worker.ts',
  );
  expect(workerModule('stage-rows.worker', 'file:///cermat/dist/main.js').href).toBe('file:///cermat/dist/stage-rows.worker.js');
});
