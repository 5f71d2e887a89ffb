import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../stack/command.js';
import { readOptions } from './options.js';

const DEFINITION = ['--definition', 'health-consultation'];
const REPORT = 'suoke.report.v1.ReportService';

describe('readOptions', () => {
  it('takes targets with and without a service, and an example that fits as input', () => {
    const options = readOptions([
      ...DEFINITION,
      '--target',
      '[::1]:5103',
      '--target',
      `${REPORT}=report:5103`,
    ]);
    expect(options).toMatchObject({
      definition: { type: 'health-consultation' },
      targets: [
        { service: null, address: '[::1]:5103' },
        { service: REPORT, address: 'report:5103' },
      ],
      step: null,
      input: { user_id: 'lin-wanqing' },
      json: false,
    });
    expect(readOptions(['--help'])).toBeNull();
  });

  it.each([
    ['no target', DEFINITION],
    ['no port', [...DEFINITION, '--target', 'localhost']],
    ['a service that the definition does not call', [...DEFINITION, '--target', 'a.B=localhost:1']],
    ['no definition', ['--target', 'localhost:1']],
    ['an unknown definition', ['--definition', 'x', '--target', 'localhost:1']],
    ['an unknown step', [...DEFINITION, '--target', 'localhost:1', '--step', 'x']],
    ['a file that is not there', [...DEFINITION, '--target', 'localhost:1', '--input', '/nowhere.json']],
  ])('refuses %s', (_what, args) => {
    expect(() => readOptions(args)).toThrow(UsageError);
  });

  it('takes the input from a file, and names what is wrong in it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
    const file = join(folder, 'input.json');
    const read = (input: object) => {
      writeFileSync(file, JSON.stringify(input));
      return readOptions([...DEFINITION, '--target', 'localhost:1', '--input', file]);
    };
    try {
      expect(read({ user_id: 'somebody' })?.input).toEqual({ user_id: 'somebody' });
      expect(() => read({ user: 'somebody' })).toThrow(/StartConsultationInput: user: /);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
