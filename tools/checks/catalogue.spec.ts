import { checkTree } from './catalogue.js';
import { withProject } from './fixture.js';

const EMPTY = { 'migrations/.keep': '', 'tools/.keep': '', 'test/.keep': '', 'libs/.keep': '' };

describe('the tree', () => {
  it('is checked file by file, generated and built code left out', () => {
    const files = {
      ...EMPTY,
      'apps/report/src/main.ts':
        'export const at = Date.now();\n// and\nexport const url = process.env.URL;\n',
      'apps/report/src/generated/a.ts': 'export const at = Date.now();',
      'apps/report/dist/a.js': 'export const at = Date.now();',
      'apps/report/rules.yaml': 'at: Date.now()',
      'libs/platform/src/index.ts': "export * from './clock/clock.js';",
    };
    const { files: checked, findings } = withProject(files, checkTree);
    expect(checked).toBe(2);
    expect(findings.map(({ path, line, rule }) => `${path}:${line} ${rule}`)).toEqual([
      'apps/report/src/main.ts:1 clock-and-chance',
      'apps/report/src/main.ts:3 environment',
    ]);
  });
});
