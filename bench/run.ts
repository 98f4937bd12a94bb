import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { assign } from './assign.ts';
import { counts } from './counts.ts';
import { exporting } from './export.ts';
import type { Bench } from './figures.ts';
import { importing } from './import.ts';
import { list } from './list.ts';
import { neighbours } from './neighbours.ts';
import { reportFigures } from './report-figures.ts';
import { search } from './search.ts';
import { startPostgres } from './start-postgres.ts';

const benches: readonly Bench[] = [list, assign, counts, search, neighbours, importing, exporting];

const usage = `Usage: npm run bench -- [${benches.map(({ name }) => name).join('] [')}] [--records N] [--only TEXT] [--people FILE]

Measures each against its bare floor, prints the ratios and writes bench/results/<name>.md.
  --records N    fewer or more records than the usual number; nothing is written. Of several, as in 150000,300000, a bench that
                 measures at one size takes the largest
  --only TEXT    of search, what has this in its row, as in /audit or q=; nothing is written
  --people FILE  a CSV (or .csv.gz) of people to import, instead of a generated one
`;

interface Choice {
  readonly chosen: readonly Bench[];
  /** Numbers of records. */
  readonly sizes: readonly number[] | undefined;
  readonly only: string | undefined;
  readonly people: string | undefined;
}

/** Which benches to run, or that help is wanted, or needed. */
function readChoice(): Choice | 'help' | 'wrong' {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { records: { type: 'string' }, only: { type: 'string' }, people: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  const sizes = values.records?.split(',').map(Number);
  const unknown = positionals.filter((name) => !benches.some((bench) => bench.name === name));
  if (values.help === true) return 'help';
  if (unknown.length > 0 || sizes?.some((records) => !(records >= 1_000)) === true) return 'wrong';
  const chosen = benches.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  return { chosen, sizes, only: values.only, people: values.people };
}

/** The figures are promised for two processors: where there are more, everything runs on two of them. */
function moveToTwoProcessors(): boolean {
  if (availableParallelism() <= 2) return false;
  const { error, status } = spawnSync('taskset', ['--cpu-list', '0,1', process.execPath, ...process.execArgv, ...process.argv.slice(1)], {
    stdio: 'inherit',
  });
  if (error !== undefined) return false;
  process.exitCode = status ?? 1;
  return true;
}

async function main(): Promise<void> {
  const choice = readChoice();
  if (typeof choice === 'string') {
    process[choice === 'help' ? 'stdout' : 'stderr'].write(usage);
    process.exitCode = choice === 'help' ? 0 : 2;
    return;
  }
  if (moveToTwoProcessors()) return;
  const { chosen, sizes, only, people } = choice;
  const records = sizes === undefined ? undefined : Math.max(...sizes);
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const postgres = await startPostgres();
  // Whoever ends a bench early is not left with its PostgreSQL.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void postgres.stop().finally(() => process.exit(1)));
  try {
    for (const bench of chosen) {
      const found = await bench.run({ postgres, records, sizes, only, people, say });
      const allOk = reportFigures(bench, found, { keep: sizes === undefined && only === undefined });
      if (!allOk) process.exitCode = 1;
    }
  } finally {
    await postgres.stop();
  }
}

await main();
