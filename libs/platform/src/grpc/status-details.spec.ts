import { Metadata, status } from '@grpc/grpc-js';
import fc from 'fast-check';
import { GrpcError, grpcError, readStatusDetails } from './error.js';
import { decodeStatus, encodeStatus, STATUS_DETAILS_KEY } from './status-details.js';

describe('google.rpc.Status', () => {
  it('D1: the bytes are those of the public definition', () => {
    const bytes = encodeStatus({ code: 9, message: 'no', reason: 'R', domain: 'd' });
    const errorInfo = '0a0152' + '120164';
    const typeUrl = Buffer.from('type.googleapis.com/google.rpc.ErrorInfo').toString('hex');
    expect(bytes.toString('hex')).toBe(`0809` + `12026e6f` + `1a32` + `0a28${typeUrl}` + `1206${errorInfo}`);
  });

  it('all details come back as they were given', () => {
    const content = {
      message: 'not as it must be',
      reason: 'RECORD_CHANGED',
      domain: 'suoke.life',
      metadata: { key: 'value', 键: '值' },
      fieldViolations: [{ field: 'data.items[2].name', description: 'must be set', reason: 'REQUIRED' }],
      preconditions: [{ type: 'VERSION', subject: 'records/7', description: 'somebody wrote since' }],
      quotaViolations: [{ subject: 'starts', description: 'too many' }],
      resource: { resourceType: 'record', resourceName: 'records/7', owner: 'u', description: 'd' },
      localizedMessage: { locale: 'zh-CN', message: '记录已变更' },
      retryDelayMs: 1_234,
    };
    expect(decodeStatus(encodeStatus({ code: 9, ...content }))).toEqual(content);
  });

  it('what was not said is absent', () => {
    expect(decodeStatus(encodeStatus({ code: 9, message: 'm', reason: 'R' }))).toEqual({
      message: 'm',
      reason: 'R',
      domain: null,
      metadata: {},
      fieldViolations: [],
      preconditions: [],
      quotaViolations: [],
      resource: null,
      localizedMessage: null,
      retryDelayMs: null,
    });
    expect(decodeStatus(encodeStatus({ code: 9, message: 'no details' }))).toBeNull();
  });

  it('a delay is rounded up to milliseconds and never negative', () => {
    const delay = (retryDelayMs: number) =>
      decodeStatus(encodeStatus({ code: 8, message: '', retryDelayMs }))?.retryDelayMs;
    expect([delay(0), delay(0.2), delay(999.5), delay(-5), delay(86_400_000)]).toEqual([
      0, 1, 1_000, 0, 86_400_000,
    ]);
  });

  it('D2: garbage is null, never an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        decodeStatus(bytes);
      }),
      { numRuns: 500 },
    );
    const good = encodeStatus({
      code: 3,
      message: 'm',
      reason: 'R',
      fieldViolations: [{ field: 'a', description: 'b' }],
    });
    for (let length = 0; length < good.length; length++)
      expect(() => decodeStatus(good.subarray(0, length))).not.toThrow();
  });

  it('D2: a reason or a field that is none does not pass as one', () => {
    const details = decodeStatus(
      encodeStatus({
        code: 3,
        message: '',
        reason: 'patient 张三',
        fieldViolations: [{ field: '张三 has a cold', description: '' }],
      }),
    );
    expect(details).toMatchObject({ reason: null, fieldViolations: [{ field: '?' }] });
  });

  it('D3: long lists and texts are cut so that the trailer fits', () => {
    const fieldViolations = Array.from({ length: 500 }, (_, i) => ({
      field: `field_${i}`,
      description: 'x'.repeat(900),
    }));
    const metadata = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`k${i}`, 'v'.repeat(400)]));
    const bytes = encodeStatus({
      code: 3,
      message: 'm'.repeat(5_000),
      reason: 'R',
      fieldViolations,
      metadata,
      retryDelayMs: 5,
    });
    expect(bytes.length).toBeLessThanOrEqual(4_096);
    expect(decodeStatus(bytes)).toMatchObject({ reason: 'R', retryDelayMs: 5 });
    expect(decodeStatus(bytes)?.fieldViolations[0]?.field).toBe('field_0');
  });
});

describe('grpcError and readStatusDetails', () => {
  it('carry the details in the metadata of the error', () => {
    const error = grpcError({
      code: status.INVALID_ARGUMENT,
      message: 'bad',
      reason: 'BAD',
      fieldViolations: [{ field: 'a', description: 'b' }],
    });
    expect(error).toBeInstanceOf(GrpcError);
    expect(error).toMatchObject({ code: 3, reason: 'BAD', message: 'bad' });
    expect(readStatusDetails(error)).toMatchObject({
      reason: 'BAD',
      domain: 'suoke.life',
      fieldViolations: [{ field: 'a' }],
    });
  });

  it('are null for anything without details', () => {
    const metadata = new Metadata();
    metadata.set(STATUS_DETAILS_KEY, Buffer.from('garbage'));
    for (const thrown of [
      undefined,
      null,
      'x',
      new Error('x'),
      { metadata: {} },
      { metadata: new Metadata() },
      { metadata },
    ]) {
      expect(readStatusDetails(thrown)).toBeNull();
    }
  });
});
