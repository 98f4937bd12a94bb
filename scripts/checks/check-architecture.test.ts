import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { architectureRules } from './architecture-rules.ts';
import { checkArchitecture } from './check-architecture.ts';

const modules = ['audit', 'users', 'records'];
const projectFolder = resolve(import.meta.dirname, '..', '..');

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cermat-architecture-'));
  symlinkSync(join(projectFolder, 'node_modules'), join(root, 'node_modules'));
  write(
    'package.json',
    JSON.stringify({ type: 'module', dependencies: { zod: '*', kysely: '*', pg: '*' }, devDependencies: { vite: '*' } }),
  );
});

afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

interface Plant {
  readonly rule: string;
  /** The file that breaks the rule. */
  readonly from: string;
  /** The file or package it imports; a file is made. */
  readonly to: string;
}

const plants: readonly Plant[] = [
  { rule: 'contract-zod-only', from: 'contract/users.ts', to: 'kysely' },
  { rule: 'server-web-apart', from: 'server/app.ts', to: 'web/lib/client.ts' },
  { rule: 'web-server-apart', from: 'web/lib/client.ts', to: 'server/app.ts' },
  { rule: 'platform-knows-no-domain', from: 'server/platform/http/route.ts', to: 'server/domain/users/create-user.ts' },
  { rule: 'driver-in-platform-db', from: 'server/domain/users/create-user.ts', to: 'pg' },
  { rule: 'order-audit', from: 'server/domain/audit/append-event.ts', to: 'server/domain/users/create-user.ts' },
  { rule: 'order-users', from: 'server/domain/users/create-user.ts', to: 'server/domain/records/assign-records.ts' },
  { rule: 'routes-and-jobs-by-the-root', from: 'server/domain/users/create-user.ts', to: 'server/domain/users/users.routes.ts' },
  { rule: 'queries-by-their-module', from: 'server/domain/records/assign-records.ts', to: 'server/domain/users/users.queries.ts' },
  { rule: 'queries-not-from-outside', from: 'server/app.ts', to: 'server/domain/users/users.queries.ts' },
  { rule: 'rules-are-pure', from: 'server/domain/users/users.rules.ts', to: 'server/platform/db/database.ts' },
  { rule: 'outside-world-from-jobs', from: 'server/domain/users/create-user.ts', to: 'server/platform/mail/send-mail.ts' },
  { rule: 'web-ui-knows-nothing', from: 'web/ui/button.ts', to: 'web/features/users/list.ts' },
  { rule: 'web-lib-lowest', from: 'web/lib/formats.ts', to: 'web/ui/button.ts' },
  { rule: 'web-features-below-pages', from: 'web/features/users/list.ts', to: 'web/pages/users.ts' },
  { rule: 'web-features-apart', from: 'web/features/users/list.ts', to: 'web/features/records/card.ts' },
  { rule: 'web-pages-below-app', from: 'web/pages/users.ts', to: 'web/app/router.ts' },
  { rule: 'no-orphans', from: 'server/platform/lonely.ts', to: '' },
  { rule: 'resolvable', from: 'server/app.ts', to: './nowhere.ts' },
  { rule: 'tests-are-leaves', from: 'server/app.ts', to: 'server/platform/http/route.test.ts' },
  { rule: 'testing-from-tests', from: 'server/app.ts', to: 'server/testing/database.ts' },
  { rule: 'no-dev-packages-in-the-program', from: 'server/app.ts', to: 'vite' },
];

function plant({ from, to }: Plant): void {
  const isFile = to.includes('/') && !to.startsWith('.');
  const target = isFile ? `${'../'.repeat(from.split('/').length - 1)}${to}` : to;
  write(from, to === '' ? 'export const here = 1;' : `import * as other from '${target}';\nexport const here = other;`);
  if (isFile) write(to, 'export const there = 1;');
}

describe('the architecture', () => {
  it.each(plants)('$rule is broken by $from importing $to', async (planted) => {
    plant(planted);
    const faults = await checkArchitecture(root, modules, 0);
    expect(faults.map((fault) => fault.split(':')[0])).toContain(planted.rule);
  });

  it('has no rule that is not shown to fail', () => {
    const rules = architectureRules(modules).map(({ name }) => name);
    expect(rules.filter((rule) => rule !== 'no-circular')).toEqual(plants.map(({ rule }) => rule));
  });

  it('no-circular is broken by two files that import each other', async () => {
    write('server/main.ts', `import { one } from './one.ts';\nexport const start = one;`);
    write('server/one.ts', `import { two } from './two.ts';\nexport const one = () => two;`);
    write('server/two.ts', `import { one } from './one.ts';\nexport const two = () => one;`);
    expect(await checkArchitecture(root, modules, 0)).toEqual([expect.stringMatching(/^no-circular: /)]);
  });

  it('is kept by a module that imports one above it', async () => {
    write('server/main.ts', `import { assign } from './domain/records/records.routes.ts';\nexport const start = assign;`);
    write('server/domain/records/records.routes.ts', `import { event } from '../audit/append-event.ts';\nexport const assign = event;`);
    write('server/domain/audit/append-event.ts', 'export const event = 1;');
    expect(await checkArchitecture(root, modules, 3)).toEqual([]);
  });

  it('is not taken for kept when nothing was seen', async () => {
    write('server/main.ts', 'export const start = 1;');
    expect(await checkArchitecture(root, modules, 2)).toEqual(['Only 1 files were seen, at least 2 were expected']);
  });
});
