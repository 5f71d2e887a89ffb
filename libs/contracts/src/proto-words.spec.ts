import { protoWords } from './index.js';

describe('the words of the protos', () => {
  const words = protoWords();

  it('are the comments above messages, fields, enums, their values, services and methods', () => {
    expect(words.message('suoke.saga.v1.StepView')).toBe('One step of a saga.');
    expect(words.field('suoke.saga.v1.StepView', 'branches')).toBe('Its branches, called in parallel.');
    expect(words.enum('suoke.saga.v1.CallDirection')).toBe('Which call of a branch.');
    expect(words.enumValue('suoke.saga.v1.CallDirection', 'CALL_DIRECTION_ACTION')).toBe(
      'The call that does it.',
    );
    expect(words.method('suoke.saga.v1.SagaService', 'GetSaga')).toMatch(
      /^Reads one saga\. Errors: NOT_FOUND/,
    );
    expect(words.service('suoke.saga.v1.SagaService')).toMatch(/^Starts sagas and tells how they fare\./);
  });

  it('join the lines of a paragraph, and keep paragraphs apart', () => {
    const service = words.service('suoke.saga.admin.v1.SagaAdminService');
    expect(service).toMatch(
      /^What operators do\. All of it reads and writes Postgres only: it works with every/,
    );
    expect(service.split('\n\n')).toHaveLength(2);
    expect(service).toContain('\n\nErrors of every method:');
  });

  it('are empty where nothing stands, and end where there is no such thing', () => {
    expect(words.field('google.protobuf.Timestamp', 'seconds')).toBe('');
    expect(() => words.message('suoke.saga.v1.NoSuch')).toThrow();
    expect(() => words.enum('suoke.saga.v1.Saga')).toThrow();
  });
});
