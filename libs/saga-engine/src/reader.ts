/**
 * Reads: this process's own movers, then the hot snapshot, then the store. Only the store is the truth; the others are
 * faster and may be a moment behind, so a read that decides something asks for the store.
 */
import {
  isMoving,
  renderOutput,
  statusOf,
  type Json,
  type ResolvedDefinition,
  type SagaEvent,
  type SagaState,
} from '#libs/saga-core';
import type { DefinitionCatalog } from './catalog.js';
import { openStored } from './claimed.js';
import { fromRowBlind } from './codec.js';
import { EngineError } from './errors.js';
import type { Hints } from './hints.js';
import { snapshotOf } from './operators.js';
import type {
  Clock,
  PayloadCipher,
  Progress,
  SagaRow,
  SagaStore,
  StatusSnapshot,
  StoredSaga,
} from './ports.js';
import type { Runner } from './runner.js';
import { Latch } from './time.js';

/** A saga with everything that its readers may show. */
export interface SagaDetail {
  readonly row: SagaRow;
  readonly definition: ResolvedDefinition;
  readonly state: SagaState;
  /** Without secrets. */
  readonly events: readonly SagaEvent[];
  /** Null unless the saga completed and its definition names an output. */
  readonly output: Json | null;
  /** The secrets cannot be opened: state and events are shown without them. */
  readonly sealed: boolean;
}

export interface ReaderWorld {
  readonly store: SagaStore;
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
  constructor(private readonly world: ReaderWorld) {}

  /** Status, step and revision, from whoever is fastest; null when there is no such saga. */
  async status(sagaId: string): Promise<StatusSnapshot | null> {
    const mover = this.world.runner.mover(sagaId);
    if (mover !== undefined) return snapshotOf(mover.opened, mover.current);
    const hot = await this.world.progress.read(sagaId);
    if (hot !== null) return hot;
    const detail = await this.detail(sagaId);
    return detail === null ? null : snapshotOf({ ...detail, key: { kid: '' }, storedBytes: 0 }, detail.state);
  }

  /** Everything of a saga, from the store; null when there is none. */
  async detail(sagaId: string): Promise<SagaDetail | null> {
    const stored = await this.world.store.load(sagaId);
    return stored === null ? null : this.open(stored);
  }

  /** Waits until the saga ended or is stuck, or until the time is over; then what the store says. */
  async waitForRest(sagaId: string, timeoutMs: number): Promise<SagaDetail | null> {
    const { clock, hints, progress } = this.world;
    const latch = new Latch();
    const stops = [
      hints.onRest(sagaId, () => latch.raise()),
      progress.subscribe((snapshot) => {
        if (snapshot.sagaId === sagaId && (snapshot.ended || snapshot.status === 'FAILED')) latch.raise();
      }),
    ];
    try {
      const endAtMs = clock.monotonicMs() + timeoutMs;
      for (;;) {
        const leftMs = endAtMs - clock.monotonicMs();
        if (leftMs <= 0) return await this.detail(sagaId);
        await latch.wait(clock, Math.min(leftMs, POLL_MS * 2));
        const detail = await this.detail(sagaId);
        if (detail === null || !isMoving(detail.state.phase)) return detail;
      }
    } finally {
      for (const stop of stops) stop();
    }
  }

  /**
   * Every event after a revision, as it comes, until the saga ended or the signal aborts. Without Redis it polls. The first
   * picture comes at once, also when nothing is new.
   */
  async *watch(sagaId: string, afterRevision: number, signal: AbortSignal): AsyncGenerator<SagaDetail> {
    const { clock, progress } = this.world;
    const latch = new Latch();
    const stop = progress.subscribe((snapshot) => {
      if (snapshot.sagaId === sagaId) latch.raise();
    });
    const onAbort = () => latch.raise();
    signal.addEventListener('abort', onAbort);
    try {
      let seen = afterRevision;
      let isFirst = true;
      while (!signal.aborted) {
        const detail = await this.detail(sagaId);
        if (detail === null) throw new EngineError('SAGA_NOT_FOUND', `There is no saga ${sagaId}.`);
        const events = detail.events.filter((event) => event.seq > seen);
        if (events.length > 0 || isFirst) {
          isFirst = false;
          seen = Math.max(seen, detail.state.revision);
          yield { ...detail, events };
        }
        if (detail.state.finishedAtMs !== null) return;
        await latch.wait(clock, POLL_MS);
      }
    } finally {
      signal.removeEventListener('abort', onAbort);
      stop();
    }
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
      throw new EngineError(
        'INTERNAL',
        `The history of saga ${row.id} cannot be folded: ${result.error.message}`,
      );
    }
    const state = result.kind === 'opened' ? result.opened.state : result.state;
    const sealed = result.kind !== 'opened';
    const completed = statusOf(state.phase) === 'COMPLETED' && !sealed;
    return {
      row,
      definition: snapshot.resolved,
      state,
      events: stored.events.map(fromRowBlind),
      output: completed ? renderOutput(snapshot.resolved, state) : null,
      sealed,
    };
  }
}
