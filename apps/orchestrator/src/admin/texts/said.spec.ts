import { EN } from './en.js';
import { inBothLanguages, say, type TextKey } from './said.js';
import { pointInTime, span, times } from './times.js';
import { ZH_CN } from './zh-cn.js';

const NOW = Date.UTC(2026, 10, 28, 14, 3, 16);
const keys = Object.keys(EN) as TextKey[];
const placeholders = (text: string) => new Set(text.match(/\{\w+\}/g) ?? []);

describe('the catalogue', () => {
  it.each(keys)('%s is filled by the same in both languages', (key) => {
    expect(placeholders(ZH_CN[key])).toEqual(placeholders(EN[key]));
  });

  it.each(keys)('%s is a clause in the language that it is in', (key) => {
    expect(EN[key]).toMatch(/^[a-z{][^\u4e00-\u9fff。；，]*[^.;]$/);
    expect(ZH_CN[key]).toMatch(/[\u4e00-\u9fff]/);
    expect(ZH_CN[key]).not.toMatch(/[。；.;]$/);
    expect(ZH_CN[key]).not.toMatch(/[,;]/);
  });

  it('has no key that only one language knows', () => {
    expect(Object.keys(ZH_CN).toSorted()).toEqual(Object.keys(EN).toSorted());
  });
});

describe('a sentence', () => {
  it('is made of the same clauses in both languages', () => {
    const place = say('place', { number: 3, count: 5, name: 'send_notification' });
    const failed = say('retrying_action', { place, times: { times: 2 }, error: 'UNAVAILABLE' });
    const next = say('attempt', { at: { at: NOW + 4_000 }, left: 1 });
    expect(inBothLanguages([failed, next], NOW)).toEqual({
      en: 'Step 3/5 send_notification has failed 2 times (UNAVAILABLE); the next attempt starts at 2026-11-28T14:03:20Z (in 4 s), attempts left: 1.',
      zh_cn:
        '步骤 3/5 send_notification 已失败 2 次（UNAVAILABLE）；下次尝试 2026-11-28T14:03:20Z（4 秒后），还剩 1 次。',
    });
  });

  it('fills in what it is given as it stands', () => {
    const odd = say('resume_held', { participant: '{place} $& {participant}' });
    expect(inBothLanguages([odd], NOW).en).toBe('{place} $& {participant} has to be released as well.');
  });

  it('joins lists and clauses by the marks of its language', () => {
    const text = say('then_settles', {
      place: 'x',
      outlook: {
        clauses: [say('then_completes'), say('then_calls', { places: { list: ['a', say('some_step')] } })],
      },
    });
    expect(inBothLanguages([text], NOW)).toEqual({
      en: 'The participant of x is asked whether it took effect (it is COMPLETED; it calls a, a step).',
      zh_cn: '将询问x 的参与方是否已生效（状态变为 COMPLETED；将调用a、某个步骤）。',
    });
  });
});

describe('times', () => {
  it.each<[number, string, string]>([
    [0, '1 s', '1 秒'],
    [400, '1 s', '1 秒'],
    [4_000, '4 s', '4 秒'],
    [59_600, '1 min', '1 分'],
    [95_000, '1 min 35 s', '1 分 35 秒'],
    [3_600_000, '1 h', '1 小时'],
    [3_605_000, '1 h', '1 小时'],
    [93_600_000, '1 d 2 h', '1 天 2 小时'],
  ])('%d ms', (ms, en, zh) => {
    expect([span('en', ms), span('zh', ms)]).toEqual([en, zh]);
  });

  it.each<[number, string, string]>([
    [4_000, '2026-11-28T14:03:20Z (in 4 s)', '2026-11-28T14:03:20Z（4 秒后）'],
    [-61_000, '2026-11-28T14:02:15Z (1 min 1 s ago)', '2026-11-28T14:02:15Z（1 分 1 秒前）'],
    [0, '2026-11-28T14:03:16Z (now)', '2026-11-28T14:03:16Z（现在）'],
  ])('%d ms from now', (ms, en, zh) => {
    expect([pointInTime('en', NOW + ms, NOW), pointInTime('zh', NOW + ms, NOW)]).toEqual([en, zh]);
  });

  it('of any number are a text', () => {
    for (const ms of [Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, 8_640_000_000_000_001]) {
      expect(pointInTime('en', ms, NOW)).toMatch(/Z \(/);
    }
  });

  it.each<[number, string, string]>([
    [1, 'once', '1 次'],
    [2, '2 times', '2 次'],
  ])('%d times', (count, en, zh) => {
    expect([times('en', count), times('zh', count)]).toEqual([en, zh]);
  });
});
