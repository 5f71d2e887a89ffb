import { environment } from './environment.js';
import { messagesOf } from './fixture.js';

const found = (path: string, text: string): number => messagesOf(environment, path, text).length;

describe('environment', () => {
  it.each([
    'const url = process.env.DATABASE_URL;',
    "const url = process['env'];",
    'const { env } = process;',
    'const { env: settings } = process;',
    "import { env } from 'node:process';",
    "import { env as settings } from 'process';",
  ])('refuses %s', (text) => {
    expect(found('apps/report/src/report.module.ts', text)).toBe(1);
  });

  it.each([
    'process.exitCode = 1;',
    'const { pid } = process;',
    "import { argv } from 'node:process';",
    'use(env);',
  ])('lets pass %s', (text) => {
    expect(found('apps/report/src/report.module.ts', text)).toBe(0);
  });

  it.each([
    'apps/report/src/config.ts',
    'libs/participant/src/config.ts',
    'libs/platform/src/config/env.ts',
    'libs/testkit/src/databases/test-servers.ts',
    'tools/stack/main.ts',
    'apps/report/test/report.int.spec.ts',
  ])('leaves it to %s', (path) => {
    expect(found(path, 'use(process.env);')).toBe(0);
  });

  it('knows one config.ts per app', () => {
    expect(found('apps/report/src/inbox/config.ts', 'use(process.env);')).toBe(1);
  });
});
