import { z } from 'zod';
import { ConfigError, envVar, parseEnv } from './env.js';

const schema = z.object({
  DATABASE_URL: envVar.url(['postgres', 'postgresql']),
  SUOKE_PORT: envVar.port().default(5100),
  SUOKE_LEASE_TTL: envVar.durationMs(1_000, 60_000).default(10_000),
  SUOKE_SLOTS: envVar.integer(1, 4_096).optional(),
  SUOKE_ROLES: envVar.list().default([]),
  SUOKE_LEVEL: envVar.oneOf(['info', 'debug']).default('info'),
  SUOKE_RATE: envVar.number(0, 1).default(0.5),
  INSECURE: envVar.boolean().default(false),
});

const DATABASE_URL = 'postgres://u:p@localhost/db';

function mistakesOf(env: Record<string, string>): readonly string[] {
  try {
    parseEnv(schema, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
  return [];
}

describe('parseEnv', () => {
  it('reads what is set and fills in the defaults', () => {
    expect(
      parseEnv(schema, {
        DATABASE_URL,
        SUOKE_LEASE_TTL: '2s',
        SUOKE_ROLES: 'api, worker,',
        INSECURE: 'TRUE',
        PATH: '/bin',
      }),
    ).toEqual({
      DATABASE_URL,
      SUOKE_PORT: 5100,
      SUOKE_LEASE_TTL: 2_000,
      SUOKE_ROLES: ['api', 'worker'],
      SUOKE_LEVEL: 'info',
      SUOKE_RATE: 0.5,
      INSECURE: true,
    });
  });

  it('E1: lists every mistake in one error', () => {
    expect(
      mistakesOf({
        SUOKE_PORT: '70000',
        SUOKE_SLOTS: 'many',
        INSECURE: 'maybe',
        SUOKE_LEVEL: 'loud',
        SUOKE_LEASE_TTL: '1h',
        SUOKE_RATE: '2',
      }),
    ).toEqual([
      'DATABASE_URL: is required and not set',
      'SUOKE_PORT: must be a port from 0 to 65535',
      'SUOKE_LEASE_TTL: must be a duration like 250ms, 10s, 5m, 2h or 1d, at least 1000 ms, at most 60000 ms',
      'SUOKE_SLOTS: must be a whole number from 1 to 4096',
      'SUOKE_LEVEL: must be one of info, debug',
      'SUOKE_RATE: must be a number from 0 to 1',
      'INSECURE: must be 1, 0, true or false',
    ]);
  });

  it('E2: refuses an unknown key of ours and names the nearest', () => {
    expect(
      mistakesOf({ DATABASE_URL, SUOKE_PROT: '1', SUOKE_COMPLETELY_DIFFERENT: '1', OTHER: '1' }),
    ).toEqual([
      'SUOKE_COMPLETELY_DIFFERENT: no such setting',
      'SUOKE_PROT: no such setting; did you mean SUOKE_PORT?',
    ]);
    expect(() =>
      parseEnv(schema, { DATABASE_URL, SUOKE_ELSE: '1' }, { alsoKnown: ['SUOKE_ELSE'] }),
    ).not.toThrow();
  });

  it('E3: never repeats a value', () => {
    const secret = 'mysql://root:hunter2@db';
    expect(() => parseEnv(schema, { DATABASE_URL: secret })).toThrow(ConfigError);
    expect(mistakesOf({ DATABASE_URL: secret, SUOKE_PORT: 'hunter2' }).join()).not.toContain('hunter2');
  });

  it('E4: a key set to nothing counts as not set', () => {
    expect(parseEnv(schema, { DATABASE_URL, SUOKE_PORT: ' ', SUOKE_SLOTS: '' })).toMatchObject({
      SUOKE_PORT: 5100,
    });
    expect(mistakesOf({ DATABASE_URL: '' })).toEqual(['DATABASE_URL: is required and not set']);
  });

  it.each([
    ['1500', 1_500],
    ['250ms', 250],
    ['1.5s', 1_500],
    ['5m', 300_000],
    ['2h', 7_200_000],
    ['400d', 34_560_000_000],
  ])('reads the duration %s', (text, ms) => {
    expect(envVar.durationMs().parse(text)).toBe(ms);
  });

  it.each(['', '-1', '1 s', '1w', 's', '1e3'])('refuses the duration %p', (text) => {
    expect(envVar.durationMs().safeParse(text).success).toBe(false);
  });
});
