import { JsonMappingError } from '#libs/contracts';
import { EngineError, type FieldViolation } from '#libs/saga-engine';
import { isRequestId, isSagaId, RequestChecks } from './request-checks.js';

const ID = '0190b2a8-0000-7000-8000-000000000001';

function error(check: (checks: RequestChecks) => void): EngineError | null {
  const checks = new RequestChecks();
  check(checks);
  try {
    checks.done();
    return null;
  } catch (thrown) {
    if (thrown instanceof EngineError) return thrown;
    throw thrown;
  }
}

const found = (check: (checks: RequestChecks) => void): readonly FieldViolation[] =>
  error(check)?.details.violations ?? [];
const fields = (check: (checks: RequestChecks) => void) => found(check).map(({ field }) => field);

describe('ids', () => {
  it('a saga is named by a UUID in lower case', () => {
    expect(fields((checks) => checks.sagaId(ID))).toEqual([]);
    expect(isSagaId(ID)).toBe(true);
  });

  it.each([
    ['empty', ''],
    ['upper case', ID.toUpperCase()],
    ['a slash', `../${ID}`],
    ['an encoded slash', '..%2f..%2fetc'],
    ['an encoded NUL', `${ID}%00`],
    ['a NUL', `${ID}\u0000`],
    ['a line break after it', `${ID}\n`],
    ['without dashes', ID.replaceAll('-', '')],
    ['300 characters', 'a'.repeat(300)],
    ['full-width digits', ID.replaceAll('0', '０')],
    ['a right-to-left override', `\u202e${ID}`],
    ['SQL', "' OR 1=1--"],
  ])('not by one that is: %s', (_what, id) => {
    expect(fields((checks) => checks.sagaId(id))).toEqual(['saga_id']);
  });

  it('a request id may be missing only where the server makes one', () => {
    expect(fields((checks) => checks.requestId('', false))).toEqual([]);
    expect(fields((checks) => checks.requestId('', true))).toEqual(['request_id']);
    expect(fields((checks) => checks.requestId('aZ_-9'.repeat(12), true))).toEqual([]);
    for (const bad of ['a'.repeat(65), 'a b', 'ä', 'a/b', 'a\n', '\u0000']) {
      expect(fields((checks) => checks.requestId(bad, false))).toEqual(['request_id']);
      expect(isRequestId(bad)).toBe(false);
    }
  });
});

describe('reasons and etags', () => {
  it.each([
    ['', false],
    ['     ', false],
    ['\u3000\u3000\u3000\u3000\u3000\u3000', false],
    ['why?', false],
    ['  because  ', true],
    ['患者要求取消', true],
    ['x'.repeat(500), true],
    ['x'.repeat(501), false],
    [`${' '.repeat(100_000)}five!`, false],
  ])('a reason needs 5 to 500 characters that say something: %#', (reason, good) => {
    expect(fields((checks) => checks.reason(reason))).toEqual(good ? [] : ['reason']);
  });

  it('an etag is a revision', () => {
    const read = (etag: string, isRequired: boolean) => {
      const checks = new RequestChecks();
      const revision = checks.etag(etag, isRequired);
      checks.done();
      return revision;
    };
    expect(read('7', true)).toBe(7);
    expect(read('', false)).toBeNull();
    expect(() => read('', true)).toThrow(EngineError);
    for (const bad of ['0', '07', '-1', '1.5', '1e3', 'W/"7"', ' 7', '9'.repeat(10), '٧']) {
      expect(() => read(bad, false)).toThrow(EngineError);
    }
  });
});

describe('labels', () => {
  const declared = { clinic: 'clear', patient: 'blind' } as const;
  const mistakes = (labels: { [key: string]: string }) => found((checks) => checks.labels(labels, declared));

  it('are taken with declared keys and values that fit', () => {
    expect(mistakes({ clinic: 'east-2', patient: '王小明 <>"' })).toEqual([]);
    expect(mistakes({ clinic: 'a'.repeat(128), patient: '长'.repeat(128) })).toEqual([]);
    expect(mistakes({})).toEqual([]);
  });

  it.each([
    ['clinic', ''],
    ['clinic', 'a'.repeat(129)],
    ['clinic', '东区'],
    ['clinic', '-x'],
    ['clinic', 'a b'],
    ['clinic', 'a\nb'],
    ['clinic', '<img src=x onerror=alert(1)>'],
    ['clinic', '=cmd|calc'],
    ['patient', ''],
    ['patient', 'a'.repeat(129)],
    ['other', 'x'],
    ['constructor', 'x'],
    ['toString', 'x'],
  ])('refused: %s = %j', (key, value) => {
    expect(mistakes({ [key]: value })).toMatchObject([{ field: `labels.${key}` }]);
  });

  it('keys that are no names are quoted and cut', () => {
    const labels = Object.fromEntries([
      ['__proto__', 'x'],
      ['a\r\nb', 'x'],
      ['k'.repeat(100_000), 'x'],
    ]);
    const paths = mistakes(labels).map(({ field }) => field);
    expect(paths).toEqual(['labels.__proto__', 'labels["a\\r\\nb"]', `labels["${'k'.repeat(64)}"]`]);
  });

  it('more than 16 are refused without looking at all of them', () => {
    const labels = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`k${i}`, 'x']));
    expect(mistakes(labels)).toHaveLength(17);
    expect(mistakes(labels)[0]).toMatchObject({ field: 'labels' });
  });

  it('of a stored saga must be kept as they were', () => {
    const stored = { clinic: 'east', patient: 'aGFzaA' };
    const check = (today: Record<string, 'clear' | 'blind'>) =>
      fields((checks) => checks.storedLabels(stored, declared, today));
    expect(check(declared)).toEqual([]);
    expect(check({ clinic: 'clear' })).toEqual(['labels.patient']);
    expect(check({ clinic: 'blind', patient: 'clear' })).toEqual(['labels.clinic', 'labels.patient']);
  });
});

describe('the error', () => {
  it('names all mistakes together, and no value', () => {
    const thrown = error((checks) => {
      checks.sagaId('secret');
      checks.reason('');
      checks.etag('x', true);
      checks.addAll('input', [
        { path: 'user_id', description: 'must be text' },
        { path: '["a b"]', description: 'is no field' },
        { path: '', description: 'must be an object' },
      ]);
    });
    expect(thrown?.code).toBe('INVALID_ARGUMENT');
    expect(thrown?.message).toBe(
      'The request has 6 mistake(s), in: saga_id, reason, etag, input.user_id, input["a b"], …',
    );
    expect(thrown?.details.violations).toHaveLength(6);
    expect(JSON.stringify(thrown?.details)).not.toContain('secret');
  });

  it('stays short whatever the caller sent', () => {
    const thrown = error((checks) => {
      for (let i = 0; i < 1_000; i += 1) checks.add('f'.repeat(10_000), 'is wrong');
    });
    expect(thrown?.message.length).toBeLessThan(600);
  });

  it('tells what could not be read with its path, and lets other failures through', () => {
    const read = (path: string) =>
      fields((checks) => {
        const value = checks.read('deadline', () => {
          throw new JsonMappingError('is no time', path);
        });
        expect(value).toBeNull();
      });
    expect(read('')).toEqual(['deadline']);
    expect(read('seconds')).toEqual(['deadline.seconds']);
    expect(read('[3]')).toEqual(['deadline[3]']);
    expect(fields((checks) => void checks.read('x', () => 1))).toEqual([]);
    const broken = () =>
      new RequestChecks().read('x', () => {
        throw new TypeError('a bug');
      });
    expect(broken).toThrow(TypeError);
  });
});
