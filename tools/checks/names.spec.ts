import { messagesOf } from './fixture.js';
import { names } from './names.js';

const inFile = (path: string): string[] => messagesOf(names, path, 'export const one = 1;');
const inCode = (text: string): string[] => messagesOf(names, 'libs/platform/src/clock/clock.ts', text);

describe('names', () => {
  it.each([
    'libs/platform/src/utils/text.ts',
    'libs/platform/src/text-utils.ts',
    'libs/platform/src/text.helper.ts',
    'libs/common/src/text.ts',
    'apps/report/src/misc.ts',
  ])('refuses the path %s', (path) => {
    expect(inFile(path)).toHaveLength(1);
  });

  it.each([
    'libs/platform/src/commons-license.ts',
    'apps/report/src/report.module.ts',
    'apps/report/src/utility.ts',
  ])('lets pass the path %s', (path) => {
    expect(inFile(path)).toEqual([]);
  });

  it.each([
    'interface IClock { now(): number }',
    'class IClock {}',
    'type IClock = () => number;',
    'class ClockImpl {}',
    'class DateUtils {}',
    'class DateHelper {}',
  ])('refuses %s', (text) => {
    expect(inCode(text)).toHaveLength(1);
  });

  it.each([
    'interface Clock {}',
    'class IOError {}',
    'interface Idle {}',
    'class Implication {}',
    'const helper = 1;',
  ])('lets pass %s', (text) => {
    expect(inCode(text)).toEqual([]);
  });
});
