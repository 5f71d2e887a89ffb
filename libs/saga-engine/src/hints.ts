/**
 * What is told to the world after a commit: jobs for what became due, snapshots and progress for who watches, an answer
 * for who waits in this process. All of it may be lost; nothing in here is awaited or fails (G9).
 */
import { isMoving, type SagaStatus, type SagaState } from '#libs/saga-core';
import type { Opened } from './claimed.js';
import type { Progress, StatusSnapshot, Transition, Waker, WakeUp } from './ports.js';
import type { DatabaseClock } from './time.js';

/** A saga that a mover of this process brought to rest, and the state that is stored. */
export interface Rested {
  readonly opened: Opened;
  readonly state: SagaState;
}

type Waiter = (rested: Rested) => void;

const ENDED: ReadonlySet<SagaStatus> = new Set(['COMPLETED', 'COMPENSATED', 'CLOSED']);

export class Hints {
  private readonly waiters = new Map<string, Set<Waiter>>();
  private takeWithoutQueue: (sagaId: string, epoch: number) => void = () => {};

  constructor(
    private readonly waker: Waker,
    private readonly progress: Progress,
    private readonly time: DatabaseClock,
  ) {}

  /** Where a saga that is due now goes while no queue is there. */
  onDueWithoutQueue(take: (sagaId: string, epoch: number) => void): void {
    this.takeWithoutQueue = take;
  }

  /** One flush of movers was committed. */
  afterFlush(transitions: readonly Transition[]): void {
    const moved = transitions.filter(({ events }) => events.length > 0);
    if (moved.length > 0) this.progress.publish(moved.map(snapshotOf));
    const nowMs = this.time.nowMs();
    const wakes = transitions.flatMap(({ sagaId, epoch, release }): WakeUp[] =>
      release === null || release.dueAtMs === null
        ? []
        : [{ sagaId, epoch, delayMs: Math.max(0, release.dueAtMs - nowMs) }],
    );
    this.wake(wakes);
  }

  /** A saga was started, or an operator changed one. */
  afterChange(snapshot: StatusSnapshot, wake: { epoch: number } | null): void {
    this.progress.publish([snapshot]);
    if (wake !== null) this.wake([{ sagaId: snapshot.sagaId, epoch: wake.epoch, delayMs: 0 }]);
  }

  /** A mover of this process stored a state: whoever waits for it to end or to get stuck need not ask anybody. */
  stored(opened: Opened, state: SagaState): void {
    if (isMoving(state.phase)) return;
    const waiters = this.waiters.get(opened.row.id);
    if (waiters === undefined) return;
    this.waiters.delete(opened.row.id);
    for (const waiter of waiters) waiter({ opened, state });
  }

  /** Hears when a saga that this process moves ends or is stuck; returns the way to stop. */
  onRest(sagaId: string, waiter: Waiter): () => void {
    const waiters = this.waiters.get(sagaId) ?? new Set();
    waiters.add(waiter);
    this.waiters.set(sagaId, waiters);
    return () => {
      waiters.delete(waiter);
      if (waiters.size === 0 && this.waiters.get(sagaId) === waiters) this.waiters.delete(sagaId);
    };
  }

  private wake(wakes: readonly WakeUp[]): void {
    if (wakes.length === 0) return;
    if (this.waker.healthy()) return this.waker.wake(wakes);
    for (const { sagaId, epoch, delayMs } of wakes) if (delayMs === 0) this.takeWithoutQueue(sagaId, epoch);
  }
}

function snapshotOf({ sagaId, type, columns }: Transition): StatusSnapshot {
  const { status, stepIndex, revision } = columns;
  return { sagaId, type, status, stepIndex, revision, ended: ENDED.has(status) };
}
