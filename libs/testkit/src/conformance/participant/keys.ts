/** What a key is, what is refused, and what a refusal and a seal leave behind. */
import { randomUUID } from 'node:crypto';
import { status as GrpcStatus } from '@grpc/grpc-js';
import type { CallAnswer } from '../../participant/grpc-caller.js';
import type { ParticipantCase } from './case.js';
import { describeAnswer, type Scene } from './scene.js';
import { ConformanceFailure } from './subject.js';

function mustBeInvalid(what: string, answer: CallAnswer): void {
  if (
    !('reply' in answer) &&
    answer.code === GrpcStatus.INVALID_ARGUMENT &&
    (answer.details?.fieldViolations.length ?? 0) > 0
  )
    return;
  throw new ConformanceFailure(
    `expected ${what} to be refused with INVALID_ARGUMENT and field violations, got ${describeAnswer(answer)}`,
  );
}

const wrongKeys = (right: string, other: string): readonly (readonly [string, string | undefined])[] => [
  ['no key', undefined],
  ['a key that is none', 'nonsense'],
  ['a key with a part missing', right.replace('/main/', '/')],
  ['the key of the other direction', other],
];

async function actionWithWrongKey(scene: Scene): Promise<void> {
  const { grpc, action } = scene.subject;
  const call = scene.call();
  const request = action.request(scene.person);
  for (const [what, key] of wrongKeys(call.actionKey, call.undoKey))
    mustBeInvalid(`an action with ${what}`, await grpc.exchange(action.method, request, key));
  await call.stands('NONE');
}

async function undoWithWrongKey(scene: Scene): Promise<void> {
  const { grpc, compensation } = scene.subject;
  const call = scene.call();
  await call.acts();
  const request = compensation?.request(scene.person, null);
  for (const [what, key] of wrongKeys(call.undoKey, call.actionKey))
    mustBeInvalid(`an undo with ${what}`, await grpc.exchange(compensation?.method ?? '', request, key));
  await call.stands('APPLIED');
}

async function statusOfWrongKey(scene: Scene): Promise<void> {
  const call = scene.call();
  mustBeInvalid('GetCallStatus of no key', await scene.tryAsk('GetCallStatus', 'nonsense'));
  mustBeInvalid('SealCall of no key', await scene.tryAsk('SealCall', 'nonsense'));
  mustBeInvalid('SealCall of an undo', await scene.tryAsk('SealCall', call.undoKey));
}

async function refusalStoresNothing(scene: Scene): Promise<void> {
  const call = scene.call();
  mustBeInvalid('an action in whose request nothing is filled in', await call.act({}));
  await call.stands('NONE');
  await call.acts();
  await call.stands('APPLIED');
}

async function keysAreSeparate(scene: Scene): Promise<void> {
  const places = [{}, { generation: 2 }, { branch: 'other' }, { step: 'other' }, { saga: randomUUID() }];
  const calls = places.map((place) => scene.call(place));
  for (const call of calls) {
    await call.stands('NONE');
    await call.acts();
    await call.stands('APPLIED');
  }
  if (scene.subject.compensation === null) return;
  for (const call of calls.toReversed()) {
    await call.stands('APPLIED');
    await call.undoes();
    await call.stands('COMPENSATED');
  }
  // What a rewind does: the action comes again, in a generation that nobody undid.
  const again = scene.call({ generation: 3 });
  await again.stands('NONE');
  await again.acts();
  await again.stands('APPLIED');
}

async function undoWithoutReferences(scene: Scene): Promise<void> {
  const call = scene.call();
  await call.acts();
  await call.undoes('forgotten');
  await call.stands('COMPENSATED');
}

async function sealedBefore(scene: Scene): Promise<void> {
  const call = scene.call();
  await call.seals('SEALED');
  await call.stands('COMPENSATED');
  await call.comesTooLate();
  await call.seals('SEALED');
  if (scene.subject.compensation !== null) await call.undoes();
  await call.stands('COMPENSATED');
}

async function sealedAfter(scene: Scene): Promise<void> {
  const call = scene.call();
  await call.acts();
  await call.seals('APPLIED');
  await call.stands('APPLIED');
  if (scene.subject.compensation === null) return;
  await call.undoes();
  await call.seals('APPLIED');
  await call.stands('COMPENSATED');
}

export const KEY_CASES: readonly ParticipantCase[] = [
  {
    name: 'an undo whose references are unset finds the effect by its key',
    undoes: true,
    run: undoWithoutReferences,
  },
  { name: 'an action that comes after SealCall is refused', undoes: false, run: sealedBefore },
  {
    name: 'SealCall of an action that took effect answers its reply, and changes nothing',
    undoes: false,
    run: sealedAfter,
  },
  {
    name: 'a refusal stores nothing: the same key succeeds with a good request',
    undoes: false,
    run: refusalStoresNothing,
  },
  {
    name: 'saga, step, branch and generation make separate keys',
    undoes: false,
    run: keysAreSeparate,
  },
  { name: 'an action with a missing or wrong key is refused', undoes: false, run: actionWithWrongKey },
  { name: 'an undo with a missing or wrong key is refused', undoes: true, run: undoWithWrongKey },
  { name: 'CallStatusService refuses what is no key of an action', undoes: false, run: statusOfWrongKey },
];
