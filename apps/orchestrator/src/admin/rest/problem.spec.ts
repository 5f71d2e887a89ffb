import { status } from '@grpc/grpc-js';
import {
  BadRequestException,
  ForbiddenException,
  HttpException,
  PayloadTooLargeException,
} from '@nestjs/common';
import { GRPC_STATUS_NAMES, REFUSAL_CODES } from '#libs/saga-core';
import { grpcError } from '#libs/platform';
import { ENGINE_ERRORS, EngineError, StoreError, type EngineErrorCode } from '#libs/saga-engine';
import { WIRE } from '../../grpc/engine-errors.js';
import { adminError } from '../admin-errors.js';
import { AdminCallError } from './admin-gateway.js';
import { problemAnswer, problemOf, type Language } from './problem.js';
import { STATUS_TITLES } from './problem-texts.js';
import { REST_ERRORS, RestError, type RestErrorReason } from './rest-errors.js';

const answer = (error: unknown, language: Language = 'en') =>
  problemAnswer(problemOf(error), language, '/admin/v1/sagas/s');
const bodyOf = (error: unknown, language: Language = 'en') =>
  answer(error, language).body as Record<string, unknown>;

describe('a problem', () => {
  it('has what RFC 9457 asks for, and the stable code', () => {
    const violations = [{ field: 'reason', description: 'must say why' }];
    const {
      status: http,
      headers,
      body,
    } = answer(new EngineError('INVALID_ARGUMENT', 'One mistake.', { violations }));
    expect({ http, headers }).toEqual({
      http: 400,
      headers: { 'content-type': 'application/problem+json', 'content-language': 'en' },
    });
    expect(body).toEqual({
      type: 'urn:suoke:error:INVALID_ARGUMENT',
      title: 'The request has mistakes',
      status: 400,
      detail: 'One mistake.',
      instance: '/admin/v1/sagas/s',
      code: 'INVALID_ARGUMENT',
      grpcStatus: 'INVALID_ARGUMENT',
      violations,
    });
  });

  it.each((Object.keys(ENGINE_ERRORS) as EngineErrorCode[]).filter((code) => code !== 'INTERNAL'))(
    'of %s has its reason and the status of HTTP that google.rpc.Code gives it',
    (code) => {
      const body = bodyOf(new EngineError(code, 'what happened'));
      expect(body).toMatchObject({ code: WIRE[code].reason, grpcStatus: status[WIRE[code].code] });
      const expected = { 3: 400, 5: 404, 6: 409, 8: 429, 9: 400, 10: 409, 11: 400, 14: 503 } as Record<
        number,
        number
      >;
      expect(body['status']).toBe(expected[WIRE[code].code]);
    },
  );

  it('of every status has titles in both languages', () => {
    expect(Object.keys(STATUS_TITLES)).toEqual([...GRPC_STATUS_NAMES]);
    for (const { http, en, zh } of [...Object.values(STATUS_TITLES), ...Object.values(REST_ERRORS)]) {
      expect(http).toBeGreaterThanOrEqual(200);
      expect(en).toMatch(/^[A-Z][a-zA-Z ]+$/);
      expect(zh).toMatch(/^[\u4e00-\u9fffA-Z ]+$/);
    }
  });

  it('says when to try again, and who to be', () => {
    expect(answer(new EngineError('OVERLOADED', 'later', { retryAfterMs: 1_200 }))).toMatchObject({
      status: 429,
      headers: { 'retry-after': '2' },
    });
    expect(answer(new StoreError('connection', 'claim: ECONNREFUSED'))).toMatchObject({
      status: 503,
      headers: { 'retry-after': '1' },
    });
    expect(answer(adminError('NO_IDENTITY', 'who?'))).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': 'Bearer' },
    });
    expect(answer(adminError('NO_RIGHT', 'no')).status).toBe(403);
    expect(answer(adminError('NOT_OFFERED', 'no')).status).toBe(501);
  });

  it('is the same whether it is thrown here or came from a handler', () => {
    const thrown = grpcError({
      code: status.FAILED_PRECONDITION,
      message: 'no',
      reason: 'NOT_ALLOWED',
      metadata: { refusal: 'COMMITTED', saga_id: 's' },
    });
    const sent = thrown.getError() as { code: number; message: string; metadata: unknown };
    expect(bodyOf(new AdminCallError(sent.code, sent.message, sent.metadata))).toEqual(bodyOf(thrown));
    expect(bodyOf(thrown)).toMatchObject({ metadata: { refusal: 'COMMITTED', saga_id: 's' } });
  });

  it('is told in Chinese where there is a text, and in English where there is none', () => {
    for (const refusal of REFUSAL_CODES) {
      const error = new EngineError('ACTION_REFUSED', 'english', { refusal });
      expect(bodyOf(error, 'zh')['detail']).toMatch(/。$/);
      expect(bodyOf(error, 'en')['detail']).toBe('english');
    }
    const other = new EngineError('ETAG_MISMATCH', 'it moved');
    expect(bodyOf(other, 'zh')).toMatchObject({ title: '对象已发生变化', detail: 'it moved' });
    expect(answer(other, 'zh').headers['content-language']).toBe('zh-CN');
    const localized = grpcError({
      code: status.NOT_FOUND,
      message: 'gone',
      reason: 'GONE',
      localizedMessage: { locale: 'zh-CN', message: '已删除。' },
    });
    expect(bodyOf(localized, 'zh')['detail']).toBe('已删除。');
    expect(bodyOf(localized, 'en')['detail']).toBe('gone');
    expect(bodyOf(new EngineError('ACTION_REFUSED', 'x', { refusal: 'constructor' }), 'zh')['detail']).toBe(
      'x',
    );
  });

  it.each<[unknown, RestErrorReason]>([
    [new BadRequestException('CANARY'), 'MALFORMED_REQUEST'],
    [new PayloadTooLargeException('CANARY'), 'BODY_TOO_LARGE'],
    [new ForbiddenException('CANARY'), 'CROSS_ORIGIN'],
    [new HttpException('CANARY', 418), 'MALFORMED_REQUEST'],
  ])('of the framework is one of ours (%#)', (error, code) => {
    const body = bodyOf(error);
    expect(body).toMatchObject({ code, status: REST_ERRORS[code].http });
    expect(JSON.stringify(body)).not.toContain('CANARY');
    expect(body).not.toHaveProperty('grpcStatus');
  });

  it('of an address says what it takes', () => {
    const error = new RestError('METHOD_NOT_ALLOWED', 'no', { allow: ['GET', 'HEAD'] });
    expect(answer(error)).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  });

  it.each([
    new Error('CANARY: relation "saga" does not exist'),
    new HttpException('CANARY', 500),
    new StoreError('bug', 'CANARY'),
    new EngineError('INTERNAL', 'CANARY'),
    'CANARY',
    undefined,
  ])('that nobody foresaw tells nothing (%#)', (error) => {
    expect(problemOf(error).isBug).toBe(true);
    expect(bodyOf(error)).toMatchObject({ status: 500, code: 'INTERNAL', detail: 'internal error' });
    expect(JSON.stringify(bodyOf(error))).not.toContain('CANARY');
  });

  it('that a handler did not foresee either was logged where it happened', () => {
    const error = new AdminCallError(status.INTERNAL, 'internal error', undefined);
    expect(problemOf(error)).toMatchObject({ isBug: false, code: 'INTERNAL' });
  });
});
