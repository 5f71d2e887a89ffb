import { ref, type BranchSpec, type SagaDefinition, type Template } from '#libs/saga-core';
import { everyKind } from '#libs/testkit';
import { checkAgainstContracts, definitionHash } from './definition-types.js';

const CREATE = 'suoke.consultation.v1.ConsultationService/CreateRecord';
const REVERT = 'suoke.health_record.v1.HealthRecordService/RevertHealthRecord';
const UPDATE = 'suoke.health_record.v1.HealthRecordService/UpdateHealthRecord';
const REPORT = 'suoke.report.v1.ReportService/GenerateReport';
const DIAGNOSE = 'suoke.ai_agent.v1.AiAgentService/Diagnose';
const LIST = 'suoke.report.v1.ReportService/ListReports';

const branch = (method: string, request: object, name?: string): BranchSpec => ({
  ...(name === undefined ? {} : { name }),
  action: { method, request: request as Template },
  compensation: 'none',
});

/** `first` creates a record, `second` asks two agents, `third` is the call to check. */
function definition(method: string, request: object, more: Partial<SagaDefinition> = {}): SagaDefinition {
  return {
    type: 't',
    input: 'suoke.consultation.flow.v1.StartConsultationInput',
    steps: [
      { name: 'first', kind: 'compensatable', branches: [branch(CREATE, {})] },
      {
        name: 'second',
        kind: 'compensatable',
        branches: [branch(DIAGNOSE, {}, 'a'), branch(LIST, {}, 'b')],
      },
      { name: 'third', kind: 'compensatable', branches: [branch(method, request)] },
    ],
    ...more,
  };
}

const check = (method: string, request: object): string[] =>
  checkAgainstContracts(definition(method, request)).map((mistake) =>
    mistake.replace('t / third / main: ', ''),
  );

describe('checkAgainstContracts', () => {
  it('finds nothing in the definition of tests and chaos', () => {
    expect(checkAgainstContracts(everyKind)).toEqual([]);
  });

  it('lets fitting templates through', () => {
    expect(
      check(REPORT, {
        user_id: ref('input.user_id'),
        consultation_id: ref('first.consultation_id'),
        data: ref('input.consultation_data'),
        results: [ref('second.a.result'), { agent: 'AGENT_LAOKE', analysis_id: ref('second.a.analysis_id') }],
      }),
    ).toEqual([]);
    expect(check(CREATE, ref('input'))).not.toEqual([]);
    expect(
      check(CREATE, { data: { symptoms: [{ name: 'x', severity: 'SEVERITY_MILD' }], age_years: 3 } }),
    ).toEqual([]);
    expect(check(UPDATE, { data: { at: ref('first.create_time'), any: [ref('second.b'), 1] } })).toEqual([]);
    expect(check(UPDATE, { data: ref('input.consultation_data'), expected_version: '7' })).toEqual([]);
  });

  it('lists all mistakes with definition, step, branch and field', () => {
    const source = definition(
      CREATE,
      { user: 1, data: { complaint: 3, vitals: ref('first.consultation_id') } },
      { input: 'suoke.Nothing', output: { id: ref('third.nothing') } },
    );
    const broken: SagaDefinition = {
      ...source,
      steps: [
        ...source.steps,
        {
          name: 'fourth',
          kind: 'compensatable',
          branches: [
            {
              action: { method: 'suoke.report.v1.ReportService/Nothing', request: {} },
              compensation: { method: REVERT, request: { version: ref('first.create_time') } },
            },
          ],
        },
      ],
    };
    expect(checkAgainstContracts(broken)).toEqual([
      't: input: suoke.Nothing does not exist',
      't / third / main: action.request.user: is no field of suoke.consultation.v1.CreateRecordRequest',
      't / third / main: action.request.data.complaint: must be text',
      't / third / main: action.request.data.vitals: is suoke.consultation.v1.VitalSigns, which string does not fit (ref "first.consultation_id")',
      't / fourth / main: action.method: suoke.report.v1.ReportService/Nothing does not exist',
      't / fourth / main: compensation.request.version: is int64, which google.protobuf.Timestamp does not fit (ref "first.create_time")',
      't: output.id: ref "third.nothing" leads nowhere in suoke.consultation.v1.CreateRecordResponse',
    ]);
  });

  it.each<[string, string, object, string]>([
    [
      'a reference into nothing',
      CREATE,
      { user_id: ref('input.user') },
      'leads nowhere in suoke.consultation.flow',
    ],
    ['a path into a scalar', CREATE, { user_id: ref('input.user_id.x') }, 'leads nowhere'],
    [
      'a whole reply for a field',
      CREATE,
      { user_id: ref('first') },
      'is string, which suoke.consultation.v1',
    ],
    ['a list for a message', CREATE, { data: [ref('input.consultation_data')] }, 'must not be a list'],
    ['an object for a text', CREATE, { user_id: { a: ref('input.user_id') } }, 'must not be an object'],
    [
      'an object for a time',
      CREATE,
      { data: { observed_at: { seconds: ref('first.version') } } },
      'must not be',
    ],
    [
      'one for many',
      REPORT,
      { results: ref('second.a.result') },
      'is repeated suoke.ai_agent.v1.AnalysisResult',
    ],
    [
      'a wrong item',
      REPORT,
      { results: [ref('second.a.analysis_id')] },
      'action.request.results[0]: is suoke.ai_',
    ],
    [
      'a wrong enum',
      DIAGNOSE,
      { agent: 'AGENT_NOBODY' },
      'must be one of the names of suoke.ai_agent.v1.Agent',
    ],
    ['a number as 64 bits', UPDATE, { expected_version: 7 }, 'must be a 64-bit integer as text'],
    ['null', CREATE, { user_id: null }, 'must not be null'],
    ['text in a Struct', UPDATE, { data: ref('input.user_id') }, 'is google.protobuf.Struct, which string'],
  ])('finds %s', (_what, method, request, message) => {
    const found = check(method, request);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
  });

  it('finds methods that stream', () => {
    expect(check('suoke.saga.v1.SagaService/WatchSaga', {})).toEqual([
      'action.method: suoke.saga.v1.SagaService/WatchSaga streams; a saga makes unary calls only',
    ]);
  });

  it('says the structural mistakes first', () => {
    expect(checkAgainstContracts(definition(CREATE, {}, { steps: [] }))).toEqual([
      't: steps: has 0, must have 1 to 64',
    ]);
  });
});

describe('definitionHash', () => {
  it('does not depend on the order of members, nor on undefined ones', () => {
    const one = definition(CREATE, { user_id: ref('input.user_id'), data: ref('input.consultation_data') });
    const two = definition(CREATE, { data: ref('input.consultation_data'), user_id: ref('input.user_id') });
    expect(definitionHash(one)).toMatch(/^[0-9a-f]{64}$/);
    expect(definitionHash({ ...two, output: undefined })).toBe(definitionHash(one));
    expect(definitionHash({ ...one, deadlineMs: 1 })).not.toBe(definitionHash(one));
  });
});
