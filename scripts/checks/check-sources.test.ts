import { describe, expect, it } from 'vitest';
import {
  checkBarrels,
  checkModuleFiles,
  checkModuleFolders,
  checkNames,
  checkSuppressions,
  checkTexts,
  checkTransactions,
  checkWriters,
  type Source,
  tablesOf,
} from './check-sources.ts';

function source(path: string, text = ''): Source {
  return { path, text };
}

describe('names', () => {
  it.each(['server/utils/dates.ts', 'web/lib/date-helpers.ts', 'web/app/common.ts', 'server/platform/job-manager.ts'])(
    '%s says nothing',
    (path) => {
      expect(checkNames([source(path)])).toHaveLength(1);
    },
  );

  it('lets words pass that only contain them', () => {
    expect(checkNames([source('server/domain/users/uncommon-users.ts'), source('web/ui/management.ts')])).toEqual([]);
  });
});

describe('barrels', () => {
  it.each([`export * from './one.ts';\n`, `// All of it\nexport { a } from './a.ts';\nexport type { B } from './b.ts';\n`])(
    'finds %j',
    (text) => {
      expect(checkBarrels([source('web/ui/all.ts', text)])).toHaveLength(1);
    },
  );

  it('lets a file pass that has something of its own', () => {
    expect(checkBarrels([source('web/ui/one.ts', `export { a } from './a.ts';\nexport const b = 1;\n`)])).toEqual([]);
  });
});

describe('suppressions', () => {
  // In two parts, so that this file is not found itself.
  it.each([
    ['@ts', 'ignore'],
    ['@ts', 'expect-error'],
    ['@ts', 'nocheck'],
    ['eslint', 'disable-next-line'],
    ['oxlint', 'disable'],
    ['biome', 'ignore format'],
    ['squawk', 'ignore'],
  ])('finds %s-%s', (tool, word) => {
    const text = `const a = 1;\n// ${tool}-${word}\n`;
    expect(checkSuppressions([source('server/app.ts', text)])).toEqual([expect.stringMatching(/^server\/app.ts:2: /)]);
  });
});

describe('texts', () => {
  it.each([
    ['server/domain/users/users.queries.ts', 'where name ilike ${pattern}'],
    ['server/cli/find-named.ts', 'select name from products order by lower(name)'],
    ['web/lib/act-word.ts', 'words.toSorted((one, other) => one.localeCompare(other))'],
    ['web/features/records/record-filter.ts', "const order = new Intl.Collator('id');"],
    ['web/ui/menu.tsx', 'item.toLowerCase().includes(key)'],
  ])('%s has no way of its own to search or order them: %s', (path, text) => {
    expect(checkTexts([source(path, text)])).toHaveLength(1);
  });

  it('are searched and ordered in one place', () => {
    expect(checkTexts([source('contract/alphabetical.ts', "new Intl.Collator('id')"), source('server/a.test.ts', 'ilike')])).toEqual([]);
  });
});

describe('transactions', () => {
  const text = 'await database.transaction((tx) => act(tx));';

  it.each(['server/domain/users/create-user.ts', 'server/domain/users/users.routes.ts'])('are not opened in %s', (path) => {
    expect(checkTransactions([source(path, text)])).toHaveLength(1);
  });

  it.each([
    'server/platform/http/route.ts',
    'server/main.ts',
    'server/domain/users/users.jobs.ts',
    'server/domain/users/create-user.test.ts',
  ])('may be opened in %s', (path) => {
    expect(checkTransactions([source(path, text)])).toEqual([]);
  });
});

describe('writers', () => {
  const writers = [
    { name: 'users', tables: ['users'] },
    { name: 'records', tables: ['records'] },
    { name: 'platform', tables: ['jobs'] },
  ];
  const tables = ['users', 'records', 'jobs'];
  const check = (path: string, text: string): string[] => checkWriters([source(path, text)], writers, tables);

  it.each([
    'sql`insert into users (name) values (1)`',
    'sql`with gone as (delete from users where id = 1 returning id) select * from gone`',
    'sql`update users set name = 1`',
    'sql`UPDATE\n  users SET name = 1`',
    'sql`merge into users using x on true when matched then delete`',
    'sql`truncate table users`',
    'copyInto(tx, `copy users (name) from stdin`, rows)',
    `tx.insertInto('users').values({})`,
    `tx.updateTable('users')`,
    `tx.deleteFrom('users')`,
  ])('finds a foreign write in %s', (text) => {
    expect(check('server/domain/records/assign-records.ts', `\n${text}`)).toEqual([
      expect.stringContaining('records is not listed as a writer of users'),
    ]);
    expect(check('server/domain/users/create-user.ts', text)).toEqual([]);
  });

  it.each([
    'sql`select * from users for update of users skip locked`',
    'sql`insert into records (id) values (1) on conflict (id) do update set state = 1`',
    '// Never update users here.\nsql`select 1`',
    'sql`copy (select * from users) to stdout`',
  ])('lets %s pass', (text) => {
    expect(check('server/domain/records/assign-records.ts', text)).toEqual([]);
  });

  it('watches the platform too', () => {
    expect(check('server/platform/jobs/queue.ts', 'sql`delete from users`')).toHaveLength(1);
    expect(check('server/platform/jobs/queue.ts', 'sql`delete from jobs`')).toEqual([]);
  });

  it('wants a writer for each table, and each table to be there', () => {
    expect(checkWriters([], writers, [...tables, 'leaves'])).toEqual([expect.stringContaining('writer of leaves')]);
    expect(checkWriters([], writers, ['users', 'records'])).toEqual([expect.stringContaining('no such table (platform: jobs)')]);
  });

  it('reads the tables from the migrations', () => {
    const one = source('0001.sql', '-- create table no\ncreate table users (id int);\ncreate table if not exists jobs ();');
    expect(tablesOf([one, source('0002.sql', 'drop table jobs;')])).toEqual(['users']);
  });
});

describe('modules', () => {
  it('are all listed, and all there', () => {
    expect(checkModuleFolders([source('server/domain/omset/log-omset.ts')], ['users'])).toHaveLength(2);
    expect(checkModuleFolders([source('server/domain/users/create-user.ts')], ['users'])).toEqual([]);
  });

  it('hold acts, routes, queries, rules and jobs', () => {
    const wrong = ['service.ts', 'users.ts', 'users.service.ts', 'createUser.ts'].map((name) => source(`server/domain/users/${name}`));
    expect(checkModuleFiles(wrong)).toHaveLength(4);
    const right = [
      'create-user.ts',
      'create-user.test.ts',
      'users.routes.ts',
      'users.rules.test.ts',
      'users.jobs.ts',
      'stage-rows.worker.ts',
      'users.test.ts',
    ];
    expect(checkModuleFiles(right.map((name) => source(`server/domain/users/${name}`)))).toEqual([]);
  });
});
