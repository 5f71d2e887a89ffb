import { keyWarning, readStackSettings } from './settings.js';

const KEYS = { SUOKE_ENCRYPTION_KEYS: 'k1:abc', SUOKE_BLIND_INDEX_KEY: 'def' };
const DATABASE_URL = 'postgres://user:secret@127.0.0.1:5432/suoke';

describe('readStackSettings', () => {
  it('takes addresses and keys', () => {
    const REDIS_URL = 'rediss://127.0.0.1:6379';
    expect(readStackSettings({ DATABASE_URL, REDIS_URL, ...KEYS })).toEqual({
      databaseUrl: DATABASE_URL,
      redisUrl: REDIS_URL,
      keys: KEYS,
    });
  });

  it.each([{}, { DATABASE_URL: '', REDIS_URL: ' ', SUOKE_ENCRYPTION_KEYS: '', SUOKE_BLIND_INDEX_KEY: '' }])(
    'takes %j for nothing',
    (env) => {
      expect(readStackSettings(env)).toEqual({});
    },
  );

  it('names both addresses that have a wrong scheme, and repeats neither', () => {
    const env = { DATABASE_URL: 'mysql://root:secret@db/suoke', REDIS_URL: 'localhost:6379' };
    expect(() => readStackSettings(env)).toThrow(
      /^[^]*DATABASE_URL: must be .*postgres:\/\/[^]*REDIS_URL: must be .*redis:\/\/.*$/,
    );
    expect(() => readStackSettings(env)).not.toThrow(/secret|localhost/);
  });

  it.each(Object.keys(KEYS))('wants the other key where %s is set', (name) => {
    const [other] = Object.keys(KEYS).filter((key) => key !== name);
    const env = { [name]: KEYS[name as keyof typeof KEYS] };
    expect(() => readStackSettings(env)).toThrow(`${other}: is needed where ${name} is set`);
  });

  it('leaves settings of the apps alone', () => {
    expect(readStackSettings({ SUOKE_GRACE: '5s', PATH: '/bin' })).toEqual({});
  });
});

describe('keyWarning', () => {
  it('speaks up only where keys of one run meet a database that stays', () => {
    expect(keyWarning(readStackSettings({ DATABASE_URL }))).toMatch(/SUOKE_ENCRYPTION_KEYS.*CANNOT_DECRYPT/);
    expect(keyWarning(readStackSettings({ DATABASE_URL, ...KEYS }))).toBeNull();
    expect(keyWarning(readStackSettings({}))).toBeNull();
    expect(keyWarning(readStackSettings(KEYS))).toBeNull();
  });
});
