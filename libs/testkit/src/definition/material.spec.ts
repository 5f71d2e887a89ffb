import { ref, type SagaDefinition, type Template } from '#libs/saga-core';
import { compensatable, plan } from '../story/plans.js';
import { gapsOf, materialOf } from './material.js';

const asking = (request: Template): SagaDefinition =>
  plan(
    compensatable('one'),
    compensatable('two', { branches: ['a', 'b'] }),
    compensatable('three', { request }),
  );

describe('material', () => {
  it('of contracts that nobody knows holds what the templates refer to', () => {
    const definition = asking({ all: ref('two.a'), deep: [ref('two.b.list.x')], list: ref('two.b.list') });
    const material = materialOf({ ...definition, output: { who: ref('input.person.name') } });
    expect(material.input).toEqual({ person: { name: 'input.person.name' } });
    expect(Object.fromEntries(material.replies)).toEqual({
      'one/main': { id: 'one.id' },
      'two/a': { id: 'two.a.id' },
      'two/b': { list: { x: 'two.b.list.x' }, id: 'two.b.id' },
      'three/main': { id: 'three.id' },
    });
    expect(gapsOf(definition, material)).toEqual([]);
  });

  it('of known contracts fits them, with every field and what is referred to inside of open ones', () => {
    const method = 'suoke.health_record.v1.HealthRecordService/GetHealthRecord';
    const { steps } = asking({});
    const definition: SagaDefinition = {
      ...{ type: 'known', input: 'suoke.consultation.flow.v1.StartConsultationInput' },
      steps: [
        { ...steps[0]!, branches: [{ action: { method, request: {} }, compensation: 'none' }] },
        ...asking({ pulse: ref('one.record.data.pulse.rate'), user: ref('input.user_id') }).steps.slice(1),
      ],
    };
    const material = materialOf(definition);
    expect(gapsOf(definition, material)).toEqual([]);
    expect(material.scope(['one', 'record', 'data', 'pulse', 'rate'])).toBeDefined();
    expect(material.input).toMatchObject({ user_id: 'input.user_id', consultation_data: { symptoms: [{}] } });
  });

  it('is told where it has gaps', () => {
    const definition = asking({ user: ref('one.user') });
    const nothing = { input: {}, replies: new Map(), scope: () => undefined };
    expect(gapsOf(definition, nothing)).toContain('one.user finds nothing');
    const known = { ...definition, input: 'suoke.consultation.flow.v1.StartConsultationInput' };
    expect(gapsOf(known, { ...materialOf(known), input: { user_id: 7 } })).toEqual([
      'input: user_id must be text',
    ]);
  });
});
