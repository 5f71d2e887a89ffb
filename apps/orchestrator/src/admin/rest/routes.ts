/**
 * The address of every method of `suoke.saga.admin.v1.SagaAdminService`, in the style of AIP-127 and AIP-136.
 *
 * R1 Every method has exactly one route (routes.spec.ts holds the table against the protos).
 * R2 What changes something is a POST. A GET changes nothing (T13).
 * R3 What stands in braces is a field of the request, by its name in the proto.
 */
import { methodOf, type MethodShape } from '#libs/contracts';
import { RestError } from './rest-errors.js';

export const ADMIN_SERVICE = 'suoke.saga.admin.v1.SagaAdminService';
export const PREFIX = '/admin/v1';

export type HttpMethod = 'GET' | 'POST';

export interface Route {
  /** Name of the method: `ReplaySaga`. */
  readonly rpc: string;
  readonly http: HttpMethod;
  /** Below the prefix: `/sagas/{saga_id}:replay`. */
  readonly template: string;
  readonly shape: MethodShape;
  /** Between slashes, without the verb: a literal, or the field that stands there. */
  readonly segments: readonly { readonly literal?: string; readonly field?: string }[];
  /** What stands after the colon (AIP-136); null for none. */
  readonly verb: string | null;
}

/** A request that has an address: the route, and the fields of the request that stand in it. */
export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

const TABLE: readonly (readonly [rpc: string, http: HttpMethod, template: string])[] = [
  ['ListSagas', 'GET', '/sagas'],
  ['GetSaga', 'GET', '/sagas/{saga_id}'],
  ['ListSagaEvents', 'GET', '/sagas/{saga_id}/events'],
  ['ExplainSaga', 'GET', '/sagas/{saga_id}:explain'],
  ['ReplaySaga', 'POST', '/sagas/{saga_id}:replay'],
  ['RewindSaga', 'POST', '/sagas/{saga_id}:rewind'],
  ['CompensateSaga', 'POST', '/sagas/{saga_id}:compensate'],
  ['SkipStep', 'POST', '/sagas/{saga_id}:skipStep'],
  ['EditStepInput', 'POST', '/sagas/{saga_id}:editStepInput'],
  ['RecordOutcome', 'POST', '/sagas/{saga_id}:recordOutcome'],
  ['WaiveCompensation', 'POST', '/sagas/{saga_id}:waiveCompensation'],
  ['PauseSaga', 'POST', '/sagas/{saga_id}:pause'],
  ['ResumeSaga', 'POST', '/sagas/{saga_id}:resume'],
  ['CloseSaga', 'POST', '/sagas/{saga_id}:close'],
  ['BatchReplaySagas', 'POST', '/sagas:batchReplay'],
  ['BatchCompensateSagas', 'POST', '/sagas:batchCompensate'],
  ['BatchPauseSagas', 'POST', '/sagas:batchPause'],
  ['BatchResumeSagas', 'POST', '/sagas:batchResume'],
  ['BatchCloseSagas', 'POST', '/sagas:batchClose'],
  ['ListParticipants', 'GET', '/participants'],
  ['HoldParticipant', 'POST', '/participants/{participant}:hold'],
  ['ReleaseParticipant', 'POST', '/participants/{participant}:release'],
  ['ListCauseGroups', 'GET', '/causeGroups'],
  ['ListDefinitions', 'GET', '/definitions'],
  ['ListOperations', 'GET', '/operations'],
  ['GetOperation', 'GET', '/operations/{operation_id}'],
  ['ListOperationItems', 'GET', '/operations/{operation_id}/items'],
  ['PauseOperation', 'POST', '/operations/{operation_id}:pause'],
  ['CancelOperation', 'POST', '/operations/{operation_id}:cancel'],
  ['ListApprovals', 'GET', '/approvals'],
  ['ApproveRequest', 'POST', '/approvals/{approval_id}:approve'],
  ['RejectRequest', 'POST', '/approvals/{approval_id}:reject'],
  ['ListAuditEntries', 'GET', '/auditEntries'],
  ['VerifyAudit', 'GET', '/auditEntries:verify'],
];

export const ROUTES: readonly Route[] = TABLE.map(([rpc, http, template]) => {
  const shape = methodOf(`${ADMIN_SERVICE}/${rpc}`);
  if (shape === null) throw new RangeError(`${rpc} is no method of ${ADMIN_SERVICE}`);
  const [path = '', verb = null] = template.split(':');
  const segments = path.split('/').map((segment) => {
    const field = /^\{(.+)\}$/.exec(segment)?.[1];
    return field === undefined ? { literal: segment } : { field };
  });
  return { rpc, http, template, shape, segments, verb };
});

/**
 * The route of a request.
 * @param rawPath as it came, still percent-encoded, without the query
 * @throws RestError ROUTE_NOT_FOUND, METHOD_NOT_ALLOWED, MALFORMED_REQUEST
 */
export function matchRoute(method: string, rawPath: string): Match {
  const found = rawPath.startsWith(`${PREFIX}/`) ? candidates(rawPath.slice(PREFIX.length)) : [];
  if (found.length === 0) throw new RestError('ROUTE_NOT_FOUND', 'There is nothing at this address.');
  const wanted = method === 'HEAD' ? 'GET' : method;
  const match = found.find(({ route }) => route.http === wanted);
  if (match !== undefined) return { route: match.route, params: decoded(match.params) };
  const allow = found.flatMap(({ route }) => (route.http === 'GET' ? ['GET', 'HEAD'] : [route.http]));
  throw new RestError('METHOD_NOT_ALLOWED', `This address takes ${allow.join(', ')}.`, { allow });
}

/** The routes whose template fits, whatever their HTTP method. A colon that belongs to a name is sent as `%3A`. */
function candidates(rawPath: string): Match[] {
  const colon = rawPath.indexOf(':', rawPath.lastIndexOf('/'));
  const verb = colon < 0 ? null : rawPath.slice(colon + 1);
  const given = (colon < 0 ? rawPath : rawPath.slice(0, colon)).split('/');
  return ROUTES.flatMap((route) => {
    if (route.verb !== verb || route.segments.length !== given.length) return [];
    const params: Record<string, string> = {};
    for (const [index, { literal, field }] of route.segments.entries()) {
      const text = given[index] ?? '';
      if (field === undefined ? text !== literal : text === '') return [];
      if (field !== undefined) params[field] = text;
    }
    return [{ route, params }];
  });
}

function decoded(params: Match['params']): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([field, text]) => [field, decodedText(text)]));
}

/** @throws RestError for what is no UTF-8, and for characters that no name has */
export function decodedText(text: string): string {
  try {
    const plain = decodeURIComponent(text);
    if (!plain.includes('\0')) return plain;
  } catch {
    // Told below: what a library says of it may repeat what was sent.
  }
  throw new RestError('MALFORMED_REQUEST', 'The address holds a percent-encoding that cannot be read.');
}
