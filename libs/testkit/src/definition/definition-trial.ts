/**
 * One saga of a definition, moved by the real engine while one thing goes wrong. What it is fed with is made of the
 * definition, and what came of it is read from three sides: the row, the events, and what the participants did.
 *
 * D1 Nothing but the planned trouble happens: whatever else is called succeeds, each branch of a step after another time.
 * D2 What a test does not know by name is checked all the same: `wrongs` looks at everything that must always hold.
 */
import { methodOf, shapeOfMessage, validateValue } from '#libs/contracts';
import {
  outcomeOf,
  participantOf,
  renderOutput,
  resolveDefinition,
  type GrpcStatusName,
  type Json,
  type ResolvedCall,
  type ResolvedDefinition,
  type SagaDefinition,
  type Scope,
} from '#libs/saga-core';
import type { ParticipantCall } from '#libs/saga-engine';
import { actionKeyOf, placeOfKey } from '../call-keys.js';
import { wrongsOfCourse, wrongsOfEnd } from '../conformance/saga-end.js';
import { EngineHarness, type EngineProcess } from '../engine/engine-harness.js';
import { applied, hanging, refused, type Encounter, type MadeCall } from '../engine/scripted-caller.js';
import { Death } from './death.js';
import { materialOf, type Material } from './material.js';
import {
  answerTo,
  placesOf,
  turningPlace,
  type Answer,
  type End,
  type Misfortune,
  type Place,
} from './promise.js';

export interface Trouble {
  /** A call of this direction goes wrong at this place. */
  readonly at?: Place;
  readonly direction?: 'action' | 'compensation';
  readonly misfortune?: Misfortune;
  /** The client cancels while the last step that can be undone is under way. */
  readonly isCancelled?: boolean;
  /** The network delivers every call again, before its answer and after it. */
  readonly repeats?: boolean;
  /** Every job is lost: nothing but the store says what is to be done (G9). */
  readonly isQueueAway?: boolean;
  /** The process dies as soon as this holds, and another one comes. */
  readonly diesWhen?: (trial: DefinitionTrial) => boolean;
}

/** The first branch of a step answers after this time, every further one later: longer than replies are gathered. */
const FIRST_ANSWER_MS = 10;
const NEXT_ANSWER_MS = 60;
const REPEAT_MS = 5;
/** These trials are about calls; no saga of them runs out of time. */
const DEADLINE_MS = 2_592_000_000;
/** Longer than a call and the wait after it take in any definition of sense. */
const LIMIT_MS = 7_200_000;
const TAKEN_WITHIN_MS = 30_000;

export class DefinitionTrial {
  readonly harness: EngineHarness;
  readonly resolved: ResolvedDefinition;
  readonly places: readonly Place[];
  readonly material: Material;
  sagaId = '';
  /** Calls that met the misfortune: a trial in which nothing went wrong is worth nothing. */
  met = 0;
  private desk: EngineProcess | null = null;
  private isHealed = false;
  private hasCancelled = false;
  private readonly failures: string[] = [];
  private deaths = 0;

  constructor(
    definition: SagaDefinition,
    private readonly trouble: Trouble = {},
  ) {
    this.harness = new EngineHarness(definition);
    this.resolved = resolveDefinition(definition);
    this.places = placesOf(this.resolved);
    this.material = materialOf(definition);
    const { caller } = this.harness;
    for (const { branch } of this.places) {
      if (!branch.barrier) caller.withoutBarrier.add(participantOf(branch.action.method));
    }
    caller.decide((call) => this.encounter(call));
  }

  get revision(): number {
    return [...this.harness.db.sagas.values()][0]?.revision ?? 0;
  }

  get effects(): number {
    return this.harness.caller.effects.length;
  }

  /** Starts a saga, sends another process where the first one dies, and lets everything come to rest. */
  async run(): Promise<void> {
    const { harness, trouble } = this;
    const { diesWhen, isQueueAway = false } = trouble;
    harness.queue.works = !isQueueAway;
    const deadlineAtMs = harness.db.now() + DEADLINE_MS;
    const request = { input: this.material.input, deadlineAtMs };
    if (diesWhen === undefined) {
      this.desk = await harness.spawn();
      this.sagaId = (await harness.start(this.desk, request)).sagaId;
    } else {
      this.desk = await harness.spawn({ isWorker: false });
      const death: Death = new Death(
        () => diesWhen(this),
        () => worker.kill(),
      );
      const worker = await harness.spawn({ around: death.around });
      this.sagaId = (await harness.start(this.desk, request)).sagaId;
      await harness.clock.until(() => death.hasCome, LIMIT_MS, 'the death');
      this.deaths = 1;
      await this.succeed(worker);
    }
    await this.rests();
  }

  /** Another process comes, and has the saga long before anybody would miss it (G8). */
  private async succeed(dead: EngineProcess): Promise<void> {
    const { harness, sagaId } = this;
    const deadId = dead.engine.membership.instanceId;
    const isTaken = () => {
      const { owner, finishedAtMs } = harness.row(sagaId);
      return finishedAtMs !== null || (owner !== null && owner !== deadId);
    };
    await harness.spawn();
    await harness.clock.until(isTaken, TAKEN_WITHIN_MS, 'the takeover');
  }

