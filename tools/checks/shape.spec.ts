import { messagesOf } from './fixture.js';
import { barrels, constructors, folderDepth, libraryImports } from './shape.js';

describe('folder depth', () => {
  it.each([
    'apps/report/src/a/b/c/d.ts',
    'libs/platform/src/a/b/c/d.ts',
    'tools/a/b/c/d/e.ts',
    'test/setup.ts',
  ])('lets pass %s', (path) => {
    expect(messagesOf(folderDepth, path, '')).toEqual([]);
  });

  it.each(['apps/report/src/a/b/c/d/e.ts', 'libs/platform/src/a/b/c/d/e.ts', 'tools/a/b/c/d/e/f.ts'])(
    'refuses %s',
    (path) => {
      expect(messagesOf(folderDepth, path, '')).toEqual(['5 folders deep, at most 4 are allowed']);
    },
  );
});

describe('barrels', () => {
  const reExports = "export * from './a.js';\nexport { b } from './b.js';";

  it('refuses a file that only re-exports', () => {
    expect(messagesOf(barrels, 'apps/report/src/inbox/all.ts', reExports)).toHaveLength(1);
    expect(messagesOf(barrels, 'apps/report/src/inbox/index.ts', reExports)).toHaveLength(1);
  });

  it("lets a package's index re-export", () => {
    expect(messagesOf(barrels, 'libs/platform/src/index.ts', reExports)).toEqual([]);
    expect(messagesOf(barrels, 'migrations/report/index.ts', reExports)).toEqual([]);
    expect(messagesOf(barrels, 'libs/testkit/src/participants.ts', reExports)).toEqual([]);
    expect(messagesOf(barrels, 'libs/platform/src/participants.ts', reExports)).toHaveLength(1);
  });

  it('lets pass what does more, what is empty, and a choice from generated code', () => {
    expect(messagesOf(barrels, 'apps/report/src/a.ts', `${reExports}\nexport const c = 1;`)).toEqual([]);
    expect(messagesOf(barrels, 'apps/report/src/a.ts', '')).toEqual([]);
    expect(
      messagesOf(barrels, 'libs/contracts/src/enums.ts', "export { A } from './generated/a.js';"),
    ).toEqual([]);
  });
});

describe('library imports', () => {
  it.each([
    ['apps/report/src/main.ts', "import { clock } from '../../../libs/platform/src/index.js';"],
    ['libs/testkit/src/store.ts', "export { a } from '../../saga-core/src/decide.js';"],
    ['tools/demo/main.ts', "const core = await import('../../libs/saga-core/src/index.js');"],
  ])('refuses a path into a library from %s', (path, text) => {
    expect(messagesOf(libraryImports, path, text)).toHaveLength(1);
  });

  it.each([
    ['apps/report/src/main.ts', "import { clock } from '#libs/platform';"],
    ['libs/platform/test/a.int.spec.ts', "import { clock } from '../src/clock/clock.js';"],
    ['tools/demo/main.ts', "import { sagas } from '../../apps/orchestrator/src/sagas/registry.js';"],
  ])('lets pass %s', (path, text) => {
    expect(messagesOf(libraryImports, path, text)).toEqual([]);
  });
});

describe('constructors', () => {
  const withParameters = (count: number): string =>
    `class A { constructor(${Array.from({ length: count }, (_, index) => `p${index}: string`).join(', ')}) {} }`;

  it('takes six parameters and not seven', () => {
    expect(messagesOf(constructors, 'apps/report/src/a.ts', withParameters(6))).toEqual([]);
    expect(messagesOf(constructors, 'apps/report/src/a.ts', withParameters(7))).toHaveLength(1);
  });
});
