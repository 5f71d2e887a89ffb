import { serviceDefinition } from '#libs/contracts';
import { CallStatuses, type Asker, type CallQuestion } from './call-status.js';

const METHOD = serviceDefinition('suoke.participant.v1.CallStatusService').GetCallStatus!;
type Answer = (key: string, participant: string) => string | null | Promise<string | null>;

/** A way to participants that answers with the name of a status, or with nothing. */
class ScriptedAsker implements Asker {
  readonly asked: string[] = [];
  open = 0;
  mostOpen = 0;

  constructor(private readonly answer: Answer) {}

  async ask(participant: string, path: string, bytes: Buffer): Promise<Buffer | null> {
    expect(path).toBe('/suoke.participant.v1.CallStatusService/GetCallStatus');
    const { key } = METHOD.requestDeserialize(bytes) as { key: string };
    this.asked.push(key);
    this.open += 1;
    this.mostOpen = Math.max(this.mostOpen, this.open);
    await Promise.resolve();
    this.open -= 1;
    const status = await this.answer(key, participant);
    return status === null ? null : METHOD.responseSerialize({ status });
  }
}

const question = (key: string, participant = 'a.B', barrier = true): CallQuestion => ({
  participant,
  key,
  barrier,
});

describe('what a participant remembers of a call', () => {
  it.each([
    ['CALL_STATUS_APPLIED', 'applied'],
    ['CALL_STATUS_NONE', 'not_applied'],
    // Undone, or closed before it took effect: nothing of it stands.
    ['CALL_STATUS_COMPENSATED', 'not_applied'],
    ['CALL_STATUS_UNSPECIFIED', 'unknown'],
  ])('%s means %s', async (status, effect) => {
    const asker = new ScriptedAsker(() => status);
    expect(await new CallStatuses(asker).round().effectsOf([question('k')])).toEqual([effect]);
  });

  it('is nothing without a barrier, so nobody is asked', async () => {
    const asker = new ScriptedAsker(() => 'CALL_STATUS_APPLIED');
    const effects = await new CallStatuses(asker).round().effectsOf([question('k', 'a.B', false)]);
    expect([effects, asker.asked]).toEqual([['unknown'], []]);
  });

  it('is asked once for each key, and comes in the order of the questions', async () => {
    const asker = new ScriptedAsker((key) => (key === 'x' ? 'CALL_STATUS_APPLIED' : 'CALL_STATUS_NONE'));
    const round = new CallStatuses(asker).round();
    expect(await round.effectsOf([question('y'), question('x'), question('x')])).toEqual([
      ...['not_applied', 'applied', 'applied'],
    ]);
    expect(await round.effectsOf([question('x')])).toEqual(['applied']);
    expect(asker.asked.toSorted()).toEqual(['x', 'y']);
  });

  it('is asked eight at a time', async () => {
    const asker = new ScriptedAsker(() => 'CALL_STATUS_NONE');
    const questions = Array.from({ length: 40 }, (_, index) => question(`k${index}`));
    expect(new Set(await new CallStatuses(asker).round().effectsOf(questions))).toEqual(
      new Set(['not_applied']),
    );
    expect([asker.asked.length, asker.mostOpen]).toEqual([40, 8]);
  });

  it('of one that does not answer stays unknown, and it is left alone; others are asked', async () => {
    const asker = new ScriptedAsker((_, participant) =>
      participant === 'a.B' ? null : 'CALL_STATUS_APPLIED',
    );
    const questions = Array.from({ length: 40 }, (_, index) => question(`k${index}`));
    const effects = await new CallStatuses(asker).round().effectsOf([...questions, question('other', 'c.D')]);
    expect(effects.slice(0, 40).every((effect) => effect === 'unknown')).toBe(true);
    expect(effects.at(-1)).toBe('applied');
    expect(asker.asked.length).toBeLessThanOrEqual(9);
  });

  it('never throws', async () => {
    const broken: Asker = { ask: () => Promise.reject(new Error('the channel is closed')) };
    const garbled: Asker = { ask: () => Promise.resolve(Buffer.from([255, 255])) };
    for (const asker of [broken, garbled]) {
      expect(await new CallStatuses(asker).round().effectsOf([question('k')])).toEqual(['unknown']);
    }
  });
});
