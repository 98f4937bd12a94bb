import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownMark } from '../process-mark.ts';
import { withConnection } from './connect.ts';
import { thorough } from '../../testing/thoroughness.ts';
import { attachOrStart, type EmbeddedOptions, type EmbeddedPostgres, startEmbedded } from './embedded.ts';

let folder: string;
let children: ChildProcess[] = [];
const servers: EmbeddedPostgres[] = [];

async function start(options?: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const server = await startEmbedded(folder, options);
  servers.push(server);
  return server;
}

async function attach(): Promise<EmbeddedPostgres> {
  const server = await attachOrStart(folder);
  servers.push(server);
  return server;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cermat-data-'));
  chmodSync(folder, 0o755);
});

afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  for (const child of children.splice(0)) await end(child, 'SIGKILL');
  // Takes over whatever a killed child left running.
  const last = await startEmbedded(folder, { durable: false });
  await last.stop();
  for (const path of [last.home, folder]) rmSync(path, { recursive: true, force: true });
});

/** Another program on the same folder; resolves once its PostgreSQL is ready. */
async function startElsewhere(how: 'startEmbedded' | 'attachOrStart'): Promise<ChildProcess> {
  const source = `
    import { ${how} } from ${JSON.stringify(join(import.meta.dirname, 'embedded.ts'))};
    const server = await ${how}(${JSON.stringify(folder)});
    console.log('ready');
    process.on('SIGTERM', () => server.stop().then(() => process.exit(0)));
    setInterval(() => undefined, 1000);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  await once(createInterface(child.stdout), 'line');
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  children = children.filter((other) => other !== child);
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

async function remember(server: EmbeddedPostgres, number: number): Promise<void> {
  await withConnection(server.address, {}, async (client) => {
    await client.query('create table if not exists remembered (number int)');
    await client.query('insert into remembered values ($1)', [number]);
  });
}

async function remembered(server: EmbeddedPostgres): Promise<number[]> {
  const { rows } = await withConnection(server.address, {}, (client) => client.query<{ number: number }>('select number from remembered'));
  return rows.map((row) => row.number);
}

function serverProcess(server: EmbeddedPostgres): number {
  return Number(readFileSync(join(server.home, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

function isRunning(server: EmbeddedPostgres): boolean {
  return existsSync(join(server.home, 'postgres', 'postmaster.pid'));
}

describe('the program', () => {
  it('keeps its data from one start to the next, and the next is quick; what a start that was killed left is gone', async () => {
    // This process has the number, and began at another time.
    const [space, pid, ticks] = ownMark.split('-');
    const left = join(folder, `postgres.new-${space}-${pid}-${Number(ticks) - 1}`);
    mkdirSync(left);
    const first = await start();
    expect(existsSync(left)).toBe(false);
    await remember(first, 1);
    await first.stop();
    expect(isRunning(first)).toBe(false);
    const begin = performance.now();
    const second = await start();
    expect(performance.now() - begin).toBeLessThan(3000);
    expect(await remembered(second)).toEqual([1]);
    await second.stop();
  });

  it('lets nobody in but its own account, and not over the network', async () => {
    const server = await start();
    const { rows } = await withConnection(server.address, {}, (client) =>
      client.query<{ listen: string; rules: number; provider: string }>(
        `select current_setting('listen_addresses') as listen,
                (select count(*)::int from pg_hba_file_rules where type <> 'local' or auth_method <> 'peer') as rules,
                (select datlocprovider::text || datlocale from pg_database where datname = current_database()) as provider`,
      ),
    );
    expect(rows).toEqual([{ listen: '', rules: 0, provider: 'bC.UTF-8' }]);
    await server.stop();
  });

  it('refuses a folder that another start uses', async () => {
    await startElsewhere('startEmbedded');
    await expect(startEmbedded(folder)).rejects.toThrow(/is in use by another start \(process \d+\)/);
  });

  it.runIf(thorough)('makes one cluster when two start on a new folder at once', async () => {
    const starts = await Promise.allSettled([start(), startElsewhere('attachOrStart')]);
    const [own] = starts;
    if (own.status === 'fulfilled') await own.value.stop();
    else expect(String(own.reason)).toMatch(/is in use by/);
    expect(readdirSync(folder).filter((name) => name.includes('.new-'))).toEqual([]);
  });

  it.runIf(thorough)('takes over after the one before was killed', async () => {
    const killed = await startElsewhere('startEmbedded');
    await end(killed, 'SIGKILL');
    const server = await start();
    await server.stop();
    expect(isRunning(server)).toBe(false);
  });

  it.runIf(thorough)('recovers what was committed when PostgreSQL is killed too', async () => {
    const killed = await startElsewhere('startEmbedded');
    const beside = await attach();
    await remember(beside, 7);
    const pid = serverProcess(beside);
    await end(killed, 'SIGKILL');
    process.kill(pid, 'SIGKILL');
    const server = await start();
    expect(await remembered(server)).toEqual([7]);
    await server.stop();
    await beside.stop();
  });

  it.runIf(thorough)('starts PostgreSQL again when that alone is killed', async () => {
    const troubles: string[] = [];
    const server = await start({ onTrouble: (message) => troubles.push(message) });
    await remember(server, 3);
    process.kill(serverProcess(server), 'SIGKILL');
    await expect.poll(() => remembered(server).catch(() => undefined), { timeout: 10_000 }).toEqual([3]);
    expect(troubles).toEqual(['PostgreSQL ended unasked (SIGKILL); starting it again']);
    await server.stop();
  });
});

describe('a command', () => {
  it('works beside the program and leaves it running', async () => {
    const program = await startElsewhere('startEmbedded');
    const command = await attach();
    expect(command.isOwn).toBe(false);
    await remember(command, 1);
    await command.stop();
    expect(isRunning(command)).toBe(true);
    await end(program, 'SIGTERM');
    expect(isRunning(command)).toBe(false);
  });

  it('works alone and leaves nothing running', async () => {
    const command = await attach();
    expect(command.isOwn).toBe(true);
    await command.stop();
    expect(isRunning(command)).toBe(false);
  });

  it('leaves the server to a second command, which stops it', async () => {
    const first = await startElsewhere('attachOrStart');
    const second = await attach();
    await end(first, 'SIGTERM');
    await remember(second, 2);
    await expect(startEmbedded(folder)).rejects.toThrow(/is in use by a command/);
    await second.stop();
    expect(isRunning(second)).toBe(false);
  });
});
