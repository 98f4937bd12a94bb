import * as assignments from './assignments.ts';
import * as audit from './audit.ts';
import * as auth from './auth.ts';
import * as batches from './batches.ts';
import * as conflicts from './conflicts.ts';
import * as databases from './databases.ts';
import type { Endpoint } from './endpoint.ts';
import * as filters from './filters.ts';
import * as exported from './exports.ts';
import * as jobs from './jobs.ts';
import * as live from './live.ts';
import * as notifications from './notifications.ts';
import * as products from './products.ts';
import * as records from './records.ts';
import * as reservations from './reservations.ts';
import * as settings from './settings.ts';
import * as templates from './templates.ts';
import * as uploads from './uploads.ts';
import * as users from './users.ts';
import * as validation from './validation.ts';

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'access' in value;

/** Every endpoint of the interface: what the permission matrix, the API's documentation and the route check walk over. */
export const endpoints: readonly Endpoint[] = [
  auth,
  settings,
  users,
  filters,
  products,
  uploads,
  databases,
  jobs,
  records,
  assignments,
  batches,
  validation,
  conflicts,
  templates,
  reservations,
  notifications,
  live,
  audit,
  exported,
].flatMap((words) => Object.values(words).filter(isEndpoint));
