/** The four consultations of the demo. Each checks what it shows; a check that fails ends the demo with exit code 1. */
import { readFileSync } from 'node:fs';
import type { JsonObject } from '#libs/contracts';
import { createClient, systemClock } from '#libs/platform';
import {
  adminSaga,
  ledgersOf,
  startConsultation,
  watchSaga,
  type Ledger,
  type SagaEventJson,
} from '../client/suoke-client.js';
import type { ManagedProcess } from '../stack/managed-process.js';
import { exampleFile } from '../stack/places.js';
import type { ParticipantName, Stack } from '../stack/stack.js';
import type { Timeline } from './timeline.js';

export interface Scene {
  readonly stack: Stack;
  readonly timeline: Timeline;
}

export class DemoFailed extends Error {}

function expect(holds: boolean, what: string): void {
  if (!holds) throw new DemoFailed(`expected ${what}`);
}

function example(name: string): JsonObject {
  return JSON.parse(readFileSync(exampleFile(name), 'utf8')) as JsonObject;
}

interface Watched {
  readonly status: string;
  /** Of the last event seen. */
  readonly revision: number;
  readonly events: readonly SagaEventJson[];
}

interface WatchRange {
  readonly afterRevision?: number;
  /** Stops behind the first event of this kind; at the end of the saga where unset. */
  readonly until?: string;
}

const isOfKind = (event: SagaEventJson, kind: string): boolean => event.kind === `EVENT_KIND_${kind}`;

/** Watches a saga over the given process, and shows each event as it comes. */
async function watch(
  { timeline }: Scene,
  over: ManagedProcess,
  sagaId: string,
  { afterRevision = 0, until }: WatchRange = {},
): Promise<Watched> {
  const events: SagaEventJson[] = [];
  let status = '';
  let revision = afterRevision;
  for await (const message of watchSaga(over.client, sagaId, afterRevision)) {
    status = String(message.saga['status']).replace('SAGA_STATUS_', '');
    revision = Number(message.saga['revision']);
    for (const event of message.events) {
      events.push(event);
      timeline.event(sagaId, event);
    }
    if (until !== undefined && events.some((event) => isOfKind(event, until))) break;
  }
  return { status, revision, events };
}

const ofKind = ({ events }: Watched, kind: string) => events.filter((event) => isOfKind(event, kind));

function show(ledgers: Record<ParticipantName, Ledger>): string {
  return Object.entries(ledgers)
    .map(([name, { kept, undone }]) => `${name} ${kept} kept, ${undone} undone`)
    .join(' · ');
}

const EVERYTHING: Record<ParticipantName, number> = {
  consultation: 1,
  'ai-agent': 3,
  report: 1,
  notification: 1,
  'health-record': 1,
};

async function checkLedgers(scene: Scene, sagaId: string, expected: 'kept' | 'undone'): Promise<void> {
  const ledgers = await ledgersOf(scene.stack, sagaId);
  for (const [name, count] of Object.entries(EVERYTHING) as [ParticipantName, number][]) {
    const { kept, undone } = ledgers[name];
    if (expected === 'kept')
      expect(kept === count && undone === 0, `${name} to keep ${count} effect(s): ${show(ledgers)}`);
    else expect(kept === 0 && undone <= count, `${name} to keep nothing: ${show(ledgers)}`);
  }
  scene.timeline.result({ saga: sagaId, ledgers }, `the participants' own data: ${show(ledgers)}`);
}

async function completes(scene: Scene): Promise<void> {
  const { first } = scene.stack;
  const sagaId = await startConsultation(first.client, example('common-cold'));
  const watched = await watch(scene, first, sagaId);
  expect(watched.status === 'COMPLETED', `COMPLETED, not ${watched.status}`);
  await checkLedgers(scene, sagaId, 'kept');
}

async function turnsBack(scene: Scene): Promise<void> {
  const { stack } = scene;
  const input = example('weak-digestion');
  const records = stack.participant('health-record').client;
  const lock = { user_id: input['user_id'] ?? '', reason: 'under review by the data protection officer' };
  await records.call('suoke.health_record.v1.HealthRecordService/LockHealthRecord', lock);
  const sagaId = await startConsultation(stack.first.client, input);
  const watched = await watch(scene, stack.first, sagaId);
  expect(watched.status === 'COMPENSATED', `COMPENSATED, not ${watched.status}`);
  expect(ofKind(watched, 'BRANCH_REFUSED').length === 1, 'one refusal');
  const undone = ofKind(watched, 'BRANCH_UNDONE').map((event) => String(event['step']));
  const steps = [...new Set(undone)].join(' ');
  const reverse = 'send_notification generate_diagnosis_report call_ai_agents create_consultation_record';
  expect(steps === reverse, `undo in reverse order, not ${steps}`);
  await checkLedgers(scene, sagaId, 'undone');
}

