/**
 * Who may import whom (docs/ARCHITECTURE.md). Every rule is an error, and tools/checks/dependency-rules.spec.ts shows
 * that each of them bites.
 *
 * Type imports count like any other: a type that a package must not know is a wall that it must not lean on.
 */
const path = require('node:path');

const TEST = '(\\.spec\\.ts$|/test/)';
const OTHER_PACKAGES = '^(apps|libs|migrations|tools|test)/';
const ADAPTERS = 'postgres|queue|redis|grpc|cipher';
/** Files of libraries that package.json names beside their index: what is light, for those who start often. */
const THIN_ENTRIES = Object.entries(require('./package.json').imports)
  .filter(([name]) => name.startsWith('#libs/') && !name.includes('*'))
  .map(([, built]) => `^${built.replace('./dist/', '').replace(/\.js$/, '\\.ts')}$`);
const PARTICIPANTS = 'consultation|ai-agent|report|notification|health-record';

/** A library that knows only these folders of the project. */
const knowsOnly = (library, known, comment) => ({
  name: `${library}-knows-only-its-own`,
  comment,
  severity: 'error',
  from: { path: `^libs/${library}/`, pathNot: TEST },
  to: { path: OTHER_PACKAGES, pathNot: [library, ...known].map((name) => `^libs/${name}/`) },
});

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Two files that need each other are one room with a wall through it.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'not-resolvable',
      comment: 'An import that leads nowhere would slip through every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'saga-core-imports-nothing',
      comment:
        'The pure core is synchronous and takes no clock, no chance, no IO: no npm package, no node: module.',
      severity: 'error',
      from: { path: '^libs/saga-core/', pathNot: TEST },
      to: { pathNot: '^libs/saga-core/' },
    },
    {
      name: 'saga-engine-imports-saga-core-only',
      comment: 'What the engine needs from the world it declares in ports.ts.',
      severity: 'error',
      from: { path: '^libs/saga-engine/', pathNot: TEST },
      to: { pathNot: '^libs/(saga-engine|saga-core)/' },
    },
    knowsOnly('platform', [], 'The platform is thin and has no domain word: npm packages and Node only.'),
    knowsOnly('contracts', [], 'Contracts follow from proto/ and from nothing else.'),
    knowsOnly('participant', ['platform', 'contracts'], 'A participant needs no saga engine.'),
    {
      name: 'testkit-knows-libraries-only',
      comment: 'The testkit may use every library; it serves all apps and so knows none.',
      severity: 'error',
      from: { path: '^libs/testkit/' },
      to: { path: '^(apps|migrations|tools)/' },
    },
    {
      name: 'libraries-know-no-app',
      comment: 'Apps stand on libraries, not the other way round; their tests are no exception.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(apps|migrations|tools)/' },
    },
    {
      name: 'libraries-by-their-index',
      comment:
        'A library is met through its index.ts, or through a thin entry that package.json names; what it does not export is its own affair.',
      severity: 'error',
      from: { path: '^([^/]+)/([^/]+)/' },
      to: { path: '^libs/', pathNot: ['^libs/[^/]+/src/index\\.ts$', ...THIN_ENTRIES, '^$1/$2/'] },
    },
    {
      name: 'no-testkit-in-production',
      comment: 'What tests need does not ship.',
      severity: 'error',
      from: { path: '^(apps|libs|migrations)/', pathNot: [TEST, '^libs/testkit/'] },
      to: { path: '^libs/testkit/' },
    },
    {
      name: 'no-tests-in-production',
      comment: 'A spec is read by Jest and by nobody else.',
      severity: 'error',
      from: { pathNot: TEST },
      to: { path: '\\.spec\\.ts$' },
    },
    {
      name: 'apps-know-no-other-app',
      comment: 'Services meet over gRPC.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'apps-migrate-their-own-schema',
      comment: 'One schema per service, and only its owner changes it.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^migrations/', pathNot: '^migrations/$1/' },
    },
    {
      name: 'migrations-stand-alone',
      comment: 'A migration is history: it must still run when the code it was written for is gone.',
      severity: 'error',
      from: { path: '^migrations/([^/]+)/' },
      to: { path: OTHER_PACKAGES, pathNot: ['^migrations/$1/', '^libs/(platform|participant)/'] },
    },
    {
      name: 'participants-know-no-engine',
      comment: 'A participant is called; that a saga calls it is the business of libs/participant.',
      severity: 'error',
      from: { path: `^apps/(${PARTICIPANTS})/`, pathNot: TEST },
      to: { path: '^libs/(saga-core|saga-engine)/' },
    },
    {
      name: 'orchestrator-is-no-participant',
      comment: "The barrier is the participants' side of the contract.",
      severity: 'error',
      from: { path: '^apps/orchestrator/', pathNot: TEST },
      to: { path: '^libs/participant/' },
    },
    {
      name: 'definitions-are-data',
      comment:
        'A saga definition is plain data: it knows the core that describes it, and no engine, adapter or package. The registry and the check against the protos know the contracts too.',
      severity: 'error',
      from: { path: '^apps/orchestrator/src/sagas/', pathNot: [TEST, '/(registry|definition-types)\\.ts$'] },
      to: { pathNot: '^(apps/orchestrator/src/sagas|libs/saga-core)/' },
    },
    {
      name: 'registry-knows-contracts',
      comment: 'Tools read the definitions: they come without the orchestrator around them.',
      severity: 'error',
      from: { path: '^apps/orchestrator/src/sagas/', pathNot: TEST },
      to: { path: OTHER_PACKAGES, pathNot: '^(apps/orchestrator/src/sagas|libs/(saga-core|contracts))/' },
    },
    {
      name: 'adapters-know-no-adapter',
      comment: 'Adapters meet in the composition root and nowhere else; both of Redis share its link.',
      severity: 'error',
      from: {
        path: `^apps/orchestrator/src/(${ADAPTERS})/`,
        pathNot: [TEST, '^apps/orchestrator/src/queue/'],
      },
      to: { path: `^apps/orchestrator/src/(${ADAPTERS}|admin)/`, pathNot: '^apps/orchestrator/src/$1/' },
    },
    {
      name: 'queue-knows-redis-only',
      comment: 'BullMQ lives in Redis and shares the link to it.',
      severity: 'error',
      from: { path: '^apps/orchestrator/src/queue/', pathNot: TEST },
      to: {
        path: `^apps/orchestrator/src/(${ADAPTERS}|admin)/`,
        pathNot: '^apps/orchestrator/src/(queue|redis)/',
      },
    },
    {
      name: 'ports-not-adapters',
      comment:
        "Operators' commands speak to the ports of the engine; only the composition root names an adapter.",
      severity: 'error',
      from: { path: '^apps/orchestrator/src/(admin|sagas)/', pathNot: TEST },
      to: { path: '^apps/orchestrator/src/(postgres|queue|redis|cipher)/' },
    },
    {
      name: 'nothing-imports-tools',
      comment: 'Tools use the house; the house does not use its tools.',
      severity: 'error',
      from: { pathNot: '^tools/' },
      to: { path: '^tools/' },
    },
    {
      name: 'tools-know-libraries-and-definitions',
      comment: 'Of the apps a tool may read the saga definitions; everything else it does from outside.',
      severity: 'error',
      from: { path: '^tools/' },
      to: { path: '^(apps|migrations)/', pathNot: '^apps/orchestrator/src/sagas/' },
    },
    {
      name: 'no-dev-dependencies-in-production',
      comment: 'What ships runs after npm ci --omit=dev.',
      severity: 'error',
      from: { path: '^(apps|libs|migrations)/', pathNot: [TEST, '^libs/testkit/', '\\.mjs$'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'type-only'] },
    },
    {
      name: 'no-undeclared-packages',
      comment: 'A package that package.json does not name is there by accident.',
      severity: 'error',
      from: {},
      // Jest brings its own globals.
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], pathNot: '^node_modules/@jest/globals/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    doNotFollow: { path: 'node_modules' },
    // dist is made from the same sources; the global setup of the tests reads it.
    exclude: { path: '(^dist/|^libs/contracts/src/generated/)' },
    tsConfig: { fileName: path.join(__dirname, 'tsconfig.json') },
    // #libs/x leads to dist at run time and to the source for every tool that reads sources.
    webpackConfig: { fileName: path.join(__dirname, 'tools/checks/resolve.cjs') },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
