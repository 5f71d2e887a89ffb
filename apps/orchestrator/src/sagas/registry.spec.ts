import { resolveDefinition, type SagaDefinition } from '#libs/saga-core';
import { everyKind } from '#libs/testkit';
import { DEFAULT_PARTICIPANTS } from '../config.js';
import { healthConsultation } from './health-consultation.js';
import { checkDefinitions, definitionOf, DEFINITIONS, participantsOfAll } from './registry.js';

describe('the definitions that ship', () => {
  it('fit the contracts and the default addresses', () => {
    expect(checkDefinitions(DEFAULT_PARTICIPANTS)).toEqual([]);
  });

  it('are known by their types', () => {
    expect(DEFINITIONS.map(({ type }) => type)).toEqual([
      'health-consultation',
      'health-consultation-supervised',
    ]);
    expect(definitionOf('health-consultation')).toBe(healthConsultation);
    expect(definitionOf('nothing')).toBeUndefined();
  });

  it('call the five participants', () => {
    expect(participantsOfAll().sort()).toEqual([...DEFAULT_PARTICIPANTS.keys()].sort());
  });

  it('call each agent with 30 seconds and three attempts, and can undo every step', () => {
    const { steps, commitStep } = resolveDefinition(healthConsultation);
    expect(commitStep).toBeNull();
    expect(steps.map(({ branches }) => branches.map(({ name }) => name))).toEqual([
      ['main'],
      ['xiaoai', 'xiaoke', 'laoke'],
      ['main'],
      ['main'],
      ['main'],
    ]);
    for (const branch of steps.flatMap(({ branches }) => branches)) {
      expect(branch.action.retry).toMatchObject({
        timeoutMs: 30_000,
        maxAttempts: 3,
        initialIntervalMs: 1_000,
      });
      expect(branch.compensation).not.toBeNull();
    }
  });

  it('the supervised one stops where the other turns back', () => {
    const supervised = definitionOf('health-consultation-supervised');
    const resolved = resolveDefinition(supervised as never);
    for (const step of resolved.steps) expect([step.onRefused, step.onExhausted]).toEqual(['stop', 'stop']);
    expect(resolveDefinition(healthConsultation).steps[0]?.onRefused).toBe('compensate');
  });
});

describe('checkDefinitions', () => {
  it('names participants without an address, and types that are there twice', () => {
    const targets = new Map(DEFAULT_PARTICIPANTS);
    targets.delete('suoke.report.v1.ReportService');
    expect(checkDefinitions(targets, [healthConsultation, healthConsultation])).toEqual([
      'health-consultation: two definitions have this type',
      'suoke.report.v1.ReportService: has no address; add it to SUOKE_PARTICIPANTS',
    ]);
  });

  it('takes what has not the structure of a definition, and lists it with the rest', () => {
    const shapeless = { type: 'shapeless' } as unknown as SagaDefinition;
    expect(checkDefinitions(new Map(), [shapeless, everyKind])).toEqual([
      'shapeless: input: must be the full name of a message',
      expect.stringMatching(/^shapeless: steps: /),
      ...['StockService', 'LeftService', 'RightService', 'BankService', 'MailService'].map(
        (name) => `suoke.testkit.v1.${name}: has no address; add it to SUOKE_PARTICIPANTS`,
      ),
    ]);
  });
});
