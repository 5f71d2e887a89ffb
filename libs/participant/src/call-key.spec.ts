import { Metadata } from '@grpc/grpc-js';
import { readStatusDetails } from '#libs/platform';
import fc from 'fast-check';
import { actionKeyOf, formatCallKey, parseCallKey, readCallKey } from './call-key.js';

const SAGA = '01932f5e-7c1a-7000-8000-000000000001';
const GOOD = `${SAGA}/call_ai_agents/xiaoai/2/action`;

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('the key of a call', () => {
  it('is read and written', () => {
    const key = parseCallKey(GOOD);
    expect(key).toEqual({
      sagaId: SAGA,
      step: 'call_ai_agents',
      branch: 'xiaoai',
      generation: 2,
      direction: 'action',
    });
    expect(key && formatCallKey(key)).toBe(GOOD);
  });

  it('of a compensation leads to the action', () => {
    const key = parseCallKey(`${SAGA}/a/main/1/compensation`);
    expect(key && formatCallKey(actionKeyOf(key))).toBe(`${SAGA}/a/main/1/action`);
  });

  it.each([
    '',
    GOOD.toUpperCase(),
    GOOD.replace(SAGA, 'saga-1'),
    GOOD.replace('/2/', '/0/'),
    GOOD.replace('/2/', '/02/'),
    GOOD.replace('/2/', '/-1/'),
    GOOD.replace('/2/', '/1e3/'),
    GOOD.replace('/2/', '/4294967296/'),
    GOOD.replace('xiaoai', ''),
    GOOD.replace('xiaoai', '1st'),
    GOOD.replace('xiaoai', 'a'.repeat(65)),
    GOOD.replace('xiaoai', 'xiao-ai'),
    GOOD.replace('xiaoai', '小艾'),
    GOOD.replace('action', 'actions'),
    GOOD.replace('/action', ''),
    `${GOOD}\n`,
    ` ${GOOD}`,
    `${GOOD}/action`,
    GOOD.replace('/xiaoai/', '/../'),
  ])('refuses %j', (text) => {
    expect(parseCallKey(text)).toBeUndefined();
  });

  it('reads back whatever it writes, and nothing else', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,63}$/);
    const key = fc.record({
      sagaId: fc.uuid(),
      step: name,
      branch: name,
      generation: fc.integer({ min: 1, max: 999_999_999 }),
      direction: fc.constantFrom('action' as const, 'compensation' as const),
    });
    fc.assert(fc.property(key, (one) => expect(parseCallKey(formatCallKey(one))).toEqual(one)));
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = parseCallKey(text);
        expect(read === undefined || formatCallKey(read) === text).toBe(true);
      }),
    );
  });
});

describe('the metadata of a call', () => {
  const withKeys = (...keys: string[]): Metadata => {
    const metadata = new Metadata();
    for (const key of keys) metadata.add('idempotency-key', key);
    return metadata;
  };

  it('gives the key', () => {
    expect(readCallKey(withKeys(GOOD), 'action').branch).toBe('xiaoai');
  });

  it.each([
    ['missing', withKeys()],
    ['sent twice', withKeys(GOOD, GOOD)],
    ['malformed', withKeys('nonsense')],
    ['of the other direction', withKeys(GOOD.replace('action', 'compensation'))],
  ])('is refused when the key is %s', (_, metadata) => {
    const error = thrownBy(() => readCallKey(metadata, 'action'));
    expect(error).toMatchObject({ code: 3, reason: 'CALL_KEY_INVALID' });
    expect(readStatusDetails(error)?.fieldViolations.map((violation) => violation.field)).toEqual([
      'idempotency-key',
    ]);
  });
});
