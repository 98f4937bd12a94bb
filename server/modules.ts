interface Module {
  /** The folder in server/domain/. */
  readonly name: string;
  /** The tables it writes; others may read them. */
  readonly tables: readonly string[];
}

/** The modules in their order: each imports only those above it. The checks of `npm run check` read this list. */
export const modules: readonly Module[] = [
  { name: 'audit', tables: ['events', 'record_changes'] },
  { name: 'settings', tables: ['settings'] },
  { name: 'users', tables: ['users', 'sessions', 'invitations', 'sign_in_addresses', 'rate_limits'] },
  { name: 'filters', tables: ['saved_filters'] },
  { name: 'products', tables: ['products'] },
  { name: 'members', tables: ['customers', 'persons', 'reservations', 'records', 'import_effects'] },
  { name: 'reservations', tables: ['reservations', 'persons', 'reserved_members'] },
  { name: 'records', tables: ['records', 'batches', 'assignments', 'persons', 'batch_count_changes', 'record_texts', 'record_texts_due'] },
  {
    name: 'databases',
    tables: [
      'databases',
      'uploads',
      'upload_parts',
      'kept_readings',
      'header_mappings',
      'rejected_rows',
      'import_effects',
      'records',
      'customers',
      'persons',
      'database_count_changes',
    ],
  },
  { name: 'validation', tables: ['invalid_reasons', 'records', 'record_changes', 'kept_conflicts'] },
  { name: 'templates', tables: ['message_templates'] },
  { name: 'notifications', tables: ['notifications', 'notification_records', 'notification_recipients'] },
  { name: 'offboarding', tables: [] },
  // Triggers fill it, whoever writes.
  { name: 'live', tables: ['live_events'] },
];

/** Tables without a word of the product. */
export const platformTables: readonly string[] = ['rate_limits', 'idempotency_keys', 'jobs', 'schema_migrations'];
