import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

import { jest } from '@jest/globals';

import { withProject } from './fixture.js';

const require = createRequire(import.meta.url);
const cruiser = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const config = resolve('.dependency-cruiser.cjs');
const { forbidden } = require(config) as { forbidden: { name: string; severity: string }[] };

const from = (...modules: string[]): string =>
  modules
    .map((module, index) => `import * as m${index} from '${module}';\nexport const x${index} = m${index};`)
    .join('\n');
const typesFrom = (module: string): string => `import type { A } from '${module}';\nexport type B = A;`;
const library = (name: string): Record<string, string> => ({
  [`libs/${name}/src/index.ts`]: 'export type A = 1;',
});
const npmPackage = (name: string): Record<string, string> => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
  [`node_modules/${name}/index.js`]: '',
});

/** A project in which every import is allowed. */
const SOUND: Record<string, string> = {
  'package.json': JSON.stringify({
    type: 'module',
    imports: {
      '#libs/*': './dist/libs/*/src/index.js',
      '#libs/platform/clock': './dist/libs/platform/src/clock/clock.js',
    },
    dependencies: { pg: '1' },
    devDependencies: { 'fast-check': '1', jest: '1' },
  }),
  'tsconfig.json': '{"compilerOptions":{"module":"nodenext"}}',
  ...npmPackage('pg'),
  ...npmPackage('fast-check'),
  ...npmPackage('stowaway'),
  ...npmPackage('@jest/globals'),
  ...library('saga-core'),
  'libs/saga-core/src/fold.ts': from('./index.js'),
  'libs/saga-core/src/fold.spec.ts': from('./fold.js', 'fast-check', '@jest/globals', '#libs/testkit'),
  'libs/saga-engine/src/index.ts': from('#libs/saga-core'),
  'libs/platform/src/index.ts': from('pg', 'node:fs'),
  'libs/platform/src/clock/clock.ts': 'export const clock = 1;',
  ...library('contracts'),
  'libs/participant/src/index.ts': from('#libs/platform', '#libs/contracts', 'pg'),
  'libs/testkit/src/index.ts': from('#libs/saga-engine', '#libs/platform', 'fast-check'),
  'migrations/orchestrator/index.ts': 'export const all = [];',
  'migrations/report/index.ts': from('#libs/participant'),
  'apps/orchestrator/src/sagas/consultation.ts': from('#libs/saga-core'),
  'apps/orchestrator/src/sagas/registry.ts': from('./consultation.js', '#libs/contracts', 'node:crypto'),
  'apps/orchestrator/src/postgres/store.ts': from('#libs/saga-engine', 'pg'),
  'apps/orchestrator/src/redis/link.ts': from('#libs/platform'),
  'apps/orchestrator/src/queue/worker.ts': from('../redis/link.js'),
  'apps/orchestrator/src/grpc/caller.ts': from('#libs/contracts'),
  'apps/orchestrator/src/admin/commands.ts': from('#libs/saga-engine'),
  'apps/orchestrator/src/orchestrator.module.ts': from(
    './postgres/store.js',
    './queue/worker.js',
    './admin/commands.js',
  ),
  'apps/orchestrator/test/all.int.spec.ts': from('#libs/testkit', '../src/orchestrator.module.js'),
  'apps/report/src/main.ts': from('#libs/participant', '../../../migrations/report/index.js'),
  'tools/demo/main.ts': from('#libs/testkit', '../../apps/orchestrator/src/sagas/registry.js'),
  'tools/demo/thin.ts': from('#libs/platform/clock'),
};

