/**
 * The writer: the only way in which a mover changes the store. Transitions of all movers of the process share statements.
 *
 * W1 A transition is applied completely or not at all, and its caller learns which (G6).
 * W2 An answer that was lost is asked for again with the same statement until the database speaks; what stands at the
 *    transition's first number then tells whether it was committed.
 * W3 Data that cannot be stored never holds up what stands beside it: the batch is split until the poison is alone.
 * W4 A saga has at most one transition in here; its mover awaits the answer before it decides again.
 * W5 What was decided under an instance id that this process gave up is not written.
 *
 *   mover ──► batch ──► one statement ──► applied │ fenced: read what stands ──► rebase, lost │ poison: split │ unknown: again
 */
import { Batcher } from './batcher.js';
import { storedBytes } from './codec.js';
import { LIMITS } from './limits.js';
import { backoffMs, isPassing } from './patience.js';
import {
  StoreError,
  type Clock,
  type EngineLog,
  type SagaStore,
  type Standing,
  type Transition,
} from './ports.js';
import { sleep } from './time.js';

export type WriteOutcome =
  /** Committed. */
  | 'applied'
  /** Committed, but somebody else moves the saga by now: drop everything. */
  | 'superseded'
  /** An operator wrote: load, fold, decide again with the results in hand. */
  | 'rebase'
  /** Not committed, and the claim is gone: drop everything. */
  | 'lost'
  /** The database refuses the data itself. */
  | 'unstorable';

interface Entry {
  readonly transition: Transition;
  /** The id under which it was decided. */
  readonly instanceId: string;
}

/** Events of small size cost about this much on the wire. */
const ROW_BYTES = 200;

export class Writer {
  private readonly batcher: Batcher<Entry, WriteOutcome>;
  private closed = false;

  constructor(
    private readonly store: Pick<SagaStore, 'flush' | 'standing'>,
    private readonly instanceId: () => string,
    private readonly clock: Clock,
    private readonly log: EngineLog,
    /** Hears of every flush, once, with what it applied. */
    private readonly onApplied: (transitions: readonly Transition[]) => void,
  ) {
    this.batcher = new Batcher({
      maxItems: LIMITS.flushItems,
      maxBytes: LIMITS.flushBytes,
      maxInFlight: LIMITS.flushesInFlight,
      clock,
      bytesOf: ({ transition: { events } }) => ROW_BYTES * (events.length + 1) + storedBytes(events),
      send: (batch) => this.flush(batch),
    });
  }

  write(transition: Transition): Promise<WriteOutcome> {
    return this.batcher.add({ transition, instanceId: this.instanceId() });
  }

  drained(): Promise<void> {
    return this.batcher.drained();
  }

  /** Stops asking a store that does not answer: whatever is still in here is lost to this process. */
  close(): void {
    this.closed = true;
  }

  private isVoid(instanceId: string): boolean {
    return this.closed || instanceId !== this.instanceId();
  }

  private async flush(batch: readonly Entry[]): Promise<WriteOutcome[]> {
    const isCurrent = (entry: Entry) => !this.isVoid(entry.instanceId);
    const current = batch.filter(isCurrent);
    const kept = new Set(current);
    const transitions = current.map(({ transition }) => transition);
    const outcomes = current.length === 0 ? [] : await this.send(this.instanceId(), transitions);
    const answers = outcomes.values();
    return batch.map((entry) => (kept.has(entry) ? (answers.next().value as WriteOutcome) : 'lost'));
  }

  /** Sends a batch until the database has spoken about every transition in it, or nobody wants to know any more. */
  private async send(instanceId: string, batch: readonly Transition[]): Promise<WriteOutcome[]> {
    for (let tries = 1; !this.isVoid(instanceId); tries += 1) {
      try {
        const applied = await this.store.flush(instanceId, batch);
        return await this.settle(instanceId, batch, applied);
      } catch (error) {
        if (error instanceof StoreError && error.kind === 'poison')
          return await this.split(instanceId, batch);
        if (!isPassing(error)) throw error;
        this.log.warn('flush_repeated', { kind: error.kind, sagas: batch.length, tries });
        if (error.kind !== 'retry') await sleep(this.clock, backoffMs(tries));
      }
    }
    return batch.map(() => 'lost');
  }

  private async split(instanceId: string, batch: readonly Transition[]): Promise<WriteOutcome[]> {
    if (batch.length === 1) {
      this.log.error('transition_unstorable', { saga: batch[0]?.sagaId });
      return ['unstorable'];
    }
    const half = Math.ceil(batch.length / 2);
    const first = await this.send(instanceId, batch.slice(0, half));
    return [...first, ...(await this.send(instanceId, batch.slice(half)))];
  }

  private async settle(
    instanceId: string,
    batch: readonly Transition[],
    applied: ReadonlySet<string>,
  ): Promise<WriteOutcome[]> {
    const losers = batch.filter((transition) => !applied.has(transition.sagaId));
    const standings = losers.length === 0 ? [] : await this.store.standing(losers.map(placeOf));
    const standingOf = new Map(standings.map((standing) => [standing.sagaId, standing]));
    const outcomes = batch.map((transition) =>
      applied.has(transition.sagaId)
        ? 'applied'
        : judge(instanceId, transition, standingOf.get(transition.sagaId)),
    );
    this.announce(batch.filter((_, index) => outcomes[index] === 'applied'));
    return outcomes;
  }

  /** What is committed is committed, whatever becomes of the telling. */
  private announce(applied: readonly Transition[]): void {
    if (applied.length === 0) return;
    try {
      this.onApplied(applied);
    } catch (error) {
      this.log.error('hints_failed', { sagas: applied.length, err: error });
    }
  }
}

function placeOf({ sagaId, expectedRevision }: Transition) {
  return { sagaId, firstSeq: expectedRevision + 1 };
}

/** What the standing row says about a transition whose statement changed nothing. Pure. */
export function judge(
  instanceId: string,
  { epoch, expectedRevision, events }: Transition,
  standing: Standing | undefined,
): WriteOutcome {
  if (standing === undefined) return 'lost';
  const isMine = standing.epoch === epoch;
  // Only this mover writes events of this epoch, so the one at our first number is ours: an answer was lost.
  if (events.length > 0 && standing.epochAtFirstSeq === epoch) return isMine ? 'applied' : 'superseded';
  if (!isMine) return 'lost';
  if (standing.owner === instanceId) return 'rebase';
  // Given up at this epoch: a release without events whose answer was lost.
  const isReleased = standing.owner === null && standing.revision === expectedRevision;
  return events.length === 0 && isReleased ? 'applied' : 'lost';
}