  /** The trouble is over, and an operator acts on what is stuck. */
  async healed(kind: 'replay' | 'compensate'): Promise<void> {
    this.isHealed = true;
    const command = kind === 'replay' ? { kind } : ({ kind, by: 'operator' } as const);
    if (this.desk === null) throw new Error('nothing runs');
    await this.harness.awaiting(this.harness.order(this.desk, this.sagaId, command));
    await this.rests();
  }

  private async rests(): Promise<void> {
    await this.harness.rests(LIMIT_MS);
  }

  private placeOf(key: string): Place | undefined {
    const name = placeOfKey(key);
    return this.places.find((place) => place.name === name);
  }

  private encounter(call: ParticipantCall): Encounter | undefined {
    const place = this.placeOf(call.key);
    if (place === undefined) return undefined;
    const reply = this.replyTo(call);
    const afterMs = FIRST_ANSWER_MS + place.step.branches.indexOf(place.branch) * NEXT_ANSWER_MS;
    if (call.direction === 'action') this.cancelAt(place, call.sagaId);
    if (this.trouble.repeats === true) {
      this.harness.caller.repeat(call, reply);
      this.harness.clock.setTimer(afterMs + REPEAT_MS, () => this.harness.caller.repeat(call, reply));
    }
    const answer = this.answerTo(call, place);
    if (answer !== null) return this.harmed(answer, reply, afterMs);
    const [nothingToUndo] = place.branch.compensation?.doneCodes ?? [];
    const isRefused = nothingToUndo !== undefined && call.direction === 'compensation' && this.isVoid(call);
    return isRefused ? refused(nothingToUndo as GrpcStatusName) : applied(reply, afterMs);
  }

  private replyTo({ key, direction }: ParticipantCall): Json {
    return (direction === 'compensation' ? null : this.material.replies.get(placeOfKey(key))) ?? {};
  }

  private answerTo({ direction }: ParticipantCall, place: Place): Answer | null {
    const { at, direction: wrong, misfortune } = this.trouble;
    if (misfortune === undefined || this.isHealed || place.name !== at?.name || direction !== wrong)
      return null;
    const spec = direction === 'action' ? place.branch.action : (place.branch.compensation as ResolvedCall);
    const answer = answerTo(spec, misfortune, this.met + 1);
    if (answer !== null) this.met += 1;
    return answer;
  }

  /** A participant that asks for no wait has all attempts used up at once; after a single harm the saga waits its time. */
  private harmed({ code, tookEffect }: Answer, reply: Json, afterMs: number): Encounter {
    const isLasting = this.trouble.misfortune?.further === 'stays';
    const retryAfterMs = isLasting ? 0 : undefined;
    if (tookEffect) return { kind: 'lose_reply', code, reply, retryAfterMs, afterMs };
    if (code === 'DEADLINE_EXCEEDED' && !isLasting) return hanging;
    return { kind: 'fail', outcome: outcomeOf(code, false) as 'unknown', code, retryAfterMs, afterMs };
  }

  /** The participant has no barrier and finds no effect by the key. */
  private isVoid({ key, method }: ParticipantCall): boolean {
    const { caller } = this.harness;
    const actionKey = actionKeyOf(key);
    return (
      caller.withoutBarrier.has(participantOf(method)) && !caller.effects.some((one) => one.key === actionKey)
    );
  }

  private cancelAt(place: Place, sagaId: string): void {
    const isHere = this.trouble.isCancelled === true && place.name === turningPlace(this.places)?.name;
    if (!isHere || this.hasCancelled || this.desk === null) return;
    this.hasCancelled = true;
    this.harness
      .order(this.desk, sagaId, { kind: 'compensate', by: 'client' })
      .catch((error: unknown) => this.failures.push(`the cancel failed: ${String(error)}`));
  }

  /** How the saga stands. */
  get end(): End {
    const { caller } = this.harness;
    const { status } = this.harness.row(this.sagaId);
    const { stuck } = this.harness.folded(this.sagaId).state;
    const done = new Set(caller.done(this.sagaId, 'action'));
    const undone = new Set(caller.done(this.sagaId, 'compensation'));
    const called = (direction: ParticipantCall['direction']) =>
      namesOf(this.places, ({ name }) =>
        caller.calls.some((call) => call.direction === direction && placeOfKey(call.key) === name),
      );
    return {
      status: status as End['status'],
      stuck: stuck === null ? null : `${stuck.class} at ${stuck.step}/${stuck.branch}`,
      called: called('action'),
      undoCalled: called('compensation'),
      standing: namesOf(
        this.places,
        ({ name, branch }) =>
          done.has(name) && !undone.has(name) && (status !== 'COMPENSATED' || branch.compensation !== null),
      ),
    };
  }

