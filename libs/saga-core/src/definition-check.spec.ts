import { checkDefinition, DEFINITION_LIMITS } from './definition-check.js';
import {
  APPROVAL_MARKS,
  resolveDefinition,
  type BranchSpec,
  type SagaDefinition,
  type StepSpec,
} from './definition.js';
import { ref } from './template.js';

const call = (request: object = {}) => ({ method: 'a.v1.Service/Method', request: request as never });

const branch = (request: object = {}): BranchSpec => ({ action: call(request), compensation: 'none' });

const step = (name: string, more: Partial<StepSpec> = {}): StepSpec => ({
  name,
  kind: 'compensatable',
  branches: [branch()],
  ...more,
});

const definition = (more: Partial<SagaDefinition> = {}): SagaDefinition => ({
  type: 'a-type',
  input: 'a.v1.Input',
  steps: [step('one')],
  ...more,
});

/** With two steps of which the second has the two branches `left` and `right`. */
function withParallel(more: { left?: Partial<BranchSpec>; third?: StepSpec } = {}): SagaDefinition {
  const left = { name: 'left', ...branch(), ...more.left };
  const two = step('two', { branches: [left, { name: 'right', ...branch() }] });
  return definition({ steps: [step('one'), two, more.third ?? step('three')] });
}

describe('checkDefinition', () => {
  it('lets through what uses everything that a definition may use', () => {
    const undo = {
      ...call({ id: ref('two.left.id'), first: ref('one.id'), whole: ref('input') }),
      doneCodes: ['NOT_FOUND'],
      retry: { maxAttempts: 1, jitter: 0 },
    };
    const source = withParallel({
      left: { compensation: undo, barrier: false },
      third: step('three', { kind: 'pivot', onExhausted: 'stop', branches: [{ action: call() }] }),
    });
    const steps = [
      ...source.steps,
      step('four', {
        kind: 'retriable',
        branches: [
          { action: call({ list: [1, 'x', null, ref('two.right.items.0.id')], deep: { a: true } }) },
        ],
      }),
    ];
    const full = {
      ...source,
      steps,
      deadlineMs: 1,
      labels: { clinic: 'clear', patient: 'blind' } as const,
      approvals: APPROVAL_MARKS,
      output: { id: ref('four') },
    };
    expect(checkDefinition(full)).toEqual([]);
    expect(resolveDefinition(full).commitStep).toBe(2);
  });

  it('lists all mistakes at once, each with its place', () => {
    const broken = {
      type: 'Broken',
      input: 'Input',
      deadlineMs: 0,
      labels: { 'Bad-Name': 'open' },
      approvals: ['close', 'pause', 'close', 7],
      extra: 1,
      steps: [
        step('one', { branches: [{ action: { method: 'nonsense', request: 3 } }] as never }),
        step('one', { kind: 'wrong' as never, branches: [] }),
      ],
    };
    expect(checkDefinition(broken)).toEqual([
      'Broken: extra: is no setting of a definition',
      'Broken: type: must match ^[a-z][a-z0-9_-]{0,63}$',
      'Broken: input: must be the full name of a message',
      'Broken: deadlineMs: must be a whole number from 1 to 31536000000',
      'Broken: labels: "Bad-Name" must match ^[a-z][a-z0-9_]{0,63}$',
      "Broken: labels.Bad-Name: must be 'clear' or 'blind'",
      `Broken: approvals[1]: must be one of ${APPROVAL_MARKS.join(', ')}`,
      'Broken: approvals[2]: "close" is there twice',
      `Broken: approvals[3]: must be one of ${APPROVAL_MARKS.join(', ')}`,
      'Broken: two steps are called "one"',
      'Broken / one / main: action.method: must be package.Service/Method',
      'Broken / one / main: action.request: must be an object or a reference',
      "Broken / one / main: compensation: is missing; say 'none' where there is nothing to undo",
      'Broken / one: kind: must be one of compensatable, pivot, retriable',
      'Broken / one: branches: has 0, must have 1 to 16',
    ]);
  });

  it.each([
    undefined,
    null,
    7,
    'text',
    [],
    {},
    { steps: {} },
    { steps: [null, 3, { branches: [null, []] }] },
    definition({ approvals: 'close' as never }),
  ])('finds mistakes in %j and does not throw', (garbage) => {
    expect(checkDefinition(garbage).length).toBeGreaterThan(0);
  });

  it('bounds steps, branches and labels', () => {
    const steps = Array.from({ length: DEFINITION_LIMITS.steps + 1 }, (_, i) => step(`s${i}`));
    expect(checkDefinition(definition({ steps }))).toEqual(['a-type: steps: has 65, must have 1 to 64']);
    expect(checkDefinition(definition({ steps: [] }))).toEqual(['a-type: steps: has 0, must have 1 to 64']);
    const branches = Array.from({ length: 17 }, (_, i) => ({ name: `b${i}`, ...branch() }));
    expect(checkDefinition(definition({ steps: [step('one', { branches })] }))).toEqual([
      'a-type / one: branches: has 17, must have 1 to 16',
    ]);
    const labels = Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`l${i}`, 'clear' as const]));
    expect(checkDefinition(definition({ labels }))).toEqual([
      'a-type: labels: 17 names, at most 16 are allowed',
    ]);
  });
});

