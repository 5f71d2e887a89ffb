/**
 * What messages are in plain JSON, as types made from the generated ones: a field that a renderer misspells does not compile.
 * The rules are those of `libs/contracts`: what has presence and is unset is missing; times and durations are text; an enum
 * is its name, or its number where a later version has added a value.
 */
import type { Json, JsonObject, saga_admin_v1 } from '#libs/contracts';

export type Plain<T> = T extends string
  ? string extends T
    ? string
    : T | number
  : T extends number | boolean
    ? T
    : T extends readonly (infer Item)[]
      ? readonly Plain<Item>[]
      : string extends keyof T
        ? { readonly [key: string]: Plain<T[string & keyof T]> }
        : 'nanos' extends keyof T
          ? string
          : 'nullValue' extends keyof T
            ? Json
            : keyof T extends 'fields'
              ? JsonObject
              : PlainMessage<T>;

type MayMiss<T> = null extends T ? true : undefined extends T ? true : false;

type PlainMessage<T> = {
  readonly [K in keyof T as MayMiss<T[K]> extends true ? never : K]: Plain<T[K]>;
} & {
  readonly [K in keyof T as MayMiss<T[K]> extends true ? K : never]?: Plain<NonNullable<T[K]>>;
};

/** A request of which only some fields are set. */
type Sparse<T> = T extends string | number | boolean
  ? T
  : JsonObject extends T
    ? T
    : T extends readonly (infer Item)[]
      ? readonly Sparse<Item>[]
      : { readonly [K in keyof T]?: Sparse<T[K]> };

type Methods = saga_admin_v1.SagaAdminServiceDefinition;

/** Names of the methods of SagaAdminService. */
export type AdminMethod = keyof {
  [K in keyof Methods as string extends K ? never : number extends K ? never : K]: true;
} &
  string;

export type AdminRequest<M extends AdminMethod> = Sparse<Plain<ReturnType<Methods[M]['requestDeserialize']>>>;
export type AdminReply<M extends AdminMethod> = Plain<ReturnType<Methods[M]['responseDeserialize']>>;

export type AdminSaga = Plain<saga_admin_v1.AdminSaga__Output>;
export type AdminSagaEvent = Plain<saga_admin_v1.AdminSagaEvent__Output>;
export type AllowedAction = Plain<saga_admin_v1.AllowedAction__Output>;
export type Preview = Plain<saga_admin_v1.Preview__Output>;
export type PlannedCall = Plain<saga_admin_v1.PlannedCall__Output>;
export type ActionResult = Plain<saga_admin_v1.ActionResult__Output>;
export type Participant = Plain<saga_admin_v1.Participant__Output>;
export type CauseGroup = Plain<saga_admin_v1.CauseGroup__Output>;
export type Definition = Plain<saga_admin_v1.Definition__Output>;
export type Operation = Plain<saga_admin_v1.Operation__Output>;
export type OperationItem = Plain<saga_admin_v1.OperationItem__Output>;
export type BatchPreview = Plain<saga_admin_v1.BatchPreview__Output>;
export type BatchResult = Plain<saga_admin_v1.BatchResult__Output>;
export type Approval = Plain<saga_admin_v1.Approval__Output>;
export type AuditEntry = Plain<saga_admin_v1.AuditEntry__Output>;
export type AuditVerdict = AdminReply<'VerifyAudit'>;
export type Explanation = AdminReply<'ExplainSaga'>;
export type Saga = NonNullable<AdminSaga['saga']>;
export type SagaEvent = NonNullable<AdminSagaEvent['event']>;
export type CallError = NonNullable<Saga['error']>;
export type LocalizedText = NonNullable<Explanation['why']>;

/** A message of the server as JSON again: types of messages have no index signature, values of JSON need one. */
export function asJson(message: object): JsonObject {
  return message as JsonObject;
}
