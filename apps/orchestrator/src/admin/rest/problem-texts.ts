/** What each status of gRPC is in HTTP, as google.rpc.Code says, and its title for people. */
import type { GrpcStatusName } from '#libs/saga-core';

export interface ProblemTitle {
  readonly http: number;
  readonly en: string;
  readonly zh: string;
}

export const STATUS_TITLES: Readonly<Record<GrpcStatusName, ProblemTitle>> = {
  OK: { http: 200, en: 'Done', zh: '已完成' },
  CANCELLED: { http: 499, en: 'The caller gave up', zh: '调用方已放弃' },
  UNKNOWN: { http: 500, en: 'Something went wrong', zh: '发生错误' },
  INVALID_ARGUMENT: { http: 400, en: 'The request has mistakes', zh: '请求有误' },
  DEADLINE_EXCEEDED: { http: 504, en: 'It took too long', zh: '处理超时' },
  NOT_FOUND: { http: 404, en: 'It is not there', zh: '未找到' },
  ALREADY_EXISTS: { http: 409, en: 'The request id is taken', zh: '该请求编号已被使用' },
  PERMISSION_DENIED: { http: 403, en: 'Not within your rights', zh: '没有权限' },
  RESOURCE_EXHAUSTED: { http: 429, en: 'Too much at once', zh: '请求过多' },
  FAILED_PRECONDITION: { http: 400, en: 'Not allowed as things stand', zh: '当前状态不允许此操作' },
  ABORTED: { http: 409, en: 'It has changed since', zh: '对象已发生变化' },
  OUT_OF_RANGE: { http: 400, en: 'Out of range', zh: '超出范围' },
  UNIMPLEMENTED: { http: 501, en: 'Not part of this version', zh: '当前版本不支持' },
  INTERNAL: { http: 500, en: 'Something went wrong', zh: '发生错误' },
  UNAVAILABLE: { http: 503, en: 'Not available at the moment', zh: '暂时不可用' },
  DATA_LOSS: { http: 500, en: 'Something went wrong', zh: '发生错误' },
  UNAUTHENTICATED: { http: 401, en: 'Who you are is not known', zh: '未通过身份验证' },
};
