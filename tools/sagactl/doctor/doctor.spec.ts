/** What the facts mean: each check well, and each as ill as it can be. */
import { DEFINITIONS } from '../../../apps/orchestrator/src/sagas/registry.js';
import { translator } from '../language/translate.js';
import { layout } from '../output/layout.js';
import { keyIdsOf, migrationsHere } from './examination.js';
import { findingBlocks, findingDocument, type Finding } from './finding.js';
import { judgePostgres, type Expectations } from './postgres-checks.js';
import type { OrchestratorFacts, PostgresFacts } from './postgres-facts.js';
import { judgeRedis } from './redis-checks.js';
import { judgeNode } from './service-checks.js';

const [definition] = DEFINITIONS;
if (definition === undefined) throw new Error('no definition');

const ORCHESTRATOR: OrchestratorFacts = {
  migrations: ['Sagas1', 'Partitions2'],
  instances: [{ id: 'i-1', leaseLeftMs: 8_000 }],
  limbo: 0,
  keys: [{ kid: 'k1', sagas: 5 }],
  definitions: [{ hash: 'h'.repeat(64), type: definition.type, document: definition, openSagas: 3 }],
};
const FACTS: PostgresFacts = {
  versionNumber: 180_004,
  settings: {
    ...{ fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' },
    ...{ max_connections: '100', superuser_reserved_connections: '3' },
  },
  clockOffsetMs: 12,
  roundTripMs: 2,
  orchestrator: ORCHESTRATOR,
};
const EXPECTED: Expectations = { migrations: ['Sagas1', 'Partitions2'], keyIds: ['k1'], connections: 10 };

const within = (more: Partial<OrchestratorFacts>): Partial<PostgresFacts> => ({
  orchestrator: { ...ORCHESTRATOR, ...more },
});
const setting = (name: string, value: string): Partial<PostgresFacts> => ({
  settings: { ...FACTS.settings, [name]: value },
});

function troubles(findings: readonly Finding[]): string[] {
  return findings
    .filter(({ verdict }) => verdict !== 'ok')
    .map(({ check, verdict }) => `${check}: ${verdict}`);
}

it('all is well where it is', () => {
  const findings = judgePostgres(FACTS, EXPECTED);
  expect(troubles(findings)).toEqual([]);
  expect(findings.length).toBeGreaterThan(10);
});

it.each<[string, Partial<PostgresFacts>, Partial<Expectations>]>([
  ['postgres.version: fail', { versionNumber: 140_012 }, {}],
  ['postgres.fsync: fail', setting('fsync', 'off'), {}],
  ['postgres.full_page_writes: fail', setting('full_page_writes', 'off'), {}],
  ['postgres.synchronous_commit: fail', setting('synchronous_commit', 'off'), {}],
  ['postgres.connections: warn', setting('max_connections', '18'), {}],
  ['postgres.connections: warn', {}, { connections: 200 }],
  ['clock: warn', { clockOffsetMs: -1_500 }, {}],
  ['clock: fail', { clockOffsetMs: 60_000 }, {}],
  ['migrations: fail', { orchestrator: null }, {}],
  ['migrations: fail', within({ migrations: ['Sagas1'] }), {}],
  ['migrations: warn', within({ migrations: ['Sagas1', 'Partitions2', 'Later3'] }), {}],
  ['migrations: skipped', {}, { migrations: null }],
  ['instances: fail', within({ instances: [] }), {}],
  ['limbo: fail', within({ limbo: 2 }), {}],
  ['keys: fail', {}, { keyIds: ['k2'] }],
  ['keys: skipped', {}, { keyIds: null }],
  [
    'definitions: fail',
    within({
      definitions: [
        { hash: 'x', type: 't', document: { ...definition, input: 'gone.v1.Input' }, openSagas: 1 },
      ],
    }),
    {},
  ],
  [
    'definitions: fail',
    within({ definitions: [{ hash: 'x', type: 't', document: { steps: 7 } as never, openSagas: 1 }] }),
    {},
  ],
])('%s', (found, facts, expected) => {
  expect(troubles(judgePostgres({ ...FACTS, ...facts }, { ...EXPECTED, ...expected }))).toEqual([found]);
});

it('a lease that ran out is told beside the processes that live', () => {
  const instances = [...ORCHESTRATOR.instances, { id: 'i-2', leaseLeftMs: -1 }];
  expect(troubles(judgePostgres({ ...FACTS, ...within({ instances }) }, EXPECTED))).toEqual([
    'instances.lease: warn',
  ]);
});

it('a clock is not blamed for what the way there may have taken', () => {
  expect(troubles(judgePostgres({ ...FACTS, clockOffsetMs: 1_900, roundTripMs: 2_000 }, EXPECTED))).toEqual(
    [],
  );
});

it.each([
  ['redis_version:7.2.4\r\nmaxmemory_policy:noeviction\r\n', []],
  ['redis_version:6.2.0\r\n', []],
  ['redis_version:6.0.16\r\nmaxmemory_policy:noeviction\r\n', ['redis.version: warn']],
  ['redis_version:4.0.9\r\nmaxmemory_policy:noeviction\r\n', ['redis.version: fail']],
  ['redis_version:7.2.4\r\nmaxmemory_policy:allkeys-lru\r\n', ['redis.policy: fail']],
  [null, ['redis: warn']],
])('Redis that says %j', (info, found) => {
  expect(troubles(judgeRedis(info))).toEqual(found);
});

it.each([
  ['v20.19.0', []],
  ['v22.0.1', []],
  ['v20.18.9', ['node: fail']],
  ['v18.20.0', ['node: fail']],
])('Node %s', (version, found) => {
  expect(troubles([judgeNode(version)])).toEqual(found);
});

it('of keys only the ids are read', () => {
  expect(keyIdsOf('k1:c2VjcmV0, k2:b3RoZXI=')).toEqual(['k1', 'k2']);
  expect(keyIdsOf('')).toBeNull();
  expect(keyIdsOf(undefined)).toBeNull();
});

it('the migrations of this checkout are known by their names', () => {
  const names = migrationsHere() ?? [];
  expect(names[0]).toBe('Sagas1790000000001');
  expect(names.length).toBeGreaterThanOrEqual(5);
});

it('every finding is a sentence in both languages; what is not well says what to do', () => {
  const ill = {
    ...FACTS,
    versionNumber: 1,
    clockOffsetMs: 1e9,
    ...within({ limbo: 1, instances: [], migrations: [] }),
  };
  const findings = [
    ...judgePostgres(ill, { ...EXPECTED, keyIds: [] }),
    ...judgeRedis(null),
    judgeNode('v1.0.0'),
  ];
  for (const language of ['en', 'zh-CN'] as const) {
    const reader = { t: translator(language), language, nowMs: 0 };
    const text = layout(findingBlocks(findings, reader), { columns: null, colours: false }).join('\n');
    expect(text).not.toMatch(/[{}]|undefined/);
    for (const { verdict, advice } of findingDocument(findings, reader).findings) {
      expect(advice === '').toBe(verdict === 'ok' || verdict === 'skipped');
    }
  }
});
