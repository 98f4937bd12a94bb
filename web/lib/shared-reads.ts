import { call } from './client.ts';
import { read } from './read.ts';

/** Who is signed in; a 401 is an answer here, not a reason to ask. */
export const meRead = {
  ...read('GET /auth/me', {}),
  queryFn: () => call('GET /auth/me', {}, { unguarded: true }),
  staleTime: 60_000,
  retry: false,
};

/** What waits, for the frame's badges. */
export const badgesRead = read('GET /badges', {});

/** Every product, by name. */
export const productsRead = { ...read('GET /products', { query: { pageSize: 500 } }), staleTime: 60_000 };

const staffWanted = { query: { role: 'staff', active: true, pageSize: 500, sort: 'unvalidated' } } as const;

/** Staff who can receive records, those with the fewest unvalidated first. */
export const staffRead = {
  ...read('GET /users', staffWanted),
  // One part of a panel hands them on to the next: what is on its way is not broken off and asked for again in between.
  queryFn: () => call('GET /users', staffWanted),
};

/** Those staff by name, where nothing else of them is shown. */
export const staffNamesRead = {
  ...read('GET /users', { query: { role: 'staff', active: true, pageSize: 500, sort: 'name' } }, 'names'),
  staleTime: 60_000,
};

/** The settings of the business. */
export const settingsRead = { ...read('GET /settings', {}), staleTime: 300_000 };

/** The texts for messages that are in use, in their order. */
export const templatesRead = { ...read('GET /message-templates', { query: { active: true } }), staleTime: 300_000 };

/** The reasons for an invalid mark that are in use. */
export const reasonsRead = { ...read('GET /invalid-reasons', { query: { active: true, pageSize: 500 } }), staleTime: 300_000 };
