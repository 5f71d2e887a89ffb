/** The four consultations of the demo. Each checks what it shows; a check that fails ends the demo with exit code 1. */
import { readFileSync } from 'node:fs';
import type { JsonObject } from '#libs/contracts';
import { systemClock } from '#libs/platform';
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
  readonly events: readonly SagaEventJson[];
}

/** Watches a saga to its end over the given process; `onEvent` sees each event as it comes. */
async function watchToEnd(
  { timeline }: Scene,
  over: ManagedProcess,
  sagaId: string,
  onEvent: (event: SagaEventJson) => void = () => {},
): Promise<Watched> {
  const events: SagaEventJson[] = [];
  let status = '';
  for await (const message of watchSaga(over.client, sagaId)) {
    status = String(message.saga['status']).replace('SAGA_STATUS_', '');
    for (const event of message.events) {
      events.push(event);
      timeline.event(sagaId, event);
      onEvent(event);
    }
  }
  return { status, events };
}

const ofKind = ({ events }: Watched, kind: string) =>
  events.filter((event) => event.kind === `EVENT_KIND_${kind}`);

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
  scene.timeline.heading('(a) A consultation that completes');
  const { first } = scene.stack;
  const sagaId = await startConsultation(first.client, example('common-cold'));
  const watched = await watchToEnd(scene, first, sagaId);
  expect(watched.status === 'COMPLETED', `COMPLETED, not ${watched.status}`);
  await checkLedgers(scene, sagaId, 'kept');
}

async function turnsBack(scene: Scene): Promise<void> {
  scene.timeline.heading(
    '(b) The last step is refused: the health record is locked, everything before it is undone',
  );
  const { stack } = scene;
  const input = example('weak-digestion');
  const records = stack.participant('health-record').client;
  const lock = { user_id: input['user_id'] ?? '', reason: 'under review by the data protection officer' };
  await records.call('suoke.health_record.v1.HealthRecordService/LockHealthRecord', lock);
  const sagaId = await startConsultation(stack.first.client, input);
  const watched = await watchToEnd(scene, stack.first, sagaId);
  expect(watched.status === 'COMPENSATED', `COMPENSATED, not ${watched.status}`);
  expect(ofKind(watched, 'BRANCH_REFUSED').length === 1, 'one refusal');
  const undone = ofKind(watched, 'BRANCH_UNDONE').map((event) => String(event['step']));
  const steps = [...new Set(undone)].join(' ');
  const reverse = 'send_notification generate_diagnosis_report call_ai_agents create_consultation_record';
  expect(steps === reverse, `undo in reverse order, not ${steps}`);
  await checkLedgers(scene, sagaId, 'undone');
}

async function recovers(scene: Scene): Promise<void> {
  scene.timeline.heading('(c) The report service fails twice and recovers by backoff');
  const { stack } = scene;
  const proxy = stack.proxy('report');
  const firedBefore = proxy.fired;
  proxy.cutRequests(2);
  const sagaId = await startConsultation(stack.first.client, example('stress-insomnia'));
  const watched = await watchToEnd(scene, stack.first, sagaId);
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

async function survives(scene: Scene): Promise<void> {
  scene.timeline.heading('(d) The orchestrator that runs it is killed (SIGKILL) while the agents work');
  const { stack, timeline } = scene;
  const sagaId = await startConsultation(stack.first.client, example('wind-heat'));
  const recordDone = new Promise<void>((resolve) => {
    void (async () => {
      for await (const { events } of watchSaga(stack.first.client, sagaId)) {
        if (events.some((event) => event.kind === 'EVENT_KIND_BRANCH_DONE')) return resolve();
      }
    })().catch(() => resolve());
  });
  await recordDone;
  const owner = await findOwner(stack, sagaId);
  owner.kill('SIGKILL');
  const killedAtMs = systemClock.now();
  timeline.note(`killed ${owner.plan.name}, process ${owner.pid}`);
  const survivor = stack.orchestrators.find((process) => process !== owner) as ManagedProcess;
  const watched = await watchToEnd(scene, survivor, sagaId);
  expect(watched.status === 'COMPLETED', `COMPLETED, not ${watched.status}`);
  const [interrupted] = ofKind(watched, 'INTERRUPTED');
  expect(interrupted !== undefined, 'an interrupted event');
  const tookS = (Date.parse(interrupted?.time ?? '') - killedAtMs) / 1_000;
  timeline.result({ saga: sagaId, takeoverSeconds: tookS }, `taken over after ${tookS.toFixed(2)} s`);
  await checkLedgers(scene, sagaId, 'kept');
}

export const SCENARIOS: readonly ((scene: Scene) => Promise<void>)[] = [
  completes,
  turnsBack,
  recovers,
  survives,
];
