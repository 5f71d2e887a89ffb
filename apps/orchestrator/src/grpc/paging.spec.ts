import { randomBytes } from 'node:crypto';
import { EngineError } from '#libs/saga-engine';
import { AesGcmPayloadCipher } from '../cipher/payload-cipher.js';
import { pageOfAll, pageSizeOf, pageToken, readPageToken } from './paging.js';

const cipherOf = () =>
  new AesGcmPayloadCipher({
    encryptionKeys: [{ kid: 'k', key: randomBytes(32) }],
    blindIndexKey: randomBytes(32),
  });
const cipher = cipherOf();
const LAST = '0190b2a8-0000-7000-8000-00000000abcd';

describe('the size of a page', () => {
  it.each([
    [0, 50],
    [1, 1],
    [1_000, 1_000],
    [1_001, 1_000],
    [2 ** 31 - 1, 1_000],
  ])('%d becomes %d', (asked, given) => {
    expect(pageSizeOf(asked)).toBe(given);
  });

  it('below zero is a mistake', () => {
    expect(() => pageSizeOf(-1)).toThrow(EngineError);
    expect(() => pageSizeOf(-(2 ** 31))).toThrow(/must not be negative/);
  });
});

describe('the token of a page', () => {
  const token = pageToken(cipher, 'sagas', 'status = FAILED', LAST);
  const read = (text: string, list = 'sagas', filter = 'status = FAILED', by = cipher) =>
    readPageToken(by, list, filter, text);

  it('comes back as the key that it was made of, and fits a URL', () => {
    expect(read(token)).toBe(LAST);
    expect(token).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(read('')).toBeUndefined();
  });

  it.each([
    ['of another filter', () => read(token, 'sagas', 'status = RUNNING')],
    ['of no filter', () => read(token, 'sagas', '')],
    ['of another list', () => read(token, 'admin')],
    ['of another installation', () => read(token, 'sagas', 'status = FAILED', cipherOf())],
    ['whose list and filter are cut elsewhere', () => read(token, 'sagas', '\nstatus = FAILED')],
    ['cut short', () => read(token.slice(0, -2))],
    ['made longer', () => read(`${token}AAAA`)],
    ['that is an id alone', () => read(Buffer.from(LAST.replaceAll('-', ''), 'hex').toString('base64url'))],
    ['that is nonsense', () => read("' OR 1=1--")],
    ['that is long nonsense', () => read('A'.repeat(100_000))],
  ])('is refused when it is one %s', (_what, attempt) => {
    expect(attempt).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }) as Error);
  });

  it('is refused when any bit of it was changed', () => {
    const bytes = Buffer.from(token, 'base64url');
    for (let index = 0; index < bytes.length; index += 1) {
      const altered = Buffer.from(bytes);
      altered[index] = (altered[index] ?? 0) ^ 1;
      expect(() => read(altered.toString('base64url'))).toThrow(/page_token/);
    }
  });
});

describe('the pages of a list that is at hand', () => {
  const names = ['d', 'a', 'c', 'e', 'b'];
  const pageAt = (token: string, entries = names, pageSize = 2) =>
    pageOfAll(cipher, 'names', '', { pageSize, pageToken: token }, entries, (name) => name);

  it('come in the order of the keys, each entry once, also when others come and go meanwhile', () => {
    const first = pageAt('');
    expect(first.page).toEqual(['a', 'b']);
    const second = pageAt(first.nextPageToken, ['aa', 'd', 'c', 'e']);
    expect(second.page).toEqual(['c', 'd']);
    const third = pageAt(second.nextPageToken);
    expect(third).toEqual({ page: ['e'], nextPageToken: '' });
  });

  it('have no next when they end with the last entry', () => {
    expect(pageAt('', names, 5)).toMatchObject({ page: { length: 5 }, nextPageToken: '' });
    expect(pageAt('', [])).toEqual({ page: [], nextPageToken: '' });
  });
});
