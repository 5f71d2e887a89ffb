import { STATUSES } from '#libs/saga-core';
import type { StatusSnapshot } from '#libs/saga-engine';
import { decodeMessage, decodeSnapshot, encodeMessage, encodeSnapshot } from './snapshot.js';

const SAGA = '0190a5f2-7c1e-7abc-8def-0123456789ab';
const one: StatusSnapshot = {
  sagaId: SAGA,
  type: 'health-consultation',
  status: 'RUNNING',
  stepIndex: 2,
  revision: 7,
  ended: false,
};

describe('snapshots in Redis', () => {
  it('come back as they were, in every status', () => {
    for (const status of STATUSES) {
      const snapshot = { ...one, status, ended: status === 'COMPLETED' };
      expect(decodeSnapshot(SAGA, encodeSnapshot(snapshot))).toEqual(snapshot);
    }
  });

  it('G12: hold the type, the status and numbers', () => {
    expect(encodeSnapshot(one)).toBe('7|RUNNING|2|0|health-consultation');
  });

  it.each([
    '',
    'x',
    '7|RUNNING|2|0',
    '7|RUNNING|2|0|health-consultation|more',
    '7|DONE|2|0|health-consultation',
    '-1|RUNNING|2|0|health-consultation',
    '7.5|RUNNING|2|0|health-consultation',
    '9999999999|RUNNING|2|0|health-consultation',
    '7|RUNNING||0|health-consultation',
    '7|RUNNING|2|2|health-consultation',
    '7|RUNNING|2|0|Health Consultation',
    `7|RUNNING|2|0|${'a'.repeat(200)}`,
  ])('are nothing if they read %j', (text) => {
    expect(decodeSnapshot(SAGA, text)).toBeNull();
  });

  it('are nothing under an id that is none', () => {
    expect(decodeSnapshot('nobody', encodeSnapshot(one))).toBeNull();
  });
});

describe('progress messages', () => {
  const two = { ...one, sagaId: SAGA.replace('0190', '0191'), revision: 8 };

  it('bring a batch to others, in order', () => {
    const message = encodeMessage('me', [one, two]);
    expect(decodeMessage('other', message)).toEqual({ snapshots: [one, two], garbage: 0 });
  });

  it('bring nothing to their sender', () => {
    expect(decodeMessage('me', encodeMessage('me', [one]))).toEqual({ snapshots: [], garbage: 0 });
    expect(decodeMessage('m', encodeMessage('me', [one])).snapshots).toEqual([one]);
  });

  it('lose only what is not well formed', () => {
    const message = [encodeMessage('other', [one]), 'nonsense', `${SAGA}7|RUNNING|2|0|x`].join('\n');
    expect(decodeMessage('me', message)).toEqual({ snapshots: [one], garbage: 2 });
  });

  it.each(['', 'hello', '{"json":true}', `x\n${'y'.repeat(300_000)}`])('are garbage otherwise', (message) => {
    expect(decodeMessage('me', message)).toEqual({ snapshots: [], garbage: 1 });
  });
});