describe('kinds', () => {
  const kinds = (...names: StepSpec['kind'][]) =>
    checkDefinition(
      definition({
        steps: names.map((kind, i) =>
          step(`s${i}`, { kind, branches: [kind === 'compensatable' ? branch() : { action: call() }] }),
        ),
      }),
    );

  it('are compensatable, then at most one pivot, then retriable', () => {
    expect(kinds('compensatable', 'compensatable', 'pivot', 'retriable', 'retriable')).toEqual([]);
    expect(kinds('retriable')).toEqual([]);
    expect(kinds('pivot')).toEqual([]);
    expect(kinds('pivot', 'compensatable')).toEqual([
      'a-type / s1: is compensatable and stands after a pivot step',
    ]);
    expect(kinds('retriable', 'pivot')).toEqual(['a-type / s1: is pivot and stands after a retriable step']);
    expect(kinds('pivot', 'pivot')).toEqual(['a-type / s1: is a second pivot; a saga has one at most']);
  });

  it('a pivot has one branch and no compensation, a retriable step none', () => {
    const branches = [
      { name: 'a', action: call(), compensation: call() },
      { name: 'b', action: call() },
    ];
    expect(checkDefinition(definition({ steps: [step('one', { kind: 'pivot', branches })] }))).toEqual([
      'a-type / one: branches: a pivot has exactly one',
      'a-type / one / a: compensation: a pivot step is not undone; leave it out',
    ]);
    const retriable = step('one', { kind: 'retriable', onRefused: 'stop', branches: [branch()] });
    expect(checkDefinition(definition({ steps: [retriable] }))).toEqual([
      'a-type / one: onRefused: means nothing in a retriable step, which never turns back',
      'a-type / one / main: compensation: a retriable step is not undone; leave it out',
    ]);
  });
});

describe('names', () => {
  it('of branches are needed where there are several, and are unique', () => {
    const steps = (branches: BranchSpec[]) =>
      checkDefinition(definition({ steps: [step('one', { branches })] }));
    expect(steps([branch(), { name: 'b', ...branch() }])).toEqual([
      'a-type / one / branches[0]: name: is missing; every branch of a parallel step needs one',
    ]);
    expect(
      steps([
        { name: 'b', ...branch() },
        { name: 'b', ...branch() },
      ]),
    ).toEqual(['a-type / one: two branches are called "b"']);
    expect(steps([{ ...branch(), name: 'B-1' }])).toEqual([
      'a-type / one / B-1: name: must match ^[a-z][a-z0-9_]{0,63}$',
    ]);
  });

  it('a step is not called input, nor by 65 letters', () => {
    expect(checkDefinition(definition({ steps: [step('input')] }))).toHaveLength(1);
    expect(checkDefinition(definition({ steps: [step('a'.repeat(65))] }))).toHaveLength(1);
    expect(checkDefinition(definition({ steps: [step('a'.repeat(64))] }))).toEqual([]);
  });
});

