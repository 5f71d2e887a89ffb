/**
 * Reads: this process's own movers, then the hot snapshot, then the store. Only the store is the truth; the others are
 * faster and may be a moment behind, so a read that decides something asks for the store.
 */
import {
  renderOutput,
  statusOf,
  type Json,
  type ResolvedDefinition,
  type SagaEvent,
  type SagaState,
  type SagaStatus,
} from '#libs/saga-core';
import { Batcher } from './batcher.js';
import type { DefinitionCatalog } from './catalog.js';
import { openStored } from './claimed.js';
import { fromRowBlind } from './codec.js';
import { EngineError } from './errors.js';
import type { Hints, Rested } from './hints.js';
import { snapshotOf } from './operators.js';
import type {
  Clock,
  PayloadCipher,
  Progress,
  SagaReads,
  SagaRow,
  SagaStore,
  StatusSnapshot,
  StoredSaga,
} from './ports.js';
import type { Runner } from './runner.js';
import { Latch } from './time.js';

/** A saga as its readers show it, without its history. */
export interface SagaPicture {
  readonly row: SagaRow;
  readonly definition: ResolvedDefinition;
  readonly state: SagaState;
  /** Null unless the saga completed and its definition names an output. */
  readonly output: Json | null;
  /** The secrets cannot be opened: state and events are shown without them. */
  readonly sealed: boolean;
}

/** A saga with everything that its readers may show. */
export interface SagaDetail extends SagaPicture {
  /** Without secrets. */
  readonly events: readonly SagaEvent[];
}

export interface ReaderWorld {
  readonly store: Pick<SagaStore, 'load'>;
  readonly reads: Pick<SagaReads, 'rows'>;
  readonly cipher: PayloadCipher;
  readonly catalog: DefinitionCatalog;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly hints: Hints;
  readonly runner: Pick<Runner, 'mover'>;
}

/** How often a watcher looks by itself; progress messages make it look sooner. */
const POLL_MS = 500;

export class Reader {
  private readonly rows: Batcher<string, SagaRow | null>;

  constructor(private readonly world: ReaderWorld) {
    this.rows = new Batcher({
      maxItems: 256,
      maxBytes: Infinity,
      maxInFlight: 2,
      clock: world.clock,
      bytesOf: () => 0,
      send: (sagaIds) => this.readRows(sagaIds),
    });
  }

  /** What the store says of a saga beside its history; null when there is none. Who asks at the same time shares a query. */
  row(sagaId: string): Promise<SagaRow | null> {
    return this.rows.add(sagaId);
  }

  /** Status, step and revision, from whoever is fastest; null when there is no such saga. */
  async status(sagaId: string): Promise<StatusSnapshot | null> {
    const mover = this.world.runner.mover(sagaId);
    if (mover !== undefined) return snapshotOf(mover.opened, mover.current);
    const hot = await this.world.progress.read(sagaId).catch(() => null);
    return hot ?? this.stored(sagaId);
  }

  /** Everything of a saga, from the store; null when there is none. */
  async detail(sagaId: string): Promise<SagaDetail | null> {
    const stored = await this.world.store.load(sagaId);
    return stored === null ? null : this.open(stored);
  }

  /**
   * Waits until the saga ended or is stuck, or until the time is over; then what the store says. Who moves it in this
   * process, or tells of it on the progress channel, is heard at once; for everybody else the row is looked at now and then.
   * @param signal whoever waited is gone: the wait ends
   * @param isNew it was started in this turn of the event loop: there is nothing to see yet
   */
  async waitForRest(
    sagaId: string,
    timeoutMs: number,
    signal?: AbortSignal,
    isNew = false,
  ): Promise<SagaPicture | null> {
    const { clock, hints, progress } = this.world;
    const latch = new Latch();
    let moved: Rested | null = null;
    const onAbort = () => latch.raise();
    signal?.addEventListener('abort', onAbort);
    const stops = [
      () => signal?.removeEventListener('abort', onAbort),
      hints.onRest(sagaId, (rested) => {
        moved = rested;
        latch.raise();
      }),
      progress.subscribe(({ status }) => {
        if (isResting(status)) latch.raise();
      }, sagaId),
    ];
    try {
      const endAtMs = clock.monotonicMs() + timeoutMs;
      for (let isFirst = true; ; isFirst = false) {
        const leftMs = signal?.aborted === true ? 0 : endAtMs - clock.monotonicMs();
        if (leftMs <= 0) return await this.detail(sagaId);
        if (!isFirst || !isNew) {
          const row = await this.row(sagaId);
          if (row === null) return null;
          if (isResting(row.status)) return this.pictureOf(row, moved) ?? (await this.detail(sagaId));
        }
        await latch.wait(clock, Math.min(leftMs, POLL_MS * 2));
      }
    } finally {
      for (const stop of stops) stop();
    }
  }

