/**
 * The writer: the only way in which a mover changes the store. Transitions of all movers of the process share statements.
 *
 * W1 A transition is applied completely or not at all, and its caller learns which (G6).
 * W2 An answer that was lost is asked for again with the same statement until the database speaks; what stands at the
 *    transition's first number then tells whether it was committed.
 * W3 Data that cannot be stored never holds up what stands beside it: the batch is split until the poison is alone.
 * W4 A saga has at most one transition in here; its mover awaits the answer before it decides again.
 *
 *   mover ──► batch ──► one statement ──► applied │ fenced: read what stands ──► rebase, lost │ poison: split │ unknown: again
 */
import { Batcher } from './batcher.js';
import { storedBytes } from './codec.js';
import { LIMITS } from './limits.js';
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
  /** An operator wrote: load, fold, decide again with the results in hand. */
  | 'rebase'
  /** Somebody else moves the saga: drop everything. */
  | 'lost'
  /** The database refuses the data itself. */
  | 'unstorable';

const BACKOFF_MS = [20, 50, 100, 200, 400, 800, 1_000] as const;
/** Events of small size cost about this much on the wire. */
const ROW_BYTES = 200;

export class Writer {
  private readonly batcher: Batcher<Transition, WriteOutcome>;

  constructor(
    private readonly store: SagaStore,
    private readonly instanceId: () => string,
    private readonly clock: Clock,
    private readonly log: EngineLog,
    /** Hears of every flush, once, with what it applied; must not throw. */
    private readonly onApplied: (transitions: readonly Transition[]) => void,
  ) {
    this.batcher = new Batcher({
      maxItems: LIMITS.flushItems,
      maxBytes: LIMITS.flushBytes,
      maxInFlight: LIMITS.flushesInFlight,
      bytesOf: ({ events }) => ROW_BYTES * (events.length + 1) + storedBytes(events),
      send: (batch) => this.flush(batch),
    });
  }

  write(transition: Transition): Promise<WriteOutcome> {
    return this.batcher.add(transition);
  }

  drained(): Promise<void> {
    return this.batcher.drained();
  }

  /** Sends a batch until the database has spoken about every transition in it. */
  private async flush(batch: readonly Transition[]): Promise<WriteOutcome[]> {
    const instanceId = this.instanceId();
    for (let tries = 0; ; tries += 1) {
      try {
        const applied = await this.store.flush(instanceId, batch);
        return await this.settle(instanceId, batch, applied);
      } catch (error) {
        if (!(error instanceof StoreError) || error.kind === 'bug') throw error;
        if (error.kind === 'poison') return await this.split(batch);
        this.log.warn('flush_repeated', { kind: error.kind, sagas: batch.length, tries: tries + 1 });
        if (error.kind !== 'retry')
          await sleep(this.clock, BACKOFF_MS[Math.min(tries, BACKOFF_MS.length - 1)] ?? 0);
      }
    }
  }

  private async split(batch: readonly Transition[]): Promise<WriteOutcome[]> {
    if (batch.length === 1) {
      this.log.error('transition_unstorable', { saga: batch[0]?.sagaId });
      return ['unstorable'];
    }
    const half = Math.ceil(batch.length / 2);
    return [...(await this.flush(batch.slice(0, half))), ...(await this.flush(batch.slice(half)))];
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
    this.onApplied(batch.filter((_, index) => outcomes[index] === 'applied'));
    return outcomes;
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
  if (events.length > 0 && standing.epochAtFirstSeq === epoch) return 'applied';
  if (standing.epoch !== epoch) return 'lost';
  if (standing.owner === instanceId) return 'rebase';
  // Given up at this epoch: a release without events whose answer was lost.
  return events.length === 0 && standing.revision === expectedRevision ? 'applied' : 'lost';
}
