import { createFirstOwner } from '../server/domain/users/create-first-owner.ts';
import { openDatabase } from '../server/platform/db/database.ts';
import { serveProgram } from './ask-program.ts';
import { buildLarge, databaseSize } from './build-large.ts';
import { buildUsers } from './build-members.ts';
import type { Bench, BenchContext, Table } from './figures.ts';
import { type Curve, isWithin, longest, rowOf, steepest, tooShortToJudge } from './judge-curve.ts';
import { listOperations, type Operation } from './list-operations.ts';
import { findListValues, type ListValues } from './list-values.ts';
import { type Measured, measure } from './measure-operations.ts';
import type { BenchDatabase } from './start-postgres.ts';
import { findLarge, findWalks, PlanWatch, type Walk } from './watch-plans.ts';

const usualSizes = [200_000, 1_000_000, 3_000_000];
/** A list of each module is the least that can be looked at. */
const fewestDatabases = 3;
/** A table with more rows than this is never gone through from one end to the other; nor a third of few records, to try this out. */
const manyRows = 100_000;
/** How many are named of the operations that go through a large table in the same way. */
const shownOfEach = 5;
/** Milliseconds after which a statement that is timed is given up: what that means is clear by then. */
const givenUpAfter = 10_000;
/** The same where it is only explained: its plan is known before it begins. */
const enoughToExplain = 1_000;

interface Asked {
  readonly opened: BenchDatabase;
  readonly operations: readonly Operation[];
  readonly users: ListValues['users'];
  readonly say: BenchContext['say'];
}

/** Works through the operations, and tells now and then how far it has come. */
async function each<Result>({ operations, say }: Asked, work: (operation: Operation) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (const operation of operations) {
    results.push(await work(operation));
    if (results.length % 200 === 0) say(`search: ${results.length} of ${operations.length}`);
  }
  return results;
}

/** Times every operation on what is there now. */
async function measureAll(asked: Asked): Promise<Measured[]> {
  asked.say('search: asking for everything');
  const database = openDatabase({ ...asked.opened.address, statementTimeout: givenUpAfter });
  const program = await serveProgram(database, asked.users);
  try {
    return await each(asked, (operation) => measure(program, operation));
  } finally {
    await program.close();
    await database.close();
  }
}

/** Asks for every operation once more, and looks at the plan of each statement that it runs. */
async function watchAll(asked: Asked, records: number): Promise<Walk[][]> {
  const database = openDatabase({ ...asked.opened.address, statementTimeout: enoughToExplain });
  const watch = new PlanWatch(database.pool);
  const program = await serveProgram(database, asked.users);
  try {
    const large = await findLarge(database.db, Math.min(manyRows, records / 3));
    await watch.take();
    return await each(asked, async (operation) => {
      await program.ask(operation);
      const plans = await watch.take();
      return plans.flatMap((plan) => findWalks(plan, large));
    });
  } finally {
    await program.close();
    await database.close();
  }
}

/** Builds the first databases, and finds out what can be asked of them; whoever looks comes before them all. */
async function begin(
  opened: BenchDatabase,
  databases: number,
  { only = '', say }: BenchContext,
): Promise<Asked & { lacking: readonly string[] }> {
  const { database } = opened;
  await database.transaction((tx) => createFirstOwner(tx, { username: 'owner', password: 'password of a bench' }));
  await buildUsers(database, 'admin', 1);
  await buildLarge(database, databases, say);
  const values = await findListValues(database);
  const { all, lacking } = listOperations(values);
  return { opened, operations: all.filter(({ work }) => work.includes(only)), lacking, users: values.users, say };
}

/** Sizes in databases, the smallest first, each once. */
function databasesOf(sizes: readonly number[]): number[] {
  const databases = sizes.map((records) => Math.max(fewestDatabases, Math.round(records / databaseSize)));
  return [...new Set(databases)].toSorted((one, other) => one - other);
}

