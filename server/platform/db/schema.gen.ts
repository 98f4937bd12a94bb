// An empty schema: replaced by `npm run generate` once there are migrations.
export type DB = Record<never, never>;