  /** Everything that must hold of any saga and does not; the last thing to ask a trial. */
  async wrongs(): Promise<string[]> {
    const { harness, sagaId } = this;
    const { status } = harness.row(sagaId);
    const isEnded = status === 'COMPLETED' || status === 'COMPENSATED';
    const wrongs = isEnded
      ? await wrongsOfEnd(harness, sagaId, status)
      : await wrongsOfCourse(harness, sagaId);
    return [
      ...this.failures,
      ...wrongs,
      ...this.wrongsOfOrder(),
      ...harness.caller.calls.flatMap((call) => this.wrongsOfRequest(call)),
      ...this.wrongsOfCounts(),
      ...(status === 'COMPLETED' ? this.wrongsOfOutput() : []),
      ...(isEnded ? this.wrongsOfLateCalls() : []),
      ...(await harness.close()),
    ];
  }

  /** Compensations are called from the highest step down (G3). */
  private wrongsOfOrder(): string[] {
    const undos = this.harness.caller.calls.filter(({ direction }) => direction === 'compensation');
    const indexes = undos.map(({ key }) => this.placeOf(key)?.step.index ?? -1);
    const isReverse = indexes.every((index, at) => at === 0 || index <= (indexes[at - 1] as number));
    return isReverse
      ? []
      : [`undone in the order ${undos.map(({ key }) => placeOfKey(key)).join(', ')} (G3)`];
  }

  /** One key, one request, which holds what was replied before and fits the contracts where they know the method (G2). */
  private wrongsOfRequest(call: MadeCall): string[] {
    const place = this.placeOf(call.key);
    const spec = call.direction === 'compensation' ? place?.branch.compensation : place?.branch.action;
    if (place === undefined || spec == null) return [`${call.key} is no call of the definition`];
    const scope = call.direction === 'compensation' ? this.knownScope() : this.material.scope;
    const rendered = JSON.stringify(spec.render(scope) ?? {});
    const method = methodOf(call.method);
    const misfits =
      method === null ? [] : validateValue(shapeOfMessage(method.requestType), call.request, '');
    return [
      ...(rendered === JSON.stringify(call.request) ? [] : [`${call.key} carries another request (G2)`]),
      ...misfits.map(({ path, description }) => `${call.key}: ${path} ${description}`),
    ];
  }

  /** On the way back references to what was never recorded stay unset. */
  private knownScope(): Scope {
    const { state } = this.harness.folded(this.sagaId);
    return (path) => {
      const step = this.resolved.stepIndexOf.get(path[0] ?? '');
      if (step === undefined) return this.material.scope(path);
      const branches = state.steps[step]?.branches ?? [];
      const at = branches.length > 1 ? this.resolved.steps[step]?.branchIndexOf.get(path[1] ?? '') : 0;
      return branches[at ?? -1]?.reply === undefined ? undefined : this.material.scope(path);
    };
  }

  /** One key for each call of a branch; no more calls than attempts and interruptions, unless an operator replays. */
  private wrongsOfCounts(): string[] {
    return this.places.flatMap(({ name, branch }) =>
      (['action', 'compensation'] as const).flatMap((direction) => {
        const keys = this.harness.caller.calls
          .filter((call) => call.direction === direction && placeOfKey(call.key) === name)
          .map(({ key }) => key);
        const limit = (branch[direction]?.retry.maxAttempts ?? 0) + this.deaths;
        const isTooMany = keys.length > limit && !this.isHealed;
        return [
          ...(new Set(keys).size > 1 ? [`the ${direction} of ${name} has several keys (G2)`] : []),
          ...(isTooMany ? [`the ${direction} of ${name} was called ${keys.length} times of ${limit}`] : []),
        ];
      }),
    );
  }

  private wrongsOfOutput(): string[] {
    const { state } = this.harness.folded(this.sagaId);
    const output = JSON.stringify(renderOutput(this.resolved, state));
    const expected = JSON.stringify(this.resolved.output?.(this.material.scope) ?? null);
    return output === expected ? [] : [`the output is ${output} and not ${expected}`];
  }

  /**
   * The network delivers everything once more (G2, G5). Left out is what nobody can refuse: a call that was refused and is
   * owed no undo, and one that never took effect at a participant without a barrier.
   */
  private wrongsOfLateCalls(): string[] {
    const { caller } = this.harness;
    const before = this.effects;
    const applies = new Set(caller.effects.map(({ key }) => key));
    const closes = new Set(
      caller.calls
        .filter(
          ({ direction, method }) =>
            direction !== 'action' && !caller.withoutBarrier.has(participantOf(method)),
        )
        .map(({ key }) => actionKeyOf(key)),
    );
    for (const call of [...caller.calls]) {
      if (applies.has(call.key) || closes.has(call.key)) caller.repeat(call, this.replyTo(call));
    }
    return caller.effects.slice(before).map(({ key }) => `${key} took effect after the end (G5)`);
  }
}

function namesOf(places: readonly Place[], isMeant: (place: Place) => boolean): string[] {
  return places.filter(isMeant).map(({ name }) => name);
}
