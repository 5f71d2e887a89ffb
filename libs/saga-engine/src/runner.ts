/**
 * The runs of this process: claims sagas into free slots and keeps one mover for each.
 *
 * R1 A slot is taken before anything is claimed, and given back when the run ends, however it ends.
 * R2 A saga that interrupted its process twice is started alone, until it recorded something or lived a moment.
 * R3 A claim whose answer was lost may have been won: the self-check is asked to look at once.
 */
import { decide, EMPTY_VIEW, isSuspect, type SagaState } from '#libs/saga-core';
import { Batcher } from './batcher.js';
import type { DefinitionCatalog } from './catalog.js';
import { giveUpUnfolded, openStored, type Opened } from './claimed.js';
import { columnsOf, toRow } from './codec.js';
import { Mover, type MoverWorld } from './mover.js';
import { StoreError, type ClaimRequest, type SagaStore, type StoredSaga, type Transition } from './ports.js';
import { Slots } from './slots.js';

/** A suspect that lived this long without killing the process lets the next one start. */
const SUSPECT_LIFE_MS = 250;

const GIVE_UP_SEALED = { kind: 'give_up', class: 'cannot_decrypt', view: EMPTY_VIEW } as const;

export class Runner {
  private readonly slots: Slots;
  private readonly movers = new Map<string, Mover>();
  private readonly runs = new Set<Promise<void>>();
  private readonly claims: Batcher<ClaimRequest, StoredSaga | null>;
  private suspects: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly world: MoverWorld,
    private readonly store: SagaStore,
    private readonly catalog: DefinitionCatalog,
    slots: number,
    private readonly onClaimLost: () => void,
  ) {
    this.slots = new Slots(slots);
    this.claims = new Batcher({
      maxItems: 256,
      maxBytes: Infinity,
      maxInFlight: 2,
      bytesOf: () => 0,
      send: (batch) => this.claimBatch(batch),
    });
  }

  get freeSlots(): number {
    return this.stopping ? 0 : this.slots.free;
  }

  get running(): number {
    return this.movers.size;
  }

  mover(sagaId: string): Mover | undefined {
    return this.movers.get(sagaId);
  }

  hasRun({ sagaId, epoch }: ClaimRequest): boolean {
    return this.movers.get(sagaId)?.epoch === epoch;
  }

  /** A job: claims the saga at this epoch and spans its run. Ends at once when the claim is not won. */
  async take(sagaId: string, epoch: number): Promise<void> {
    await this.slots.take();
    try {
      if (this.stopping) return;
      const stored = await this.claims.add({ sagaId, epoch });
      if (stored !== null) await this.track(this.run(stored));
    } finally {
      this.slots.give(1);
    }
  }

  /** Like a job, but only where a slot is free now; otherwise the sweep will come by. */
  takeIfFree(sagaId: string, epoch: number): void {
    if (this.freeSlots > 0)
      void this.take(sagaId, epoch).catch((error) => this.logFailure('claim_failed', error));
  }

  /** Fills free slots with what `claim` wins, at most `limit`; returns how many runs began. */
  async fill(limit: number, claim: (limit: number) => Promise<readonly StoredSaga[]>): Promise<number> {
    const reserved = this.slots.takeFree(Math.min(limit, this.freeSlots));
    if (reserved === 0) return 0;
    let stored: readonly StoredSaga[] = [];
    try {
      stored = await claim(reserved);
    } catch (error) {
      this.onClaimLost();
      throw error;
    } finally {
      this.slots.give(reserved - stored.length);
    }
    for (const saga of stored) void this.track(this.run(saga).finally(() => this.slots.give(1)));
    return stored.length;
  }

  nudge(sagaId: string, revision: number): void {
    this.movers.get(sagaId)?.nudge(revision);
  }

  /** The claims are void: aborts every call, writes nothing. */
  abandonAll(): void {
    for (const mover of this.movers.values()) mover.abandon();
  }

  /** Hands every saga over; calls in flight may end within the grace period. Resolves when no run is left. */
  async stop(graceMs: number): Promise<void> {
    this.stopping = true;
    for (const mover of this.movers.values()) mover.stop(graceMs);
    while (this.runs.size > 0) await Promise.all(this.runs);
  }

  private track(run: Promise<void>): Promise<void> {
    this.runs.add(run);
    return run.finally(() => this.runs.delete(run));
  }

  private async claimBatch(batch: readonly ClaimRequest[]): Promise<(StoredSaga | null)[]> {
    try {
      const won = await this.store.claim(this.world.instanceId(), batch, this.catalog.fitness());
      const byId = new Map(won.map((stored) => [stored.row.id, stored]));
      return batch.map(({ sagaId, epoch }) => {
        const stored = byId.get(sagaId);
        return stored?.row.epoch === epoch + 1 ? stored : null;
      });
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.world.log.warn('claim_unanswered', { sagas: batch.length, kind: error.kind });
      this.onClaimLost();
      return batch.map(() => null);
    }
  }

  private async run(stored: StoredSaga): Promise<void> {
    try {
      this.world.time.observe(stored.databaseNowMs);
      const opened = await this.open(stored);
      if (opened !== null) await this.move(opened);
    } catch (error) {
      this.logFailure('run_failed', error, stored.row.id);
    }
  }

  private async move(opened: Opened): Promise<void> {
    const mover = new Mover(this.world, opened);
    // An older run of the same saga has lost its claim by now, it only does not know yet.
    this.movers.get(mover.sagaId)?.abandon();
    this.movers.set(mover.sagaId, mover);
    if (isSuspect(opened.state.interruptions)) await this.queueSuspect(mover);
    if (this.stopping) mover.stop(0);
    await mover.run();
    if (this.movers.get(mover.sagaId) === mover) this.movers.delete(mover.sagaId);
  }

  private async queueSuspect(mover: Mover): Promise<void> {
    const before = this.suspects;
    this.suspects = before.then(() => mover.proven(SUSPECT_LIFE_MS));
    await before;
  }

  /** Makes a claimed saga ready to move; what cannot be moved is given up or given back, and null returned. */
  private async open(stored: StoredSaga): Promise<Opened | null> {
    const { row } = stored;
    await this.catalog.ensure([row.definitionHash]);
    const snapshot = this.catalog.get(row.definitionHash);
    if (snapshot === undefined) {
      // Not for us: others may be able to run it, and from now on this process does not claim its kind.
      await this.world.writer.write(giveBack(stored));
      return null;
    }
    const result = openStored(this.world.cipher, snapshot.resolved, stored);
    if (result.kind === 'opened') return result.opened;
    this.world.log.error(result.kind === 'broken' ? 'history_broken' : 'cannot_decrypt', { saga: row.id });
    const transition =
      result.kind === 'broken'
        ? giveUpUnfolded(row, this.world.time.nowMs())
        : this.giveUpSealed(stored, snapshot.resolved, result.state);
    if (transition !== null) await this.world.writer.write(transition);
    return null;
  }

  private giveUpSealed({ row }: StoredSaga, definition: Opened['definition'], state: SagaState): Transition {
    const moment = { sagaId: row.id, nowMs: this.world.time.nowMs(), epoch: row.epoch };
    const giveUp = { kind: 'give_up', class: 'cannot_decrypt', view: EMPTY_VIEW } as const;
    const decision = decide(definition, state, giveUp, moment);
    // The event has no secret, so no key is needed to write it.
    const unused = { kid: '' };
    return {
      sagaId: row.id,
      type: row.type,
      epoch: row.epoch,
      expectedRevision: state.revision,
      columns: columnsOf(this.world.cipher, definition, decision.state),
      events: decision.events.map((event) => toRow(this.world.cipher, unused, row.id, event)),
      release: { dueAtMs: null },
      requiresHold: null,
    };
  }

  private logFailure(event: string, error: unknown, saga?: string): void {
    this.world.log.error(event, { saga, err: error });
  }
}

function giveBack({ row, databaseNowMs }: StoredSaga): Transition {
  return {
    sagaId: row.id,
    type: row.type,
    epoch: row.epoch,
    expectedRevision: row.revision,
    columns: row,
    events: [],
    release: { dueAtMs: databaseNowMs },
    requiresHold: null,
  };
}
