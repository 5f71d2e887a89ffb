import { ModelParticipant, PARTICIPANT_CASES, type Wrong } from '#libs/testkit/participants';
import { INTERRUPTED } from '../stack/command.js';
import { conformance } from './conformance.js';
import { readOptions } from './options.js';

const SERVICE = 'suoke.consultation.v1.ConsultationService';

async function check(args: readonly string[], told = new AbortController().signal) {
  const lines: string[] = [];
  const options = readOptions(['--definition', 'health-consultation', ...args]);
  if (options === null) throw new Error('no options');
  const code = await conformance(options, (line) => lines.push(line), told);
  return { code, lines };
}

/** A participant that serves the first step. */
async function withModel<T>(wrong: Wrong | null, use: (model: ModelParticipant) => Promise<T>): Promise<T> {
  const model = await ModelParticipant.start(wrong);
  try {
    return await use(model);
  } finally {
    model.stop();
  }
}

describe('npm run conformance', () => {
  it('passes a participant that keeps to the contract, in every case, and leaves nothing there', async () => {
    await withModel(null, async (model) => {
      const { code, lines } = await check(['--target', model.url]);
      expect(code).toBe(0);
      expect(lines[0]).toMatch(/^health-consultation, for persons named conformance-[0-9a-f]{8}-…$/);
      expect(lines.filter((line) => line.endsWith('  pass'))).toHaveLength(PARTICIPANT_CASES.length);
      expect(lines.join('\n')).toMatch(/- +generate_diagnosis_report +not checked: no target serves it/);
      expect(lines.at(-1)).toBe('conformance: ok');
      expect(model.left).toBe(0);
    });
  }, 60_000);

  it('fails one without a barrier, and says what was expected', async () => {
    const { code, lines } = await withModel('has no barrier', (model) => check(['--target', model.url]));
    expect(code).toBe(1);
    expect(lines.find((line) => line.startsWith('A A U U'))).toMatch(/ FAIL$/);
    expect(lines.find((line) => line.startsWith('an action with a missing'))).toMatch(/ pass$/);
    expect(lines.join('\n')).toContain(
      'expected a duplicate of the action to get the reply of the first, byte for byte',
    );
    expect(lines.at(-1)).toBe('conformance: failed');
  }, 60_000);

  it('tells the same as JSON', async () => {
    const { lines } = await withModel('tells no status', (model) =>
      check(['--target', `${SERVICE}=${model.url}`, '--step', 'create_consultation_record', '--json']),
    );
    const report = JSON.parse(lines.join('')) as { branches: { cases: { passed: boolean }[] }[] };
    expect(report).toMatchObject({
      definition: 'health-consultation',
      conforming: false,
      branches: [{ step: 'create_consultation_record', branch: 'main', action: `${SERVICE}/CreateRecord` }],
      not_checked: [],
      remarks: [],
    });
    expect(report.branches[0]?.cases.filter(({ passed }) => !passed)).toHaveLength(PARTICIPANT_CASES.length);
  });

  it('fails a target that was given for a service that it does not serve', async () => {
    const { code, lines } = await withModel(null, (model) =>
      check(['--target', `suoke.report.v1.ReportService=${model.url}`]),
    );
    expect(code).toBe(1);
    expect(lines.join('\n')).toContain('UNIMPLEMENTED');
  });

  it('says so where nobody answers, and where nothing is served', async () => {
    await expect(check(['--target', '127.0.0.1:1'])).rejects.toThrow('nobody answers at 127.0.0.1:1');
    await withModel(null, async (model) => {
      const elsewhere = ['--target', model.url, '--step', 'send_notification'];
      await expect(check(elsewhere)).rejects.toThrow('the targets serve nothing');
    });
  });

  it('ends when it is told to', async () => {
    await withModel(null, async (model) => {
      const told = AbortSignal.abort();
      expect(await check(['--target', model.url], told)).toEqual({ code: INTERRUPTED, lines: [] });
      expect(model.left).toBe(0);
    });
  });
});
