import { afterAll } from 'vitest';
import { connectSubscribers } from '../subscriptions.ts';
import { closeTestApps } from './client.ts';
import { dropTestDatabases } from './database.ts';

// Runs before each test file. Files share the process and its modules: what one loads or connects, the next one has.
connectSubscribers();
afterAll(async () => {
  await closeTestApps();
  await dropTestDatabases();
});
