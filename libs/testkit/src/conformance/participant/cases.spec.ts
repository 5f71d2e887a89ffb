import { GrpcCaller } from '../../participant/grpc-caller.js';
import type { ParticipantCase } from './case.js';
import { PARTICIPANT_CASES, runParticipantCase } from './cases.js';
import { MODEL_ACTION, MODEL_UNDO, ModelParticipant, WRONGS, type Wrong } from './model-participant.js';
import { ConformanceFailure, type ParticipantSubject } from './subject.js';

/** Beginnings of the names of the cases that each wrong fails, whatever chance does. */
const FAILS: Readonly<Record<Wrong, readonly string[]>> = {
  'has no barrier': [
    ...['A A U U', 'A U A U', 'A U U A', 'U A A U', 'U A U A', 'U U A A'],
    '8 deliveries of an action',
    '8 deliveries of an undo at once close',
    'an action and its undo at the same moment',
    'an action that comes after SealCall',
  ],
  'asks first': ['8 deliveries of an action', 'an action and its undo at the same moment'],
  'takes late actions': ['U A A U', 'U A U A', 'U U A A', '8 deliveries of an undo at once close'],
  'forgets seals': ['an action that comes after SealCall'],
  'refuses to undo nothing': ['U A A U', 'U A U A', 'U U A A', '8 deliveries of an undo at once close'],
  'undoes by reference': [
    'an action and its undo at the same moment',
    'an undo whose references are unset finds the effect',
  ],
  'undoes anew': ['A A U U', 'A U A U', 'A U U A', '8 deliveries of an undo at once undo once'],
  'keeps refusals': ['a refusal stores nothing'],
  'seals anything': ['SealCall of an action that took effect'],
  'takes any key': [
    'an action with a missing or wrong key',
    'an undo with a missing or wrong key',
    'CallStatusService refuses',
  ],
  'drops the generation': ['saga, step, branch and generation'],
  'closes every generation': ['saga, step, branch and generation'],
  'tells no status': ['a refusal stores nothing', 'CallStatusService refuses'],
};

const namesOf = (cases: readonly ParticipantCase[]): string[] => cases.map(({ name }) => name);

const failedCasesOf = (wrong: Wrong): ParticipantCase[] =>
  PARTICIPANT_CASES.filter(({ name }) => FAILS[wrong].some((beginning) => name.startsWith(beginning)));

async function failedBy(
  wrong: Wrong | null,
  cases: readonly ParticipantCase[],
): Promise<{ failed: string[]; left: number }> {
  const model = await ModelParticipant.start(wrong);
  const grpc = new GrpcCaller(model.url);
  const subject: ParticipantSubject = {
    grpc,
    action: { method: MODEL_ACTION, request: (user_id) => ({ user_id }) },
    compensation: {
      method: MODEL_UNDO,
      request: (_, reply) => ({ consultation_id: reply?.['consultation_id'] }),
    },
    effects: async (actionKey) => model.effects(actionKey),
  };
  const failed: string[] = [];
  try {
    for (const tested of cases)
      await runParticipantCase(subject, tested, 'somebody').catch((error: unknown) => {
        if (!(error instanceof ConformanceFailure)) throw error;
        failed.push(tested.name);
      });
  } finally {
    grpc.close();
    model.stop();
  }
  return { failed, left: model.left };
}

describe('the conformance suite of participants', () => {
  it('passes one that keeps to the contract, and leaves nothing behind', async () => {
    expect(await failedBy(null, PARTICIPANT_CASES)).toEqual({ failed: [], left: 0 });
  });

  it.each(WRONGS)('fails one that %s', async (wrong) => {
    const cases = failedCasesOf(wrong);
    expect(cases).toHaveLength(FAILS[wrong].length);
    expect((await failedBy(wrong, cases)).failed).toEqual(namesOf(cases));
  });

  it('has no case that nothing fails', () => {
    expect(new Set(WRONGS.flatMap((wrong) => namesOf(failedCasesOf(wrong))))).toEqual(
      new Set(namesOf(PARTICIPANT_CASES)),
    );
  });
});
