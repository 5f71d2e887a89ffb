/**
 * The runs of this process: claims sagas into free slots and keeps one mover for each.
 *
 * R1 A slot is taken before anything is claimed, and given back when the run ends, however it ends.
 * R2 Of the sagas that interrupted their process twice one at a time is started, until it recorded something or lived a
 *    moment. The others are given back before anything of their claim runs.
 * R3 A claim whose answer was lost may have been won: the self-check is asked to look at once.
 * R4 Of two claims of the same saga the later one moves it, in whatever order their answers come; a claim of an instance id
 *    that was given up moves nothing.
 */
import { decide, EMPTY_VIEW } from '#libs/saga-core';
import { Batcher } from './batcher.js';
import type { DefinitionCatalog } from './catalog.js';
import { giveBack, giveUpUnfolded, openStored, placeOf, type Opened, type OpenResult } from './claimed.js';
import { columnsOf, toRow } from './codec.js';
import { Mover, type MoverWorld } from './mover.js';
import { untilAnswered } from './patience.js';
import {
  SAGA_FORMAT,
  StoreError,
  type ClaimRequest,
  type SagaStore,
  type StoredSaga,
  type Transition,
} from './ports.js';
import { Slots } from './slots.js';
import { StartedHere } from './started-here.js';
import { SUSPECT_LIFE_MS, SUSPECT_WAIT_MS, Suspects } from './suspects.js';

type Unopened = Exclude<OpenResult, { kind: 'opened' }>;

