import { settled } from '#libs/testkit';
import { Batcher } from './batcher.js';

interface Sent {
  readonly items: readonly number[];
  answer(results?: readonly string[]): void;
  fail(error: Error): void;
}

interface Limits {
  readonly maxItems?: number;
  readonly maxBytes?: number;
  readonly maxInFlight?: number;
}

function batcher(limits: Limits = {}, endOfTurn: (fire: () => void) => void = queueMicrotask) {
  const sent: Sent[] = [];
  const made = new Batcher<number, string>({
    ...{ maxItems: 4, maxBytes: Infinity, maxInFlight: 2, ...limits },
    clock: { endOfTurn },
    bytesOf: (item) => item,
    send: (items) =>
      new Promise((resolve, reject) => {
        sent.push({
          items,
          answer: (results = items.map((item) => `r${item}`)) => resolve(results),
          fail: reject,
        });
      }),
  });
  return { made, sent };
}

describe('Batcher', () => {
  it('sends what is added in one turn together, and at once', async () => {
    const { made, sent } = batcher();
    const answers = [made.add(1), made.add(2)];
    await settled();
    expect(sent.map(({ items }) => items)).toEqual([[1, 2]]);
    sent[0]?.answer();
    expect(await Promise.all(answers)).toEqual(['r1', 'r2']);
  });

  it('waits for all that the turn brings', async () => {
    const turn: (() => void)[] = [];
    const { made, sent } = batcher({}, (fire) => turn.push(fire));
    void made.add(1);
    await settled();
    void made.add(2);
    expect([sent.length, turn.length]).toEqual([0, 1]);
    turn.shift()?.();
    expect(sent.map(({ items }) => items)).toEqual([[1, 2]]);
  });

  it('invariant 1: while batches are in flight items gather, and leave in their order, so many at a time', async () => {
    const { made, sent } = batcher({ maxItems: 3 });
    for (const item of [1, 2, 3, 4, 5, 6, 7, 8]) void made.add(item);
    await settled();
    expect(sent.map(({ items }) => items)).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(made.backlog).toBe(2);
    void made.add(9);
    sent[1]?.answer();
    await settled();
    expect(sent[2]?.items).toEqual([7, 8, 9]);
  });

  it('invariant 1: a batch is bounded by bytes; an item that is larger goes alone', async () => {
    const { made, sent } = batcher({ maxItems: 10, maxBytes: 100, maxInFlight: 3 });
    for (const item of [500, 60, 30, 30]) void made.add(item);
    await settled();
    expect(sent.map(({ items }) => items)).toEqual([[500], [60, 30], [30]]);
  });

  it('invariant 2: a batch that fails is answered by its error, and the others go on', async () => {
    const { made, sent } = batcher({ maxItems: 1 });
    const [first, second] = [made.add(1), made.add(2)];
    await settled();
    sent[0]?.fail(new Error('no'));
    sent[1]?.answer();
    await expect(first).rejects.toThrow('no');
    await expect(second).resolves.toBe('r2');
    const third = made.add(3);
    await settled();
    sent[2]?.answer();
    await expect(third).resolves.toBe('r3');
  });

  it('invariant 2: too few answers are an error, not undefined results', async () => {
    const { made, sent } = batcher();
    const answers = [made.add(1), made.add(2)];
    await settled();
    sent[0]?.answer(['r1']);
    for (const answer of answers) await expect(answer).rejects.toThrow('1 answers for 2 items');
  });

  it('is drained once nothing waits and nothing is in flight', async () => {
    const { made, sent } = batcher({ maxItems: 1, maxInFlight: 1 });
    await made.drained();
    void made.add(1);
    void made.add(2);
    let isDrained = false;
    const drained = made.drained().then(() => (isDrained = true));
    await settled();
    sent[0]?.answer();
    await settled();
    expect(isDrained).toBe(false);
    sent[1]?.answer();
    await drained;
  });
});
