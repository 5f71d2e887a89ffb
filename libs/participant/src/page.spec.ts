import { pageOf, pageWindow } from './page.js';

const request = (more: object = {}) => ({ user_id: 'u', page_size: 0, page_token: '', ...more });
const rows = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ seq: from - index }));

describe('pages', () => {
  it.each([
    [0, 50],
    [7, 7],
    [1_000, 1_000],
    [5_000, 1_000],
  ])('of size %d have at most %d rows', (page_size, limit) => {
    expect(pageWindow(request({ page_size })).limit).toBe(limit);
  });

  it('go on below the last row, with the same filters in any order', () => {
    const first = request({ page_size: 2 });
    const { next_page_token: token } = pageOf(rows(10, 3), first, pageWindow(first));
    expect(pageWindow({ page_token: token, page_size: 5, user_id: 'u' })).toEqual({ before: 9, limit: 5 });
  });

  it('end where nothing is left', () => {
    const asked = request({ page_size: 3 });
    expect(pageOf(rows(3, 3), asked, pageWindow(asked))).toEqual({ rows: rows(3, 3), next_page_token: '' });
    expect(pageOf([], asked, pageWindow(asked)).next_page_token).toBe('');
  });

  it.each(['x', '9', '9.', '0.AAAAAAAAAAA', '-1.AAAAAAAAAAA', "9.' or 1=1"])(
    'refuse the token %j',
    (page_token) => {
      expect(() => pageWindow(request({ page_token }))).toThrow('page_token');
    },
  );

  it('refuse a token of other filters', () => {
    const asked = request({ page_size: 1 });
    const { next_page_token: page_token } = pageOf(rows(9, 2), asked, pageWindow(asked));
    expect(() => pageWindow(request({ user_id: 'v', page_token }))).toThrow('page_token');
  });
});