/** For every rule the imports that break it, as `file → [rules]`. */
const BROKEN: Record<string, { text: string; rules: string[] }> = {
  'libs/platform/src/one.ts': { text: from('./two.js'), rules: ['no-circular'] },
  // A circle is told once, and types count.
  'libs/platform/src/two.ts': { text: typesFrom('./one.js'), rules: [] },
  'libs/platform/src/lost.ts': { text: from('./nowhere.js'), rules: ['not-resolvable'] },
  'libs/saga-core/src/reads.ts': { text: from('node:crypto'), rules: ['saga-core-imports-nothing'] },
  'libs/saga-core/src/leans.ts': { text: from('pg'), rules: ['saga-core-imports-nothing'] },
  'libs/saga-core/src/knows.ts': { text: typesFrom('#libs/contracts'), rules: ['saga-core-imports-nothing'] },
  'libs/saga-engine/src/stores.ts': { text: from('pg'), rules: ['saga-engine-imports-saga-core-only'] },
  'libs/saga-engine/src/waits.ts': {
    text: typesFrom('#libs/platform'),
    rules: ['saga-engine-imports-saga-core-only'],
  },
  'libs/platform/src/sagas.ts': {
    text: typesFrom('#libs/saga-core'),
    rules: ['platform-knows-only-its-own'],
  },
  'libs/contracts/src/logs.ts': { text: from('#libs/platform'), rules: ['contracts-knows-only-its-own'] },
  'libs/participant/src/folds.ts': {
    text: from('#libs/saga-core'),
    rules: ['participant-knows-only-its-own'],
  },
  'libs/testkit/src/app.ts': {
    text: from('../../../apps/report/src/main.js'),
    rules: ['testkit-knows-libraries-only', 'libraries-know-no-app'],
  },
  'libs/participant/test/app.int.spec.ts': {
    text: from('../../../apps/report/src/main.js'),
    rules: ['libraries-know-no-app'],
  },
  'apps/report/src/deep.ts': {
    text: from('../../../libs/platform/src/deep.js'),
    rules: ['libraries-by-their-index'],
  },
  'libs/platform/src/deep.ts': { text: 'export const deep = 1;', rules: [] },
  'apps/report/src/fake.ts': { text: from('#libs/testkit'), rules: ['no-testkit-in-production'] },
  'apps/report/src/tested.ts': { text: from('./report.spec.js'), rules: ['no-tests-in-production'] },
  'apps/report/src/report.spec.ts': { text: 'export const spec = 1;', rules: [] },
  'apps/report/src/neighbour.ts': {
    text: typesFrom('../../orchestrator/src/admin/commands.js'),
    rules: ['apps-know-no-other-app'],
  },
  'apps/report/src/foreign.ts': {
    text: from('../../../migrations/orchestrator/index.js'),
    rules: ['apps-migrate-their-own-schema'],
  },
  'migrations/report/0002.ts': { text: from('../orchestrator/index.js'), rules: ['migrations-stand-alone'] },
  'apps/report/src/engine.ts': {
    text: typesFrom('#libs/saga-engine'),
    rules: ['participants-know-no-engine'],
  },
  'apps/orchestrator/src/barrier.ts': {
    text: from('#libs/participant'),
    rules: ['orchestrator-is-no-participant'],
  },
  'apps/orchestrator/src/sagas/live.ts': { text: from('pg'), rules: ['definitions-are-data'] },
  'apps/orchestrator/src/sagas/typed.ts': { text: from('#libs/contracts'), rules: ['definitions-are-data'] },
  'apps/orchestrator/src/sagas/definition-types.ts': {
    text: from('#libs/saga-engine'),
    rules: ['registry-knows-contracts'],
  },
  'apps/orchestrator/src/postgres/nudges.ts': {
    text: from('../redis/link.js'),
    rules: ['adapters-know-no-adapter'],
  },
  'apps/orchestrator/src/grpc/stores.ts': {
    text: from('../postgres/store.js'),
    rules: ['adapters-know-no-adapter'],
  },
  'apps/orchestrator/src/queue/stores.ts': {
    text: from('../postgres/store.js'),
    rules: ['queue-knows-redis-only'],
  },
  'apps/orchestrator/src/admin/stores.ts': {
    text: from('../postgres/store.js'),
    rules: ['ports-not-adapters'],
  },
  'apps/report/src/demo.ts': { text: from('../../../tools/demo/main.js'), rules: ['nothing-imports-tools'] },
  'tools/demo/inside.ts': {
    text: from('../../apps/report/src/main.js'),
    rules: ['tools-know-libraries-and-definitions'],
  },
  'apps/report/src/checked.ts': { text: from('fast-check'), rules: ['no-dev-dependencies-in-production'] },
  'apps/report/src/stowed.ts': { text: from('stowaway'), rules: ['no-undeclared-packages'] },
};

interface Cruise {
  readonly summary: { readonly violations: readonly { from: string; rule: { name: string } }[] };
}

/** The broken rules per file, as `file: rule`, sorted. */
function violations(files: Readonly<Record<string, string>>): string[] {
  const folders = ['apps', 'libs', 'migrations', 'tools'];
  const found = withProject(files, (root) => {
    const options = ['--config', config, '--output-type', 'json', ...folders];
    const { stdout, stderr } = spawnSync(process.execPath, [cruiser, ...options], {
      cwd: root,
      encoding: 'utf8',
    });
    if (stdout === '') throw new Error(stderr);
    return (JSON.parse(stdout) as Cruise).summary.violations;
  });
  return [...new Set(found.map((violation) => `${violation.from}: ${violation.rule.name}`))].toSorted();
}

// The cruiser is a process of its own.
jest.setTimeout(60_000);

describe('the import directions', () => {
  it('lets a sound project pass', () => {
    expect(violations(SOUND)).toEqual([]);
  });

  it('finds every import that breaks one, and nothing else', () => {
    const broken = Object.fromEntries(Object.entries(BROKEN).map(([path, { text }]) => [path, text]));
    const expected = Object.entries(BROKEN).flatMap(([path, { rules }]) =>
      rules.map((rule) => `${path}: ${rule}`),
    );
    expect(violations({ ...SOUND, ...broken })).toEqual(expected.toSorted());
  });

  it('has a sample for every rule, and every rule is an error', () => {
    const shown = new Set(Object.values(BROKEN).flatMap(({ rules }) => rules));
    expect([...shown].toSorted()).toEqual(forbidden.map(({ name }) => name).toSorted());
    expect(forbidden.filter(({ severity }) => severity !== 'error')).toEqual([]);
  });
});
