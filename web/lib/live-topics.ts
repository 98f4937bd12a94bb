import type { ReadKey } from './interface.ts';

/** What is about records in any way: their states, verdicts, holders, cards and lists. */
const aboutRecords = ['records', 'validation', 'batches', 'databases', 'reservations', 'conflicts', 'users', 'products', 'reasons'];

/**
 * Topics of the live stream (the first words of acts) that an answer depends on; none where it changes by other means.
 * An answer that is not listed is read again whatever changes.
 */
const dependencies: { readonly [K in ReadKey]?: readonly string[] } = {
  'GET /auth/me': ['users'],
  'GET /jobs/:id': [],
  'GET /uploads/:id': [],
  'GET /records': aboutRecords,
  'GET /records/:id': aboutRecords,
  'GET /records/:id/timeline': aboutRecords,
  'GET /batches': aboutRecords,
  'GET /batches/:id': aboutRecords,
  'GET /databases': aboutRecords,
  'GET /databases/:id': aboutRecords,
  'GET /invalid-records': aboutRecords,
  'GET /archive': aboutRecords,
  'GET /conflicts': aboutRecords,
  'GET /notifications': ['notifications', 'validation', 'databases'],
  'GET /badges': ['notifications', 'records', 'validation', 'batches', 'databases', 'reservations', 'conflicts', 'users'],
  'GET /users': ['users', 'records', 'validation', 'reservations', 'conflicts'],
  'GET /products': ['products'],
  'GET /invalid-reasons': ['reasons'],
  'GET /invalid-reasons/usage': aboutRecords,
  'GET /settings': ['settings'],
  'GET /message-templates': ['templates'],
  'GET /saved-filters': ['filters'],
  'GET /auth/sessions': ['users', 'settings'],
  'GET /users/:id/sessions': ['users', 'settings'],
};

const known: ReadonlyMap<unknown, readonly string[]> = new Map(Object.entries(dependencies));

/** Whether an answer, by the endpoint it is of, depends on any of the topics. */
export function dependsOn(endpoint: unknown, topics: ReadonlySet<string>): boolean {
  const needed = known.get(endpoint);
  if (needed === undefined) return typeof endpoint === 'string' && endpoint.startsWith('GET ') && topics.size > 0;
  return needed.some((topic) => topics.has(topic));
}

/** Topics after which the records of a card may be others. */
export const recordTopics: ReadonlySet<string> = new Set(aboutRecords);