async function run(context: BenchContext): Promise<Table> {
  const { postgres, sizes = usualSizes, say } = context;
  const opened = await postgres.open('bench_search');
  try {
    const databases = databasesOf(sizes);
    const [first = fewestDatabases, ...others] = databases;
    say(`search: building ${first * databaseSize} records`);
    const asked = await begin(opened, first, context);
    const atEachSize = [await measureAll(asked)];
    let already = first;
    for (const count of others) {
      say(`search: building ${count * databaseSize} records`);
      await buildLarge(opened.database, count, say, already);
      already = count;
      atEachSize.push(await measureAll(asked));
    }
    say('search: looking at every plan');
    const walks = await watchAll(asked, already * databaseSize);
    const curves = asked.operations.map(
      (operation, index): Curve => ({
        operation,
        measured: atEachSize.flatMap((measured) => measured[index] ?? []),
        walks: walks[index] ?? [],
      }),
    );
    return tableOf(curves, databases, asked.lacking);
  } finally {
    await opened.close();
  }
}

function tableOf(curves: readonly Curve[], databases: readonly number[], lacking: readonly string[]): Table {
  const sizes = databases.map((count) => (count * databaseSize).toLocaleString('en'));
  const headers = ['what', 'found', ...sizes, 'ratio', 'limit', 'plans', ''];
  const unknown = lacking.map((name) => [name, ...headers.slice(2).map(() => ''), 'LACKS A VALUE']);
  return {
    headers,
    rows: [...curves.map(rowOf), ...unknown],
    remarks: [summaryOf(curves), ...walksOf(curves)],
    ok: lacking.length === 0 && curves.every(isWithin),
  };
}

function summaryOf(curves: readonly Curve[]): string {
  const over = curves.filter((curve) => !isWithin(curve)).length;
  const walking = curves.filter(({ walks }) => walks.length > 0).length;
  return `${curves.length} operations, ${over} of them OVER, ${walking} with a plan that goes through all of a large table.`;
}

/** Each way to go through a large table, and the first operations of those that take it. */
function walksOf(curves: readonly Curve[]): string[] {
  const works = new Map<string, string[]>();
  for (const { operation, walks } of curves) {
    for (const step of new Set(walks.map((walk) => walk.step))) works.set(step, [...(works.get(step) ?? []), operation.work]);
  }
  return [...works].map(([step, by]) => {
    const more = by.length > shownOfEach ? `; and ${by.length - shownOfEach} more` : '';
    return `- ${step}: ${by.slice(0, shownOfEach).join('; ')}${more}`;
  });
}

/** What every list, filter, order and search takes at three sizes, and whether it looks at more than it shows. */
export const search: Bench = {
  name: 'search',
  title: 'Everything that is looked up, at three sizes',
  notes: [
    'One caller through HTTP, as the web asks: session, access, checks of the query. Each operation is asked for by itself, twice unmeasured ' +
      'and then seven times, of which the median stands here; what takes long is asked for less often, ' +
      `and given up after ${givenUpAfter / 1000} s. ` +
      'Of a file, the first byte is waited for. ' +
      'Lists, filters, orders and pages are those of `contract/`, so that a new one is measured too, or named here as lacking a value ' +
      '(`bench/list-values.ts`).',
    `All records lie in databases of ${databaseSize.toLocaleString('en')}, with cards, staff, archive, reservations and events of the same size to each; the larger size ` +
      'is the smaller with more databases. _Found_ is how many rows the list has at the largest size.',
    `Nothing takes longer than ${longest} ms at the largest size, nor more than ${steepest} times what it takes at the smallest, unless it takes less than ` +
      `${tooShortToJudge} ms, which is what a request costs whatever it asks for. A search that is refused with a sentence counts as answered.`,
    'At the largest size each statement that an operation runs is explained just before it runs, on the same connection with the same values. ' +
      `None may go through all of a table of more than ${manyRows.toLocaleString('en')} rows, or along all of an index of it, unless that ends with the first rows.`,
  ],
  run,
};
