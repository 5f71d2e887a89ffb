/** What the REST face refuses by itself, before a method is asked; on the wire as in docs/ERRORS.md. Kind: refused, all of them. */
import type { FieldViolation } from '#libs/saga-engine';

/** HTTP status and title of each reason. */
export const REST_ERRORS = {
  /** No method has this address. */
  ROUTE_NOT_FOUND: { http: 404, en: 'There is nothing at this address', zh: '没有这个地址' },
  /** The address is there, for other HTTP methods. */
  METHOD_NOT_ALLOWED: {
    http: 405,
    en: 'This address takes another HTTP method',
    zh: '该地址不支持此 HTTP 方法',
  },
  /** It cannot be read as one request: broken JSON, keys that are there twice, headers that contradict each other. */
  MALFORMED_REQUEST: { http: 400, en: 'The request cannot be read', zh: '无法解析请求' },
  UNSUPPORTED_MEDIA_TYPE: { http: 415, en: 'The body has to be JSON', zh: '请求体必须是 JSON' },
  BODY_TOO_LARGE: { http: 413, en: 'The body is too large', zh: '请求体过大' },
  TOO_MANY_HEADERS: { http: 431, en: 'The request has too many headers', zh: '请求头过多' },
  /** A page of another origin sent it. */
  CROSS_ORIGIN: { http: 403, en: 'Requests of other origins are not taken', zh: '不接受跨源请求' },
} as const;
export type RestErrorReason = keyof typeof REST_ERRORS;

export interface RestErrorDetails {
  readonly violations?: readonly FieldViolation[];
  /** HTTP methods that the address takes. */
  readonly allow?: readonly string[];
}

/** The text reaches the caller: it names fields and headers, never values. */
export class RestError extends Error {
  override readonly name = 'RestError';

  constructor(
    readonly reason: RestErrorReason,
    message: string,
    readonly details: RestErrorDetails = {},
  ) {
    super(message);
  }
}
