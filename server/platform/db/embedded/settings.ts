import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Place } from './place.ts';

/** Name of PostgreSQL's superuser and of the database inside the embedded server. */
export const superuser = 'cermat';
export const databaseName = 'cermat';
/** With Unix sockets alone, the port is only part of the socket's name. */
export const port = 5432;

const megabyte = 1024 * 1024;

function clamp(value: number, least: number, most: number): number {
  return Math.round(Math.min(most, Math.max(least, value)));
}

function quote(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

function memorySettings(): Record<string, string> {
  const memory = totalmem() / megabyte;
  return {
    shared_buffers: `${clamp(memory / 8, 128, 1024)}MB`,
    effective_cache_size: `${clamp(memory / 2, 256, 8192)}MB`,
    work_mem: '16MB',
    maintenance_work_mem: `${clamp(memory / 32, 64, 256)}MB`,
  };
}

/** For tests only: a crash of the machine may lose everything. */
const throwAwaySettings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '4GB' };

/** postgresql.conf for a machine that PostgreSQL shares with the program. An `extra.conf` in the data folder has the last word. */
export function serverSettings(place: Place, durable: boolean): string {
  const settings = {
    listen_addresses: '',
    port: String(port),
    unix_socket_directories: place.socketFolder,
    unix_socket_permissions: '0700',
    max_connections: '100',
    ...memorySettings(),
    synchronous_commit: 'on',
    wal_compression: 'on',
    max_wal_size: '2GB',
    min_wal_size: '256MB',
    checkpoint_timeout: '15min',
    random_page_cost: '1.1',
    jit: 'off',
    max_parallel_workers_per_gather: String(clamp(availableParallelism() / 2, 1, 4)),
    // After a large assignment the planner goes by statistics of before until it is the table's turn.
    autovacuum_naptime: '10s',
    autovacuum_vacuum_scale_factor: '0.05',
    autovacuum_analyze_scale_factor: '0.02',
    track_io_timing: 'on',
    timezone: 'UTC',
    datestyle: 'ISO',
    log_timezone: 'UTC',
    logging_collector: 'on',
    log_directory: place.logFolder,
    // Seven files by weekday, each begun anew after a week.
    log_filename: 'postgresql-%a.log',
    log_truncate_on_rotation: 'on',
    log_rotation_size: '0',
    log_line_prefix: '%m [%p] %a ',
    ...(durable ? {} : throwAwaySettings),
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${quote(value)}`);
  return [
    '# Written anew at each start. Own settings go into extra.conf in the data folder.',
    ...lines,
    `include_if_exists = ${quote(join(place.home, 'extra.conf'))}`,
    '',
  ].join('\n');
}

/** pg_hba.conf: only the Unix socket, only the accounts of pg_ident.conf. */
export const accessRules = `# Written anew at each start.\nlocal all ${superuser} peer map=program\n`;

/** pg_ident.conf: PostgreSQL's own account and root, who could become it anyway. */
export function accountMap(place: Place): string {
  const names = new Set([place.account.name, 'root']);
  return `# Written anew at each start.\n${[...names].map((name) => `program "${name}" ${superuser}\n`).join('')}`;
}