describe('retry policies', () => {
  const retry = (policy: object) =>
    checkDefinition(
      definition({
        steps: [step('one', { branches: [{ action: { ...call(), retry: policy }, compensation: 'none' }] })],
      }),
    ).map((mistake) => mistake.replace('a-type / one / main: action.retry', ''));

  it.each([
    ['maxAttempts', [0, -1, 1.5, Number.POSITIVE_INFINITY, Number.NaN, '3', 1_000_001]],
    ['initialIntervalMs', [0, -5, 0.5]],
    ['maxIntervalMs', [0, 2_592_000_001]],
    ['backoffCoefficient', [0, 0.99, 101, Number.NaN]],
    ['jitter', [-0.1, 1.1, Number.NaN]],
    ['timeoutMs', [0, 3_600_001, 2 ** 31]],
  ])('%s is refused out of its range', (key, values) => {
    for (const value of values) expect(retry({ [key]: value })[0]).toContain(`.${key}: must be`);
  });

  it('take whole policies, and refuse unknown settings and codes', () => {
    const nonRetryableCodes = ['INTERNAL', 'OK', 'TEAPOT', 5];
    expect(retry({ maxAttempts: 5, timeoutMs: 1, nonRetryableCodes: ['DATA_LOSS'] })).toEqual([]);
    expect(retry({ attempts: 5, nonRetryableCodes })).toEqual([
      '.attempts: is no setting of a definition',
      '.nonRetryableCodes: "OK" is no failure',
      '.nonRetryableCodes: "TEAPOT" is no gRPC status name',
      '.nonRetryableCodes: 5 is no gRPC status name',
    ]);
  });

  it('an interval fits the default of the other one', () => {
    expect(retry({ initialIntervalMs: 60_001 })).toEqual([
      ': initialIntervalMs 60001 is above maxIntervalMs 60000',
    ]);
    expect(retry({ initialIntervalMs: 60_001, maxIntervalMs: 70_000 })).toEqual([]);
  });

  it('doneCodes are refusals', () => {
    const compensation = { ...call(), doneCodes: ['NOT_FOUND', 'UNAVAILABLE'] };
    const steps = [step('one', { branches: [{ action: call(), compensation }] })];
    expect(checkDefinition(definition({ steps }))).toEqual([
      'a-type / one / main: compensation.doneCodes: "UNAVAILABLE" is never a refusal',
    ]);
  });
});

describe('references', () => {
  const at = (path: string, where: 'action' | 'compensation' | 'output') => {
    const action = where === 'action' ? call({ x: ref(path) }) : call();
    const compensation = where === 'compensation' ? call({ x: ref(path) }) : 'none';
    const source = withParallel({ left: { action, compensation } });
    const found = checkDefinition(where === 'output' ? { ...source, output: { x: ref(path) } } : source);
    return found.map((mistake) => mistake.slice(mistake.indexOf('ref ')));
  };

  it('an action refers to the input and to earlier steps', () => {
    expect(at('input.a.b', 'action')).toEqual([]);
    expect(at('one.a', 'action')).toEqual([]);
    expect(at('two.left.a', 'action')).toEqual(['ref "two.left.a" is not known yet when the call is made']);
    expect(at('three.a', 'action')).toEqual(['ref "three.a" is not known yet when the call is made']);
    expect(at('four.a', 'action')).toEqual(['ref "four.a" names no step of the definition']);
  });

  it('a compensation also to the reply of its own branch', () => {
    expect(at('two.left.a', 'compensation')).toEqual([]);
    expect(at('two.right.a', 'compensation')).toEqual([
      'ref "two.right.a" is the reply of another branch of the same step',
    ]);
    expect(at('two.a', 'compensation')).toEqual(['ref "two.a" must name a branch: two.left, two.right']);
    expect(at('three.a', 'compensation')).toEqual(['ref "three.a" is not known yet when the call is made']);
  });

  it('the output to every step', () => {
    expect(at('three.a', 'output')).toEqual([]);
    expect(at('two', 'output')).toEqual(['ref "two" must name a branch: two.left, two.right']);
  });

  it.each([
    '',
    '.',
    'input..a',
    'one.__proto__',
    'one.constructor',
    'a b',
    'input.',
    `input.${'x'.repeat(65)}`,
  ])('%j is none', (path) => {
    expect(at(path, 'action')).toEqual([`ref ${JSON.stringify(path)} must be names joined by dots`]);
  });
});

describe('templates', () => {
  const request = (template: unknown) =>
    checkDefinition(definition({ steps: [step('one', { branches: [branch(template as object)] })] })).map(
      (mistake) => mistake.replace('a-type / one / main: action.request', ''),
    );

  it('hold JSON only', () => {
    expect(request({ a: undefined, b: Number.NaN, c: () => 1, d: 1n })).toEqual(
      ['a', 'b', 'c', 'd'].map(
        (key) =>
          `.${key}: must be text, a finite number, true, false, null, a list, an object or a reference`,
      ),
    );
  });

  it('have no reserved keys and no half references', () => {
    expect(request(JSON.parse('{"__proto__": 1, "a": {"constructor": 2}}'))).toEqual([
      '.__proto__: is a reserved key',
      '.a.constructor: is a reserved key',
    ]);
    expect(request({ a: { $ref: 1 }, b: { $ref: 'input', c: 1 } })).toEqual([
      '.a: a reference has one member, $ref, which is text',
      '.b: a reference has one member, $ref, which is text',
    ]);
  });

  it('end somewhere', () => {
    const endless: Record<string, unknown> = {};
    endless.a = endless;
    expect(request(endless)).toEqual([expect.stringMatching(/is nested deeper than 32 levels$/)]);
  });
});
