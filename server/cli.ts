import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import packageJson from '../package.json' with { type: 'json' };
import type { Sentence } from '../contract/problem-kind.ts';
import { assignCommand } from './cli/assign-list.ts';
import { type Command, Refusal, type Run, UsageFault } from './cli/command.ts';
import { findActor } from './cli/find-named.ts';
import { findZone } from './cli/find-zone.ts';
import { programHelp } from './cli/help.ts';
import { importCommand } from './cli/import-list.ts';
import { usersCommand } from './cli/manage-users.ts';
import { sharedOptions } from './cli/read-arguments.ts';
import { statusCommand } from './cli/show-status.ts';
import { Terminal } from './cli/terminal.ts';
import { type Environment, readEnvironment } from './environment.ts';
import type { Language } from './platform/actor.ts';
import { locate } from './platform/db/embedded/place.ts';
import { provideDatabase } from './platform/db/provide-database.ts';
import { UnreadableFile } from './platform/files/unreadable-file.ts';
import { describeRefusal, Problem } from './platform/http/problem.ts';
import { StartupProblem } from './platform/startup-problem.ts';
import { connectSubscribers } from './subscriptions.ts';

const exitCodes = { done: 0, refused: 1, wrongUsage: 2, unforeseen: 70, interrupted: 130 } as const;

const commands: { readonly [name: string]: Command } = {
  import: importCommand,
  assign: assignCommand,
  users: usersCommand,
  status: statusCommand,
};

/** What counts before the command is known: who acts, in which language, and whether it is help that is wanted. */
interface Preamble {
  readonly language: Language;
  readonly as: string | undefined;
  readonly wantsHelp: boolean;
}

function readPreamble(parameters: string[], environment: NodeJS.ProcessEnv): Preamble {
  const { values } = parseArgs({ args: parameters, options: sharedOptions, strict: false, allowPositionals: true });
  const spoken = environment['LC_ALL'] ?? environment['LC_MESSAGES'] ?? environment['LANG'] ?? '';
  const wanted = typeof values.language === 'string' ? values.language : spoken.slice(0, 2);
  return {
    language: wanted === 'en' ? 'en' : 'id',
    as: typeof values.as === 'string' ? values.as : undefined,
    wantsHelp: values.help === true,
  };
}

function commandList(): Sentence {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const lines = Object.entries(commands).map(([name, { summary }]) => ({ label: `  ${name.padEnd(width)}  `, summary }));
  return {
    id: lines.map(({ label, summary }) => label + summary.id).join('\n'),
    en: lines.map(({ label, summary }) => label + summary.en).join('\n'),
  };
}

function requireData({ databaseUrl, dataFolder }: Environment): void {
  const place = locate(dataFolder);
  if (databaseUrl !== undefined || existsSync(place.cluster)) return;
  throw new Refusal({ id: `Belum ada data di ${place.dataFolder}.`, en: `There is no data in ${place.dataFolder} yet.` });
}

async function withSession(command: Command, run: Run, terminal: Terminal, { language, as }: Preamble, signal: AbortSignal): Promise<void> {
  const environment = readEnvironment(process.env);
  if (command.readsOnly === true) requireData(environment);
  const { databaseUrl, dataFolder } = environment;
  const onTrouble = (message: string): void => terminal.warn({ id: message, en: message });
  const { database, where, stop } = await provideDatabase({ databaseUrl, dataFolder, role: 'command', poolSize: 3, onTrouble });
  try {
    connectSubscribers();
    terminal.useZone(await findZone(database.db));
    const actor = await findActor(database.db, as, command.access, language);
    await run({ database, transact: (work, options) => database.transaction(work, options), actor, terminal, environment, where, signal });
  } finally {
    await stop();
  }
}

async function runCommand(parameters: string[], terminal: Terminal, preamble: Preamble, signal: AbortSignal): Promise<void> {
  const [name, ...rest] = parameters;
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (preamble.wantsHelp) return terminal.say(command?.help ?? programHelp(commandList()));
  if (name === '--version') return terminal.say({ id: packageJson.version, en: packageJson.version });
  if (name === undefined) throw new UsageFault({ id: 'Perintah belum disebut.', en: 'A command is missing.' });
  if (command === undefined) throw new UsageFault({ id: `Tidak ada perintah "${name}".`, en: `There is no command "${name}".` });
  return withSession(command, await command.prepare(rest), terminal, preamble, signal);
}

function refusalOf(error: unknown, language: Language): Sentence | undefined {
  if (error instanceof Refusal) return error.sentence;
  if (error instanceof StartupProblem) return { id: error.message, en: error.message };
  if (!(error instanceof Problem || error instanceof UnreadableFile)) return undefined;
  const { title, detail } = describeRefusal(error, language);
  return { id: `${title}. ${detail}`, en: `${title}. ${detail}` };
}

/** Says what went wrong and returns the exit code for it. */
function complain(error: unknown, terminal: Terminal): number {
  if (error instanceof UsageFault) {
    terminal.warn(error.sentence);
    terminal.warn({ id: 'Lihat: cermat --help', en: 'See: cermat --help' });
    return exitCodes.wrongUsage;
  }
  const refusal = refusalOf(error, terminal.language);
  if (refusal !== undefined) {
    terminal.warn(refusal);
    return exitCodes.refused;
  }
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return exitCodes.unforeseen;
}

async function main(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const parameters = process.argv.slice(2);
  const preamble = readPreamble(parameters, process.env);
  const terminal = new Terminal(preamble.language);
  const enough = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => enough.abort());
  // Whoever reads only the first lines of an answer has what they wanted.
  process.stdout.on('error', () => process.exit(exitCodes.done));
  try {
    await runCommand(parameters, terminal, preamble, enough.signal);
    process.exitCode = exitCodes.done;
  } catch (error) {
    if (enough.signal.aborted) {
      terminal.warn({ id: 'Dihentikan; yang belum selesai tidak disimpan.', en: 'Stopped; what was not finished was not kept.' });
      process.exitCode = exitCodes.interrupted;
    } else process.exitCode = complain(error, terminal);
  }
  // Run by npm, a channel to the starter stays open.
  process.disconnect?.();
}

await main();
