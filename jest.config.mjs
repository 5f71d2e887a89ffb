import { readFileSync } from 'node:fs';

const { imports } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** Where `#libs/x` lies before anything is built, as package.json says it: `*` is the name of a library. */
const libraries = Object.entries(imports)
  .filter(([name]) => name.startsWith('#libs/'))
  .map(([name, built]) => [
    `^${name.replace('*', '([^/]+)')}$`,
    built.replace('./dist/', '<rootDir>/').replace('*', '$1').replace(/\.js$/, '.ts'),
  ]);

const shared = {
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          keepClassNames: true,
        },
        module: { type: 'es6' },
      },
    ],
  },
  moduleNameMapper: {
    ...Object.fromEntries(libraries),
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist'],
  testEnvironment: 'node',
};

// Unit tests need nothing but Node; integration tests get the real Postgres and Redis that the global setup starts.
export default {
  // Most of an integration test is waiting: four at a time fill two cores.
  maxWorkers: 4,
  // Real servers on a busy machine take their time. Jest reads this here only, not from a project.
  testTimeout: 30_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['**/*.spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', '\\.int\\.spec\\.ts$'],
    },
    {
      ...shared,
      displayName: 'integration',
      testMatch: ['**/*.int.spec.ts'],
      globalSetup: '<rootDir>/test/global-setup.mjs',
      globalTeardown: '<rootDir>/test/global-teardown.mjs',
    },
  ],
};