export class Runner {
  private readonly slots: Slots;
  private readonly movers = new Map<string, Mover>();
  /** Claims on their way and runs; whoever stops waits for them. */
  private readonly work = new Set<Promise<unknown>>();
  private readonly claims: Batcher<ClaimRequest, StoredSaga | null>;
  private readonly suspects = new Suspects();
  private readonly startedHere = new StartedHere();
  /** Claims that end without a run, and whose end is not written yet: saga id to epoch. */
  private readonly concluding = new Map<string, number>();
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
      clock: world.clock,
      bytesOf: () => 0,
      send: (batch) => this.claimBatch(batch),
    });
  }

  /** This process just started it, and may well be the one that claims it. */
  remember(opened: Opened): void {
    this.startedHere.remember(opened);
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

  /** Whether somebody here cares for this claim. */
  hasRun({ sagaId, epoch }: ClaimRequest): boolean {
    return this.movers.get(sagaId)?.epoch === epoch || this.concluding.get(sagaId) === epoch;
  }

  /** A job: claims the saga at this epoch and spans its run. Ends at once when the claim is not won. */
  async take(sagaId: string, epoch: number): Promise<void> {
    await this.slots.take();
    try {
      if (!this.stopping) await this.track(this.claimAndRun({ sagaId, epoch }));
    } finally {
      this.slots.give(1);
    }
  }

  /** Like a job, but only where a slot is free now; otherwise the sweep will come by. */
  takeIfFree(sagaId: string, epoch: number): void {
    if (this.freeSlots > 0)
      void this.take(sagaId, epoch).catch((error) => this.logFailure('claim_failed', error));
  }

  /** Fills free slots with what `claim` wins, at most `limit`. */
  async fill(limit: number, claim: (limit: number) => Promise<readonly StoredSaga[]>): Promise<void> {
    const reserved = this.slots.takeFree(Math.min(limit, this.freeSlots));
    if (reserved > 0) await this.track(this.fillReserved(reserved, claim));
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
    while (this.work.size > 0) await Promise.allSettled(this.work);
  }

  private track<T>(work: Promise<T>): Promise<T> {
    this.work.add(work);
    return work.finally(() => this.work.delete(work));
  }

  private async claimAndRun(request: ClaimRequest): Promise<void> {
    const stored = await this.claims.add(request);
    if (stored === null) this.callNextSuspect();
    else await this.run(stored);
  }

  private async fillReserved(
    reserved: number,
    claim: (limit: number) => Promise<readonly StoredSaga[]>,
  ): Promise<void> {
    let stored: readonly StoredSaga[] = [];
    try {
      stored = await claim(reserved);
    } catch (error) {
      this.onClaimLost();
      throw error;
    } finally {
      this.slots.give(reserved - stored.length);
    }
    const ready = await this.putOffSuspects(stored);
    this.slots.give(stored.length - ready.length);
    for (const saga of ready) void this.track(this.run(saga)).finally(() => this.slots.give(1));
  }

  private async claimBatch(batch: readonly ClaimRequest[]): Promise<(StoredSaga | null)[]> {
    try {
      const requests = batch.map((request) => this.withKnown(request));
      const won = await this.store.claim(this.world.instanceId(), requests, this.catalog.fitness());
      const ready = await this.putOffSuspects(won);
      const byId = new Map(ready.map((stored) => [stored.row.id, stored]));
      return batch.map(({ sagaId, epoch }) => {
        const stored = byId.get(sagaId);
        return stored?.row.epoch === epoch + 1 && byId.delete(sagaId) ? stored : null;
      });
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.world.log.warn('claim_unanswered', { sagas: batch.length, kind: error.kind });
      this.onClaimLost();
      return batch.map(() => null);
    }
  }

  private withKnown(request: ClaimRequest): ClaimRequest {
    const knownRevision = this.startedHere.revisionOf(request.sagaId);
    return knownRevision === undefined ? request : { ...request, knownRevision };
  }

  /** From the claim to the end of the run. Never rejects. */
  private async run(stored: StoredSaga): Promise<void> {
    try {
      this.world.time.observe(stored.databaseNowMs);
      const opened = await this.open(stored);
      if (opened !== null) await this.move(opened);
    } catch (error) {
      // The row is ours without a run: the self-check finds it.
      this.logFailure('run_failed', error, stored.row.id);
    } finally {
      this.endTurn(stored.row.id);
    }
  }

  private async move(opened: Opened): Promise<void> {
    const mover = new Mover(this.world, opened);
    const other = this.movers.get(mover.sagaId);
    const isOutdated = other !== undefined && other.epoch >= mover.epoch;
    if (isOutdated || opened.row.owner !== this.world.instanceId()) return;
    // An older run of the same saga has lost its claim by now, it only does not know yet.
    other?.abandon();
    this.movers.set(mover.sagaId, mover);
    if (this.suspects.hasTurn(mover.sagaId))
      void mover.proven(SUSPECT_LIFE_MS).then(() => this.endTurn(mover.sagaId));
    if (this.stopping) mover.stop(0);
    await mover.run();
    if (this.movers.get(mover.sagaId) === mover) this.movers.delete(mover.sagaId);
  }

  /** Gives back the suspects of a claim that have to wait for their turn, and returns what may run now. Never rejects. */
  private async putOffSuspects(claimed: readonly StoredSaga[]): Promise<readonly StoredSaga[]> {
    const waiting = this.suspects.admit(claimed);
    if (waiting.length === 0) return claimed;
    await Promise.all(waiting.map((stored) => this.putOff(stored)));
    return claimed.filter((stored) => !waiting.includes(stored));
  }

  private async putOff(stored: StoredSaga): Promise<void> {
    const { id, epoch } = stored.row;
    try {
      await this.conclude(stored, (current) => giveBack(current, SUSPECT_WAIT_MS));
      this.suspects.queue({ sagaId: id, epoch });
    } catch (error) {
      this.logFailure('run_failed', error, id);
    }
  }

  private endTurn(sagaId: string): void {
    this.suspects.endTurn(sagaId);
    this.callNextSuspect();
  }

  /** The next one has its turn before the sweep comes by. */
  private callNextSuspect(): void {
    if (this.freeSlots === 0) return;
    const next = this.suspects.next();
    if (next !== undefined) this.takeIfFree(next.sagaId, next.epoch);
  }

  /** Makes a claimed saga ready to move; what cannot be moved is given up or given back, and null returned. */
  private async open(stored: StoredSaga): Promise<Opened | null> {
    const { row } = stored;
    const { clock, cipher, log } = this.world;
    await untilAnswered(
      clock,
      () => this.catalog.ensure([row.definitionHash]),
      () => !this.stopping,
    );
    const snapshot = this.catalog.get(row.definitionHash);
    if (snapshot === undefined || row.format > SAGA_FORMAT) {
      // Not for us: others may be able to run it, and from now on this process does not claim its kind.
      await this.conclude(stored, (current) => giveBack(current, 0));
      return null;
    }
    const result = this.openKnown(stored) ?? openStored(cipher, snapshot.resolved, stored);
    if (result.kind === 'opened') return result.opened;
    const { kind } = result;
    if (kind === 'broken') log.error('history_broken', { saga: row.id, err: result.error });
    else log.error('cannot_decrypt', { saga: row.id });
    await this.conclude(stored, (current) => {
      const again = openStored(cipher, snapshot.resolved, current);
      return this.giveUp(current, again.kind === 'opened' ? result : again);
    });
    return null;
  }

  /** What this process started, and the claim found unchanged. */
  private openKnown({ row, events }: StoredSaga): OpenResult | null {
    const known = this.startedHere.take(row.id);
    if (known === undefined || events.length > 0) return null;
    return { kind: 'opened', opened: { ...known, row } };
  }

  /** Writes what ends a claim without a run, anew when somebody else wrote meanwhile. */
  private async conclude(
    claimed: StoredSaga,
    decideOn: (stored: StoredSaga) => Transition | null,
  ): Promise<void> {
    const { clock, writer } = this.world;
    const { id, epoch } = claimed.row;
    let stored: StoredSaga | null | undefined = claimed;
    this.concluding.set(id, epoch);
    try {
      while (stored != null && stored.row.epoch === epoch) {
        const transition = decideOn(stored);
        if (transition === null || (await writer.write(transition)) !== 'rebase') return;
        stored = await untilAnswered(
          clock,
          () => this.store.load(id),
          () => !this.stopping,
        );
      }
    } finally {
      if (this.concluding.get(id) === epoch) this.concluding.delete(id);
    }
  }

  private giveUp({ row }: StoredSaga, result: Unopened): Transition | null {
    const at = placeOf(row);
    const release = { dueAtMs: null };
    const nowMs = this.world.time.nowMs();
    if (result.kind === 'broken') {
      const { epoch } = row;
      const given = giveUpUnfolded(this.world.cipher, row, { class: 'poison' }, { epoch, atMs: nowMs });
      return given === null ? null : { ...at, ...given, release };
    }
    const { definition, state } = result;
    const { cipher } = this.world;
    const moment = { sagaId: row.id, nowMs, epoch: row.epoch };
    const happening = { kind: 'give_up', class: 'cannot_decrypt', view: EMPTY_VIEW } as const;
    const decision = decide(definition, state, happening, moment);
    // The event has no secret, so no key is needed to write it.
    const unused = { kid: '' };
    return {
      ...at,
      columns: columnsOf(cipher, definition, decision.state),
      events: decision.events.map((event) => toRow(cipher, unused, row.id, event)),
      release,
    };
  }

  private logFailure(event: string, error: unknown, saga?: string): void {
    this.world.log.error(event, { saga, err: error });
  }
}
