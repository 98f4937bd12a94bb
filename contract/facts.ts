/**
 * What acts change and answers tell, in kinds coarse enough to keep true (docs/architecture.md, Live events). The only place
 * that says which answer is read again after which act; the web loads it whole, so it knows no schema.
 */
export const everyFact = [
  // Which records there are where: free, on whose card, in the archive; with the verdicts that they lose on the way.
  'places',
  'verdicts',
  // Notes and results of contacts.
  'notes',
  'followUps',
  // Whether a person may be contacted, which decides what can be given.
  'contactable',
  // Databases, their names, and members as imports left them.
  'lists',
  // Names of cards.
  'cards',
  'people',
  'sessions',
  'products',
  'reasons',
  'reservations',
  // Which conflicts were left as they are.
  'keptConflicts',
  'notifications',
  'settings',
  'templates',
  'filters',
] as const;
export type Fact = (typeof everyFact)[number];

const ofRecords = ['places', 'verdicts', 'notes', 'followUps', 'contactable'] as const satisfies readonly Fact[];

/** What acts change, by their names; what tables tell by themselves (`notifications`), by theirs. */
const changedBy: { readonly [act: string]: readonly Fact[] } = {
  'batches.rename': ['cards'],
  'conflicts.keep': ['keptConflicts'],
  'conflicts.move_reservation': ['reservations'],
  'conflicts.recall': ['places'],
  'conflicts.replace': ['places'],
  'databases.import': ['lists', 'places'],
  // It leaves nothing but notifications, which tell of themselves.
  'databases.import_failed': [],
  'databases.rename': ['lists'],
  'databases.undo_import': ['lists', 'places'],
  'filters.change': ['filters'],
  'filters.delete': ['filters'],
  'filters.save': ['filters'],
  'lists.export': [],
  'lists.export_broken_off': [],
  'products.change': ['products'],
  'products.create': ['products'],
  'reasons.add': ['reasons'],
  'reasons.change': ['reasons'],
  'records.assign': ['places'],
  'records.note': ['notes', 'followUps', 'contactable'],
  'records.recall': ['places'],
  'records.transfer': ['places'],
  'reservations.move': ['reservations'],
  'reservations.release': ['reservations'],
  'reservations.reserve': ['reservations', 'lists'],
  // What the business decides can show anywhere: its day begins at another hour, others can be given records.
  'settings.change': everyFact,
  'templates.add': ['templates'],
  'templates.change': ['templates'],
  'users.acceptInvitation': ['people', 'sessions'],
  'users.activate': ['people'],
  'users.change': ['people', 'sessions'],
  'users.changePassword': ['people', 'sessions'],
  'users.create': ['people'],
  'users.deactivate': ['people', 'sessions', 'places', 'reservations'],
  'users.endSession': ['sessions'],
  'users.endSessions': ['sessions'],
  'users.invite': ['people'],
  'users.signIn': ['sessions'],
  'users.signOut': ['sessions'],
  'validation.archive': ['places'],
  'validation.purge': ['places', 'filters'],
  'validation.reject_verdict': ['verdicts'],
  'validation.replace': ['places'],
  'validation.restore': ['places'],
  'validation.set_verdict': ['verdicts', 'notes'],
  conflicts: ['keptConflicts'],
  databases: ['lists'],
  notifications: ['notifications'],
  records: ofRecords,
  reservations: ['reservations'],
};

/** Acts that say by field what they changed. */
const changedByField: { readonly [act: string]: { readonly [field: string]: readonly Fact[] } } = {
  'records.note': { note: ['notes'], contactResult: ['notes'], followUpOn: ['followUps'], doNotContact: ['contactable'] },
};

/** What an act (or a table, by its own name) changed, of these fields where it names them; undefined where nobody knows: anything. */
export function factsChangedBy(act: string, fields: readonly string[] | null = null): readonly Fact[] | undefined {
  const known = changedBy[act];
  const byField = changedByField[act];
  if (fields === null || byField === undefined) return known;
  const named = fields.map((field) => byField[field]);
  return named.every((facts) => facts !== undefined) ? [...new Set(named.flat())] : known;
}

