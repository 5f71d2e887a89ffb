import { messageOf, serviceDefinition } from '#libs/contracts';
import { RestError } from './rest-errors.js';
import { ADMIN_SERVICE, matchRoute, ROUTES } from './routes.js';

const refusalOf = (method: string, path: string): RestError => {
  try {
    matchRoute(method, path);
  } catch (error) {
    if (error instanceof RestError) return error;
    throw error;
  }
  throw new Error('it was not refused');
};

describe('the route table', () => {
  it('R1: every method of the service has exactly one route, and no other is there', () => {
    const routed = ROUTES.map(({ rpc }) => rpc).toSorted();
    expect(routed).toEqual(Object.keys(serviceDefinition(ADMIN_SERVICE)).toSorted());
  });

  it('R1: no two routes share an address', () => {
    const addresses = ROUTES.map(({ http, template }) => `${http} ${template.replaceAll(/\{.+?\}/g, '{}')}`);
    expect(new Set(addresses).size).toBe(ROUTES.length);
  });

  it.each(ROUTES.map((route) => [route.rpc, route] as const))(
    'R2, T13: %s changes something by POST only',
    (rpc, { http, shape }) => {
      const { fields } = messageOf(shape.requestType) ?? { fields: new Map() };
      const mutates = fields.has('request_id') || fields.has('validate_only');
      expect(http).toBe(mutates ? 'POST' : 'GET');
      expect(/^(List|Get|Explain|Verify)/.test(rpc)).toBe(http === 'GET');
    },
  );

  it.each(ROUTES.map((route) => [route.template, route] as const))(
    'R3: %s names fields of the request, and what a GET takes besides fits into a query',
    (_template, { http, shape, segments }) => {
      const fields = messageOf(shape.requestType)?.fields;
      for (const { field } of segments) {
        if (field !== undefined)
          expect(fields?.get(field)?.type).toEqual({ kind: 'scalar', scalar: 'string' });
      }
      if (http === 'POST') return;
      for (const { type, cardinality } of fields?.values() ?? []) {
        expect(type.kind).not.toBe('message');
        expect(cardinality).not.toBe('map');
      }
    },
  );
});

describe('matchRoute', () => {
  it.each([
    ['GET', '/admin/v1/sagas', 'ListSagas', {}],
    ['HEAD', '/admin/v1/sagas', 'ListSagas', {}],
    ['GET', '/admin/v1/sagas/s-1', 'GetSaga', { saga_id: 's-1' }],
    ['GET', '/admin/v1/sagas/s-1/events', 'ListSagaEvents', { saga_id: 's-1' }],
    ['GET', '/admin/v1/sagas/s-1:explain', 'ExplainSaga', { saga_id: 's-1' }],
    ['POST', '/admin/v1/sagas/s-1:replay', 'ReplaySaga', { saga_id: 's-1' }],
    ['POST', '/admin/v1/sagas:batchReplay', 'BatchReplaySagas', {}],
    [
      'POST',
      '/admin/v1/participants/suoke.report.v1.ReportService:hold',
      'HoldParticipant',
      {
        participant: 'suoke.report.v1.ReportService',
      },
    ],
    ['GET', '/admin/v1/operations/o/items', 'ListOperationItems', { operation_id: 'o' }],
    ['GET', '/admin/v1/auditEntries:verify', 'VerifyAudit', {}],
    ['GET', '/admin/v1/sagas/..%2f%E5%8F%B7%3Areplay', 'GetSaga', { saga_id: '../号:replay' }],
  ])('%s %s is %s', (method, path, rpc, params) => {
    const match = matchRoute(method, path);
    expect(match.route.rpc).toBe(rpc);
    expect(match.params).toEqual(params);
  });

  it.each([
    ...['/', '/admin/v1', '/admin/v1/', '/admin/v1/saga', '/admin/v1/sagas/', '/admin/v1/sagas//events'],
    ...['/ADMIN/v1/sagas', '/admin/v1/Sagas', '/admin/v1/sagas/s:explode', '/admin/v1/sagas/:replay'],
    ...['/admin/v1/sagas/s/events/1', '/admin/v2/sagas', '/admin/v1/../v1/sagas', 'http://x/admin/v1/sagas'],
    '/admin/v1/sagas/s:replay:again',
  ])('there is nothing at %s', (path) => {
    expect(refusalOf('GET', path).reason).toBe('ROUTE_NOT_FOUND');
  });

  it.each([
    ['PUT', '/admin/v1/sagas', ['GET', 'HEAD']],
    ['TRACE', '/admin/v1/sagas/s', ['GET', 'HEAD']],
    ['DELETE', '/admin/v1/sagas/s', ['GET', 'HEAD']],
    ['OPTIONS', '/admin/v1/sagas/s:replay', ['POST']],
    ['GET', '/admin/v1/sagas/s:replay', ['POST']],
    ['get', '/admin/v1/sagas', ['GET', 'HEAD']],
  ])('%s %s is not allowed, and says what is', (method, path, allow) => {
    expect(refusalOf(method, path)).toMatchObject({ reason: 'METHOD_NOT_ALLOWED', details: { allow } });
  });

  it.each(['%', '%zz', '%ff%fe', 'a%00b', '%C0%80'])(
    'a name of %s cannot be read, and is not repeated',
    (name) => {
      const refusal = refusalOf('GET', `/admin/v1/sagas/${name}`);
      expect(refusal.reason).toBe('MALFORMED_REQUEST');
      expect(refusal.message).not.toContain(name);
    },
  );
});
