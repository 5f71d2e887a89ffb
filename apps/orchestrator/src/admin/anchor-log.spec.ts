import type { AuditAnchor, EngineLog } from '#libs/saga-engine';
import { FakeClock, settled } from '#libs/testkit';
import { AnchorLog } from './anchor-log.js';

const clock = new FakeClock();
const anchor = (seq: number, byte = seq): AuditAnchor => ({ seq, hash: new Uint8Array(32).fill(byte) });
const line = (seq: number, byte = seq) => [
  'audit_head',
  { seq, hash: Buffer.alloc(32, byte).toString('hex') },
];

let head: AuditAnchor | null | Error;
let lines: unknown[][];
let anchors: AnchorLog;

const log: EngineLog = {
  info: (event, fields) => void lines.push([event, fields]),
  warn: (event) => void lines.push([event]),
  error: (event, fields) => void lines.push([event, fields]),
};

beforeEach(async () => {
  [head, lines] = [null, []];
  const look = async () => {
    if (head instanceof Error) throw head;
    return head;
  };
  anchors = new AnchorLog({ head: look }, clock, log);
  anchors.start();
  await settled();
});

afterEach(async () => {
  await anchors.stop();
  expect(clock.timers).toBe(0);
});

describe('the log of anchors', () => {
  it('L1: notes the head within a minute, and only when it moved', async () => {
    expect(lines).toEqual([]);
    head = anchor(3);
    await clock.pass(59_000);
    expect(lines).toEqual([]);
    await clock.pass(1_000);
    expect(lines).toEqual([line(3)]);
    await clock.pass(600_000);
    expect(lines).toHaveLength(1);
    head = anchor(4);
    await clock.pass(60_000);
    expect(lines).toEqual([line(3), line(4)]);
  });

  it('L1: notes it once more when it stops', async () => {
    head = anchor(7);
    await anchors.stop();
    expect(lines).toEqual([line(7)]);
  });

  it('L1: notes another hash under the same number: the end was written anew', async () => {
    head = anchor(3);
    await clock.pass(60_000);
    head = anchor(3, 9);
    await clock.pass(60_000);
    expect(lines).toEqual([line(3), line(3, 9)]);
  });

  it('L2: cries when the chain is shorter than it was, for as long as it is', async () => {
    head = anchor(3);
    await clock.pass(60_000);
    head = anchor(2);
    await clock.pass(60_000);
    head = null;
    await clock.pass(60_000);
    const cry = (seq: number) => ['audit_head_went_back', { seq, expected: 3 }];
    expect(lines.slice(1)).toEqual([cry(2), cry(0)]);
  });

  it('L3: looks again after a look that failed', async () => {
    head = new Error('no Postgres');
    await clock.pass(60_000);
    head = anchor(1);
    await clock.pass(60_000);
    expect(lines).toEqual([['audit_head_unknown'], line(1)]);
  });
});