/** Acts of one endpoint each. */
export const actsOf = {
  'DELETE /archive/:recordId': ['validation.purge'],
  'DELETE /auth/sessions/:id': ['users.endSession'],
  'DELETE /databases/:id': ['databases.undo_import'],
  'DELETE /saved-filters/:id': ['filters.delete'],
  'DELETE /users/:id/sessions': ['users.endSessions'],
  'DELETE /users/:id/sessions/:sessionId': ['users.endSession'],
  'PATCH /batches/:id': ['batches.rename'],
  'PATCH /databases/:id': ['databases.rename'],
  'PATCH /invalid-reasons/:id': ['reasons.change'],
  'PATCH /message-templates/:id': ['templates.change'],
  'PATCH /products/:id': ['products.change'],
  'PATCH /records/:id': ['records.note'],
  'PATCH /saved-filters/:id': ['filters.change'],
  'PATCH /users/:id': ['users.change'],
  'POST /archive': ['validation.archive'],
  'POST /archive/:recordId/restore': ['validation.restore'],
  'POST /archive/restore': ['validation.restore'],
  'POST /assignments': ['records.assign'],
  'POST /assignments/preview': [],
  'POST /auth/invitations/:token': ['users.acceptInvitation'],
  'POST /auth/password': ['users.changePassword'],
  'POST /auth/sign-in': ['users.signIn'],
  'POST /auth/sign-out': ['users.signOut'],
  'POST /conflicts/:recordId/resolve': ['conflicts.recall', 'conflicts.replace', 'conflicts.keep', 'conflicts.move_reservation'],
  'POST /conflicts/resolve': ['conflicts.recall', 'conflicts.replace', 'conflicts.keep', 'conflicts.move_reservation'],
  // The import is a job: its act comes later, and is told by the stream.
  'POST /databases': [],
  'POST /invalid-reasons': ['reasons.add'],
  'POST /message-templates': ['templates.add'],
  'POST /notifications/read': ['notifications'],
  'POST /products': ['products.create'],
  'POST /records/recall': ['records.recall'],
  'POST /records/transfer': ['records.transfer'],
  'POST /records/verdict': ['validation.set_verdict'],
  'POST /records/verdict/reject': ['validation.reject_verdict'],
  'POST /replacements': ['validation.replace'],
  'POST /reservations': ['reservations.reserve'],
  'POST /reservations/:id/move': ['reservations.move'],
  'POST /reservations/:id/release': ['reservations.release'],
  'POST /saved-filters': ['filters.save'],
  'POST /uploads': [],
  'POST /uploads/:id/check': [],
  'POST /users': ['users.create'],
  'POST /users/:id/activate': ['users.activate'],
  'POST /users/:id/deactivate': ['users.deactivate'],
  'POST /users/:id/invitation': ['users.invite'],
  'PUT /settings': ['settings.change'],
} as const satisfies { readonly [endpoint: string]: readonly string[] };

const named = ['lists', 'cards', 'people', 'products'] as const satisfies readonly Fact[];
const everyRecord = [...ofRecords, ...named, 'reasons', 'reservations', 'keptConflicts'] as const satisfies readonly Fact[];
const ofCards = ['places', 'verdicts', 'followUps', ...named, 'reservations', 'keptConflicts'] as const satisfies readonly Fact[];
const ofDatabases = [
  'places',
  'verdicts',
  'lists',
  'people',
  'products',
  'reservations',
  'keptConflicts',
] as const satisfies readonly Fact[];
const whatCanBeGiven = [
  'places',
  'contactable',
  'lists',
  'people',
  'products',
  'reasons',
  'reservations',
] as const satisfies readonly Fact[];

/** Where only this part of an answer is shown, less has to change for it to be read again. */
export type Shown = 'names' | 'total';

/** What answers tell, by their endpoint and, after a space, the part of them that is shown. What is not listed is read again whatever changes. */
const toldBy: { readonly [answer: string]: readonly Fact[] | 'any act' } = {
  'GET /archive': ['places', 'verdicts', 'contactable', ...named, 'reasons'],
  'GET /audit': 'any act',
  'GET /auth/me': ['people'],
  'GET /auth/sessions': ['sessions', 'settings'],
  'GET /badges': ['places', 'verdicts', 'followUps', 'lists', 'reservations', 'keptConflicts', 'notifications', 'settings'],
  'GET /batches': ofCards,
  'GET /batches/:id': ofCards,
  'GET /conflicts': ['places', 'verdicts', ...named, 'reservations', 'keptConflicts'],
  'GET /conflicts total': ['places', 'lists', 'reservations', 'keptConflicts'],
  'GET /databases': ofDatabases,
  'GET /databases names': ['lists', 'products'],
  'GET /databases total': ['lists', 'products'],
  'GET /databases/:id': ofDatabases,
  'GET /databases/:id/undo': everyRecord,
  'GET /invalid-reasons': ['reasons'],
  'GET /invalid-reasons/usage': ['places', 'verdicts', 'reasons', 'lists'],
  'GET /invalid-records': ['places', 'verdicts', 'contactable', ...named, 'reasons', 'reservations', 'keptConflicts'],
  // Asked for again by the page itself until it has ended.
  'GET /jobs/:id': [],
  'GET /message-templates': ['templates'],
  'GET /notifications': ['notifications', 'places', 'verdicts', ...named],
  'GET /products': ['products'],
  'GET /records': everyRecord,
  'GET /records/:id': everyRecord,
  'GET /records/:id/timeline': [...everyRecord, 'templates'],
  'GET /reservations': ['reservations', 'lists', 'people', 'products', 'places'],
  'GET /saved-filters': ['filters'],
  'GET /settings': ['settings'],
  'GET /uploads/:id': [],
  'GET /users': ['people', 'sessions', 'places', 'verdicts', 'lists', 'reservations'],
  'GET /users names': ['people'],
  'GET /users/:id/sessions': ['sessions', 'settings'],
  // It changes nothing, and is asked for again as a read is.
  'POST /assignments/preview': whatCanBeGiven,
};

/** Whether an answer is to be read again after these facts have changed; undefined is anything. */
export function tells(answer: string, shown: Shown | undefined, changed: readonly Fact[] | undefined): boolean {
  const told = toldBy[shown === undefined ? answer : `${answer} ${shown}`];
  // Every act is in the list of acts, also one that changes nothing else.
  if (told === 'any act') return true;
  if (told === undefined) return changed?.length !== 0;
  return changed === undefined ? told.length > 0 : changed.some((fact) => told.includes(fact));
}
