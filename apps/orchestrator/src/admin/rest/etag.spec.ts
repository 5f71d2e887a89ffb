import type { JsonObject } from '#libs/contracts';
import { etagHeader, etagPath } from './etag.js';
import { ROUTES } from './routes.js';

const PACKAGE = 'suoke.saga.admin.v1';

describe('the etag of a reply', () => {
  it.each([
    ['GetSagaResponse', 'saga.saga.etag'],
    ['ExplainSagaResponse', 'saga.saga.etag'],
    ['ReplaySagaResponse', 'result.saga.etag'],
    ['GetOperationResponse', 'operation.etag'],
    ['BatchReplaySagasResponse', 'result.operation.etag'],
    ['ApproveRequestResponse', 'approval.etag'],
  ])('of %s is at %s', (message, path) => {
    expect(etagPath(`${PACKAGE}.${message}`)?.join('.')).toBe(path);
  });

  it('of lists and of what has no state there is none', () => {
    for (const { rpc, shape } of ROUTES)
      if (/^(List|Verify|Hold|Release)/.test(rpc))
        expect(`${rpc} ${etagPath(shape.responseType)}`).toBe(`${rpc} null`);
  });

  it('is sent in quotes, where there is one', () => {
    const type = `${PACKAGE}.GetSagaResponse`;
    expect(etagHeader(type, { saga: { saga: { etag: '7' } } })).toBe('"7"');
    const without: JsonObject[] = [{}, { saga: null }, { saga: {} }, { saga: { saga: { etag: '' } } }];
    for (const reply of without) expect(etagHeader(type, reply)).toBeNull();
    expect(etagHeader(`${PACKAGE}.ListSagasResponse`, { sagas: [] })).toBeNull();
  });
});