async function recovers(scene: Scene): Promise<void> {
  const { stack } = scene;
  const proxy = stack.proxy('report');
  const firedBefore = proxy.fired;
  proxy.cutRequests(2);
  const sagaId = await startConsultation(stack.first.client, example('stress-insomnia'));
  const watched = await watch(scene, stack.first, sagaId);
  expect(watched.status === 'COMPLETED', `COMPLETED, not ${watched.status}`);
  expect(proxy.fired - firedBefore === 2, 'two connections cut');
  expect(ofKind(watched, 'ATTEMPT_FAILED').length === 2, 'two failed attempts');
  await checkLedgers(scene, sagaId, 'kept');
}

/** The process that moves a saga right now. */
async function ownerOf(stack: Stack, sagaId: string): Promise<ManagedProcess | null> {
  const saga = await adminSaga(stack.first.client, stack.adminToken, sagaId);
  return (
    stack.orchestrators.find(({ instanceId }) => instanceId !== null && instanceId === saga['owner']) ?? null
  );
}

async function findOwner(stack: Stack, sagaId: string): Promise<ManagedProcess> {
  for (let looks = 0; looks < 200; looks += 1) {
    const owner = await ownerOf(stack, sagaId);
    if (owner !== null) return owner;
    await systemClock.sleep(10);
  }
  throw new DemoFailed(`expected a process to own saga ${sagaId}`);
}

/** Kills a process. Returns the database's time right after it, the clock that events go by. */
async function killAt(stack: Stack, victim: ManagedProcess): Promise<number> {
  const database = createClient({ url: stack.databaseUrl }, () => undefined);
  await database.connect();
  try {
    victim.kill('SIGKILL');
    const { rows } = await database.query<{ now: Date }>('select clock_timestamp() as now');
    return rows[0]?.now.getTime() ?? Number.NaN;
  } finally {
    await database.end();
  }
}

async function survives(scene: Scene): Promise<void> {
  const { stack, timeline } = scene;
  const sagaId = await startConsultation(stack.first.client, example('wind-heat'));
  const before = await watch(scene, stack.first, sagaId, { until: 'BRANCH_DONE' });
  const owner = await findOwner(stack, sagaId);
  const { name } = owner.plan;
  const { pid = 0 } = owner;
  const killedAtMs = await killAt(stack, owner);
  timeline.incident(killedAtMs, { saga: sagaId, killed: name, pid }, `killed: ${name}, process ${pid}`);
  const survivor = stack.orchestrators.find((process) => process !== owner) as ManagedProcess;
  const after = await watch(scene, survivor, sagaId, { afterRevision: before.revision });
  expect(after.status === 'COMPLETED', `COMPLETED, not ${after.status}`);
  const [interrupted] = ofKind(after, 'INTERRUPTED');
  expect(interrupted !== undefined, 'an interrupted event');
  const tookS = (Date.parse(interrupted?.time ?? '') - killedAtMs) / 1_000;
  timeline.result({ saga: sagaId, takeoverSeconds: tookS }, `taken over after ${tookS.toFixed(2)} s`);
  await checkLedgers(scene, sagaId, 'kept');
}

export interface Scenario {
  /** As lines of JSON have it. */
  readonly name: string;
  readonly label: string;
  /** @throws DemoFailed when what it shows is not so */
  readonly play: (scene: Scene) => Promise<void>;
}

export const SCENARIOS: readonly Scenario[] = [
  { name: 'completes', label: '(a) A consultation that completes', play: completes },
  {
    name: 'turns-back',
    label: '(b) The last step is refused: the health record is locked, everything before it is undone',
    play: turnsBack,
  },
  { name: 'recovers', label: '(c) The report service fails twice and recovers by backoff', play: recovers },
  {
    name: 'survives',
    label: '(d) The orchestrator that runs it is killed (SIGKILL) while the agents work',
    play: survives,
  },
];
