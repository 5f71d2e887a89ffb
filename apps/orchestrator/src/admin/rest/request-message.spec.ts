import { jsonCodec, type JsonObject } from '#libs/contracts';
import { EngineError } from '#libs/saga-engine';
import { requestMessage } from './request-message.js';
import { RestError } from './rest-errors.js';
import { matchRoute } from './routes.js';

interface Sent {
  readonly body?: unknown;
  readonly headers?: { readonly [name: string]: string };
}

function message(method: string, address: string, { body, headers = {} }: Sent = {}): JsonObject {
  const [path = '', query = ''] = address.split('?');
  const bytes =
    body === undefined ? null : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const match = matchRoute(method, `/admin/v1${path}`);
  return requestMessage({ ...match, query, headers, body: bytes });
}

/** The fields that are refused, or what the request as a whole is refused for. */
function mistakes(method: string, address: string, sent: Sent = {}): string[] {
  try {
    message(method, address, sent);
  } catch (error) {
    if (error instanceof RestError) return [error.reason];
    if (!(error instanceof EngineError)) throw error;
    expect(error.code).toBe('INVALID_ARGUMENT');
    return error.details.violations?.map(({ field }) => field) ?? [];
  }
  return [];
}

describe('a GET', () => {
  it('takes its fields from the address, by either of their names', () => {
    expect(message('GET', '/sagas?filter=status%20%3D%20FAILED&pageSize=5&page_token=a%2Bb')).toEqual({
      filter: 'status = FAILED',
      page_size: 5,
      page_token: 'a+b',
    });
    expect(
      message('GET', '/sagas/s/events?afterSeq=9007199254740993&reveal=true&reason=for+the+ward'),
    ).toEqual({
      saga_id: 's',
      after_seq: '9007199254740993',
      reveal: true,
      reason: 'for the ward',
    });
    expect(message('GET', '/sagas')).toEqual({});
    expect(message('GET', '/operations/o/items?state=OPERATION_ITEM_STATE_REFUSED')).toEqual({
      operation_id: 'o',
      state: 'OPERATION_ITEM_STATE_REFUSED',
    });
  });

  it('takes a list as the same name again', () => {
    const both = '/sagas/s:explain?previewActions=ACTION_REPLAY&previewActions=ACTION_CLOSE';
    expect(message('GET', both)['preview_actions']).toEqual(['ACTION_REPLAY', 'ACTION_CLOSE']);
  });

  it.each([
    ['?no_such=1', 'no_such'],
    ['?pageSize=ten', 'page_size'],
    ['?pageSize=', 'page_size'],
    ['?pageSize=1.5', 'page_size'],
    ['?pageSize=1e3', 'page_size'],
    ['?pageSize=99999999999', 'page_size'],
    ['?pageSize=007', 'page_size'],
    ['?pageSize=1&page_size=2', 'page_size'],
    ['?__proto__=1', '__proto__'],
    ['?constructor=1', 'constructor'],
  ])('/sagas%s is refused', (query, field) => {
    expect(mistakes('GET', `/sagas${query}`)).toEqual([field]);
  });

  it.each(['?filter=%ff', '?filter=a%00b', '?filter=%', '?%zz=1'])('/sagas%s cannot be read', (query) => {
    expect(mistakes('GET', `/sagas${query}`)).toEqual(['MALFORMED_REQUEST']);
  });

  it('is refused where the query contradicts the path, or a value is none', () => {
    expect(mistakes('GET', '/sagas/s?sagaId=other')).toEqual(['saga_id']);
    expect(mistakes('GET', '/sagas/s?reveal=yes')).toEqual(['reveal']);
    expect(mistakes('GET', '/approvals?state=PENDING')).toEqual(['state']);
    expect(mistakes('GET', '/sagas/s/events?afterSeq=1.5')).toEqual(['after_seq']);
  });

  it('takes no precondition and needs no id of a request', () => {
    expect(mistakes('GET', '/sagas/s', { headers: { 'if-match': '"1"' } })).toEqual(['etag']);
    expect(mistakes('GET', '/sagas', { headers: { 'idempotency-key': 'k' } })).toEqual(['request_id']);
  });

  it('may have its fields in the body of a POST that says so', () => {
    const body = { filter: 'labels.patient = "p-1"', pageSize: 5 };
    expect(message('GET', '/sagas', { body })).toEqual({ filter: 'labels.patient = "p-1"', page_size: 5 });
  });
});