  /**
   * Every event after a revision, each once and in order, as it comes, until the saga ended or the signal aborts. Without
   * Redis it polls. The first picture comes at once, also when nothing is new.
   * @throws EngineError SAGA_NOT_FOUND, REVISION_NOT_REACHED; StoreError when the store does not answer
   */
  async *watch(sagaId: string, afterRevision: number, signal: AbortSignal): AsyncGenerator<SagaDetail> {
    const { clock, progress } = this.world;
    const latch = new Latch();
    let seen = afterRevision;
    const stop = progress.subscribe(({ revision }) => {
      if (revision > seen) latch.raise();
    }, sagaId);
    const onAbort = () => latch.raise();
    signal.addEventListener('abort', onAbort);
    try {
      for (let isFirst = true; !signal.aborted; isFirst = false) {
        const news = await this.newsOf(sagaId, seen, isFirst);
        if (news !== null) {
          seen = news.state.revision;
          yield news;
          if (news.state.finishedAtMs !== null) return;
        }
        await latch.wait(clock, POLL_MS);
      }
    } finally {
      signal.removeEventListener('abort', onAbort);
      stop();
    }
  }

  /** The saga with the events after a revision; null when there is none and nobody insists. */
  private async newsOf(sagaId: string, seen: number, insists: boolean): Promise<SagaDetail | null> {
    if (!insists && (await this.stored(sagaId))?.revision === seen) return null;
    const detail = await this.detail(sagaId);
    if (detail === null) throw new EngineError('SAGA_NOT_FOUND', `There is no saga ${sagaId}.`);
    if (detail.state.revision < seen) {
      const text = `Saga ${sagaId} is at revision ${detail.state.revision}; it has not reached ${seen}.`;
      throw new EngineError('REVISION_NOT_REACHED', text, { sagaId });
    }
    return { ...detail, events: detail.events.filter((event) => event.seq > seen) };
  }

  /** From what a mover of this process had in its hands, where the row says that nobody wrote since. */
  private pictureOf(row: SagaRow, moved: Rested | null): SagaPicture | null {
    if (moved === null || moved.state.revision !== row.revision) return null;
    const { opened, state } = moved;
    return {
      row,
      definition: opened.definition,
      state,
      output: outputOf(opened.definition, state),
      sealed: false,
    };
  }

  private async readRows(sagaIds: readonly string[]): Promise<(SagaRow | null)[]> {
    const rows = await this.world.reads.rows([...new Set(sagaIds)]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return sagaIds.map((sagaId) => byId.get(sagaId) ?? null);
  }

  /** What the row alone says; nothing is decrypted. */
  private async stored(sagaId: string): Promise<StatusSnapshot | null> {
    const row = await this.row(sagaId);
    if (row === null) return null;
    const { type, status, stepIndex, revision } = row;
    return { sagaId, type, status, stepIndex, revision, ended: row.finishedAtMs !== null };
  }

  private async open(stored: StoredSaga): Promise<SagaDetail> {
    const { catalog, cipher } = this.world;
    const { row } = stored;
    await catalog.ensure([row.definitionHash]);
    const snapshot = catalog.getForReading(row.definitionHash);
    if (snapshot === undefined)
      throw new EngineError('INTERNAL', `The definition of saga ${row.id} is missing.`);
    const result = openStored(cipher, snapshot.resolved, stored);
    if (result.kind === 'broken') {
      const text = `The history of saga ${row.id} cannot be folded.`;
      throw new EngineError('INTERNAL', text, { sagaId: row.id, cause: result.error });
    }
    const state = result.kind === 'opened' ? result.opened.state : result.state;
    const sealed = result.kind !== 'opened';
    return {
      row,
      definition: snapshot.resolved,
      state,
      events: stored.events.map(fromRowBlind),
      output: sealed ? null : outputOf(snapshot.resolved, state),
      sealed,
    };
  }
}

/** Null unless the saga completed and its definition names an output. */
function outputOf(definition: ResolvedDefinition, state: SagaState): Json | null {
  return statusOf(state.phase) === 'COMPLETED' ? renderOutput(definition, state) : null;
}

/** Ended, or stuck. */
function isResting(status: SagaStatus): boolean {
  return status !== 'RUNNING' && status !== 'COMPENSATING';
}
