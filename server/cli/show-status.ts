import { sql } from 'kysely';
import packageJson from '../../package.json' with { type: 'json' };
import type { Db } from '../platform/db/database.ts';
import type { Command, Run } from './command.ts';
import { statusHelp } from './help.ts';
import { readArguments } from './read-arguments.ts';

interface Facts {
  readonly programSince: string | null;
  readonly postgres: string;
  readonly bytes: number;
  readonly migration: string;
  readonly migratedAt: string;
  readonly products: number;
  readonly databases: number;
  readonly imported: number;
  readonly available: number;
  readonly assigned: number;
  readonly archived: number;
  readonly deleted: number;
  readonly owners: number;
  readonly admins: number;
  readonly staff: number;
  readonly inactive: number;
  readonly queued: number;
  readonly running: number;
  readonly failed: number;
}

/** All of one moment. A running program is known by its sessions; those of commands have another name. */
async function readFacts(db: Db): Promise<Facts> {
  const { rows } = await sql<Facts>`
    select
      (select min(backend_start) from pg_stat_activity where datname = current_database() and application_name = 'cermat') as "programSince",
      current_setting('server_version') as postgres, pg_database_size(current_database())::float8 as bytes,
      newest.name as migration, newest.applied_at as "migratedAt",
      (select count(*)::int from products) as products, records.*, users.*, jobs.*
    from (select name, applied_at from schema_migrations order by name desc limit 1) newest,
      (
        select count(*)::int as databases, coalesce(sum(imported), 0)::int as imported, coalesce(sum(available), 0)::int as available,
          coalesce(sum(assigned), 0)::int as assigned, coalesce(sum(archived), 0)::int as archived, coalesce(sum(deleted), 0)::int as deleted
        from database_counts
      ) records,
      (
        select (count(*) filter (where active and role = 'owner'))::int as owners, (count(*) filter (where active and role = 'admin'))::int as admins,
          (count(*) filter (where active and role = 'staff'))::int as staff, (count(*) filter (where not active))::int as inactive
        from users
      ) users,
      (
        select (count(*) filter (where state = 'queued'))::int as queued, (count(*) filter (where state = 'running'))::int as running,
          (count(*) filter (where state = 'failed'))::int as failed
        from jobs
      ) jobs
  `.execute(db);
  const [facts] = rows;
  if (facts === undefined) throw new Error('No facts were read');
  return facts;
}

const megabyte = 1024 * 1024;

/** `cermat status`: what is where, and what waits. */
export const statusCommand: Command = {
  summary: { id: 'keadaan program dan datanya', en: 'how the program and its data stand' },
  help: statusHelp,
  access: 'admin',
  readsOnly: true,
  prepare(parameters): Run {
    readArguments(parameters, {});
    return async ({ database, terminal, where }) => {
      const facts = await readFacts(database.db);
      const number = (value: number): string => terminal.number(value);
      const since = facts.programSince;
      const program =
        since === null
          ? { id: 'tidak berjalan', en: 'not running' }
          : { id: `berjalan sejak ${terminal.time(since)}`, en: `running since ${terminal.time(since)}` };
      terminal.list([
        [{ id: 'Versi', en: 'Version' }, packageJson.version],
        [{ id: 'Program', en: 'Program' }, terminal.words(program)],
        [{ id: 'Letak data', en: 'Data' }, where],
        [{ id: 'PostgreSQL', en: 'PostgreSQL' }, `${facts.postgres}, ${number(Math.ceil(facts.bytes / megabyte))} MB`],
        [{ id: 'Migrasi', en: 'Migration' }, `${facts.migration}, ${terminal.time(facts.migratedAt)}`],
        [{ id: 'Produk', en: 'Products' }, number(facts.products)],
        [{ id: 'Database', en: 'Databases' }, number(facts.databases)],
        [{ id: 'Record diimpor', en: 'Records imported' }, number(facts.imported)],
        [{ id: '  tersedia', en: '  available' }, number(facts.available)],
        [{ id: '  dibagikan', en: '  assigned' }, number(facts.assigned)],
        [{ id: '  diarsipkan', en: '  archived' }, number(facts.archived)],
        [{ id: '  dihapus', en: '  deleted' }, number(facts.deleted)],
        [{ id: 'Pemilik, admin, staff', en: 'Owners, admins, staff' }, [facts.owners, facts.admins, facts.staff].map(number).join(', ')],
        [{ id: 'Pengguna nonaktif', en: 'Inactive users' }, number(facts.inactive)],
        [{ id: 'Pekerjaan menunggu', en: 'Jobs waiting' }, number(facts.queued)],
        [{ id: 'Pekerjaan berjalan', en: 'Jobs running' }, number(facts.running)],
        [{ id: 'Pekerjaan gagal', en: 'Jobs failed' }, number(facts.failed)],
      ]);
    };
  },
};