describe('a POST', () => {
  const body = { requestId: 'r-1', reason: 'asked for by the ward', etag: '7' };

  it('takes its fields from the body', () => {
    const expected = { saga_id: 's', request_id: 'r-1', reason: 'asked for by the ward', etag: '7' };
    expect(message('POST', '/sagas/s:replay', { body })).toEqual(expected);
    expect(message('POST', '/sagas/s:replay', { body: { ...body, saga_id: 's' } })).toEqual(expected);
  });

  it('makes a message that the codec encodes', () => {
    const edits = [{ step: 'a', request: { user_id: 'u', nested: { a_b: [1, null] } } }];
    const made = message('POST', '/sagas/s:rewind', { body: { ...body, step: 'a', edits } });
    expect(jsonCodec('suoke.saga.admin.v1.RewindSagaRequest').toWire(made)).toMatchObject({
      saga_id: 's',
      step: 'a',
    });
    expect(made['edits']).toEqual(edits);
  });

  it('takes etag and id of the request from the headers', () => {
    const { reason } = body;
    const headers = { 'if-match': '"7"', 'idempotency-key': '"r-1"' };
    expect(message('POST', '/sagas/s:replay', { body: { reason }, headers })).toMatchObject({
      etag: '7',
      request_id: 'r-1',
    });
    expect(message('POST', '/sagas/s:replay', { body, headers })).toMatchObject({ etag: '7' });
    const plain = { 'if-match': '*', 'idempotency-key': 'r-1' };
    expect(message('POST', '/sagas/s:pause', { body: { reason }, headers: plain })).toMatchObject({
      etag: '',
      request_id: 'r-1',
    });
  });

  it('is refused where a header and the body say different things', () => {
    const headers = { 'if-match': '"8"', 'idempotency-key': 'r-2' };
    expect(mistakes('POST', '/sagas/s:replay', { body, headers })).toEqual(['etag', 'request_id']);
    expect(mistakes('POST', '/sagas/s:replay', { body: { ...body, sagaId: 'other' } })).toEqual(['saga_id']);
    expect(mistakes('POST', '/participants/p:hold', { body: {}, headers: { 'if-match': '"8"' } })).toEqual([
      'etag',
    ]);
  });

  it('leaves an etag that is none to the method', () => {
    for (const header of ['W/"7"', '"7", "8"', '7'])
      expect(message('POST', '/sagas/s:replay', { body: {}, headers: { 'if-match': header } })['etag']).toBe(
        header,
      );
  });

  it('has nothing in the query', () => {
    expect(mistakes('POST', '/sagas/s:replay?validateOnly=true', { body })).toEqual(['validateOnly']);
  });

  it.each<[string, unknown, string[]]>([
    ['an unknown field', { ...body, colour: 'red' }, ['colour']],
    ['an unknown field inside', { ...body, edits: [{ step: 'a', colour: 1 }] }, ['edits[0].colour']],
    ['a text for a boolean', { ...body, validateOnly: 'true' }, ['validate_only']],
    ['a number for a text', { ...body, reason: 7 }, ['reason']],
    ['null', { ...body, step: null }, ['step']],
    ['both names of a field', { ...body, request_id: 'r-1' }, ['request_id']],
    ['a list for a message', { ...body, edits: { step: 'a' } }, ['edits']],
    ['__proto__', '{"__proto__": {"role": "admin"}}', ['__proto__']],
    ['constructor', '{"constructor": {"prototype": {"role": "admin"}}}', ['constructor']],
    [
      '__proto__ inside of a Struct',
      '{"edits": [{"request": {"__proto__": {"a": 1}}}]}',
      ['edits[0].request.__proto__'],
    ],
    ['several', { colour: 1, validateOnly: 'x' }, ['colour', 'validate_only']],
    ['a list', '[]', ['MALFORMED_REQUEST']],
    ['null as a whole', 'null', ['MALFORMED_REQUEST']],
    ['nothing', '', ['MALFORMED_REQUEST']],
    ['a key twice', '{"reason":"a","reason":"b"}', ['MALFORMED_REQUEST']],
  ])('with %s is refused', (_what, sent, fields) => {
    expect(mistakes('POST', '/sagas/s:rewind', { body: sent })).toEqual(fields);
    expect(({} as { role?: string }).role).toBeUndefined();
  });

  it('takes whole numbers as numbers, and 64-bit ones as text', () => {
    const selection = { filter: 'status = FAILED', maxItems: 10 };
    const made = message('POST', '/sagas:batchReplay', { body: { selection } });
    expect(made).toEqual({ selection: { filter: 'status = FAILED', max_items: 10 } });
    for (const maxItems of ['10', 1.5, 2 ** 40, true])
      expect(mistakes('POST', '/sagas:batchReplay', { body: { selection: { maxItems } } })).toEqual([
        'selection.max_items',
      ]);
  });
});
