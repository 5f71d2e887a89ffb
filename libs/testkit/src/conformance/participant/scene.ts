/**
 * One case's encounter with a participant: the calls of one saga, for one person, and what must be true of them.
 *
 * 1. A saga and a person of its own: cases do not meet, and may run side by side.
 * 2. What a case made is undone when it ends, however it ends.
 * 3. ABORTED is no answer but a request to come back (docs/ERRORS.md), so a call is repeated as the orchestrator would.
 */
import { randomUUID } from 'node:crypto';
import { status as GrpcStatus } from '@grpc/grpc-js';
import { messageCodec, methodOf, type JsonObject } from '#libs/contracts';
import { systemClock } from '#libs/platform/clock';
import type { CallAnswer, FailedCall } from '../../participant/grpc-caller.js';
import { ConformanceFailure, type ParticipantSubject } from './subject.js';

export type CallStatus = 'NONE' | 'APPLIED' | 'COMPENSATED';

const CALL_STATUS = 'suoke.participant.v1.CallStatusService';
const MAX_TURNS = 20;
const USUAL_DELAY_MS = 200;

/** How an answer is told of: its code, and what the participant said about it. */
export function describeAnswer(answer: CallAnswer): string {
  if ('reply' in answer) return 'OK';
  const fields = [...new Set(answer.details?.fieldViolations.map(({ field }) => field))];
  return [
    GrpcStatus[answer.code] ?? String(answer.code),
    answer.details?.reason ?? (answer.details === null ? '(without details)' : ''),
    fields.length === 0 ? '' : `in ${fields.join(', ')}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

export function isTooLate(answer: CallAnswer): boolean {
  return (
    !('reply' in answer) &&
    answer.code === GrpcStatus.FAILED_PRECONDITION &&
    answer.details?.reason === 'ACTION_AFTER_COMPENSATION'
  );
}

/** Repeats what is ABORTED, with the delay that the participant asks for (3). */
async function untilDecided(send: () => Promise<CallAnswer>): Promise<CallAnswer> {
  for (let turn = 1; ; turn += 1) {
    const answer = await send();
    if (answer.code !== GrpcStatus.ABORTED || turn === MAX_TURNS) return answer;
    await systemClock.sleep((answer as FailedCall).details?.retryDelayMs ?? USUAL_DELAY_MS);
  }
}

/** The place of a call in its saga. */
export interface CallPlace {
  readonly saga?: string;
  readonly step?: string;
  readonly branch?: string;
  readonly generation?: number;
}

export class Scene {
  private readonly saga = randomUUID();
  private readonly calls: SceneCall[] = [];

  constructor(
    readonly subject: ParticipantSubject,
    readonly person: string,
  ) {}

  /** An action and its undo under keys that differ from those of `call()` in what is given. */
  call(place: CallPlace = {}): SceneCall {
    const { saga = this.saga, step = 'conform', branch = 'main', generation = 1 } = place;
    const call = new SceneCall(this, `${saga}/${step}/${branch}/${generation}`);
    this.calls.push(call);
    return call;
  }

  /** Asks CallStatusService. @throws ConformanceFailure where it does not answer */
  async ask(method: 'GetCallStatus' | 'SealCall', key: string): Promise<JsonObject> {
    const answer = await untilDecided(() => this.tryAsk(method, key));
    if (!('reply' in answer))
      throw new ConformanceFailure(`${method} of ${partOf(key)}: ${describeAnswer(answer)}`);
    return messageCodec(`suoke.participant.v1.${method}Response`).decode(answer.reply);
  }

  tryAsk(method: 'GetCallStatus' | 'SealCall', key: string): Promise<CallAnswer> {
    return this.subject.grpc.exchange(`${CALL_STATUS}/${method}`, { key });
  }

  /** Undoes what the case made, the last first (2). @throws ConformanceFailure for what could not be undone */
  async clear(): Promise<void> {
    if (this.subject.compensation === null) return;
    for (const call of this.calls.toReversed()) if (call.wasSent) await call.undoes();
  }
}

/** An action and its undo, with what they were answered so far. */
export class SceneCall {
  readonly actionKey: string;
  readonly undoKey: string;
  wasSent = false;
  private reply: Buffer | null = null;
  private undoReply: Buffer | null = null;

  constructor(
    private readonly scene: Scene,
    key: string,
  ) {
    this.actionKey = `${key}/action`;
    this.undoKey = `${key}/compensation`;
  }

  /** Delivers the action once; `request` replaces the usual one. */
  act(request?: object): Promise<CallAnswer> {
    const { subject, person } = this.scene;
    const sent = request ?? subject.action.request(person);
    this.wasSent = true;
    return untilDecided(() => subject.grpc.exchange(subject.action.method, sent, this.actionKey));
  }

  /** Delivers the undo once, rendered from the action's reply where that is known and not `forgotten`. */
  undo(reply: 'known' | 'forgotten' = 'known'): Promise<CallAnswer> {
    const { subject, person } = this.scene;
    const { compensation } = subject;
    if (compensation === null) throw new TypeError(`nothing undoes ${subject.action.method}`);
    const request = compensation.request(person, reply === 'known' ? this.replyJson() : null);
    return untilDecided(() => subject.grpc.exchange(compensation.method, request, this.undoKey));
  }

  /** The action is answered OK, every time with the same bytes. */
  async acts(): Promise<void> {
    this.mustHaveActed(await this.act());
  }

  mustHaveActed(answer: CallAnswer): void {
    this.reply = sameReply('the action', this.reply, answer);
  }

  /** The undo is answered OK, every time with the same bytes. */
  async undoes(reply?: 'forgotten'): Promise<void> {
    this.mustHaveUndone(await this.undo(reply));
  }

  mustHaveUndone(answer: CallAnswer): void {
    this.undoReply = sameReply('the undo', this.undoReply, answer);
  }

  /** The action comes after its undo, or after a seal, and is refused for that reason (G5). */
  async comesTooLate(): Promise<void> {
    const answer = await this.act();
    if (isTooLate(answer)) return;
    throw new ConformanceFailure(
      `expected the late action to be refused with FAILED_PRECONDITION ACTION_AFTER_COMPENSATION, got ${describeAnswer(answer)}`,
    );
  }

  /** What stands recorded of the action, with its reply, and in the tables the effects that belong to that. */
  async stands(expected: CallStatus): Promise<void> {
    await this.mustBe(this.actionKey, expected, this.reply);
    const standing = await this.scene.subject.effects?.(this.actionKey);
    const wanted = expected === 'APPLIED' ? 1 : 0;
    if (standing !== undefined && standing !== wanted)
      throw new ConformanceFailure(`expected ${wanted} effect(s) that stand, found ${standing}`);
  }

  /** What stands recorded of the undo. */
  undoStands(expected: 'NONE' | 'APPLIED'): Promise<void> {
    return this.mustBe(this.undoKey, expected, this.undoReply);
  }

  /** SealCall ends so; APPLIED comes with the reply of the action. */
  async seals(expected: 'SEALED' | 'APPLIED'): Promise<void> {
    const seal = await this.scene.ask('SealCall', this.actionKey);
    const reply = expected === 'APPLIED' ? base64(this.reply) : '';
    if (seal['outcome'] !== `SEAL_OUTCOME_${expected}` || seal['reply'] !== reply)
      throw new ConformanceFailure(
        `expected SealCall to answer ${expected}${expected === 'APPLIED' ? ' with the reply of the action' : ''}, got ${String(seal['outcome'])}`,
      );
  }

  private async mustBe(key: string, expected: CallStatus, known: Buffer | null): Promise<void> {
    const { status, reply } = await this.scene.ask('GetCallStatus', key);
    if (status !== `CALL_STATUS_${expected}`)
      throw new ConformanceFailure(
        `expected the status of ${partOf(key)} to be ${expected}, got ${String(status)}`,
      );
    if (expected === 'APPLIED' && known !== null && reply !== base64(known))
      throw new ConformanceFailure(`GetCallStatus knows another reply of ${partOf(key)} than was answered`);
  }

  private replyJson(): JsonObject | null {
    if (this.reply === null) return null;
    const type = methodOf(this.scene.subject.action.method)?.responseType ?? '';
    return messageCodec(type).decode(this.reply);
  }
}

function sameReply(what: string, known: Buffer | null, answer: CallAnswer): Buffer {
  if (!('reply' in answer))
    throw new ConformanceFailure(`expected ${what} to be OK, got ${describeAnswer(answer)}`);
  if (known !== null && !known.equals(answer.reply))
    throw new ConformanceFailure(
      `expected a duplicate of ${what} to get the reply of the first, byte for byte`,
    );
  return answer.reply;
}

function base64(bytes: Buffer | null): string {
  return bytes?.toString('base64') ?? '';
}

const partOf = (key: string): string => (key.endsWith('/compensation') ? 'the undo' : 'the action');
