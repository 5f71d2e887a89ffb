/**
 * The definitions that this process knows: the current one of each type, for new sagas, and every snapshot that an open
 * saga still runs on (G10).
 *
 * 1. A saga runs on the snapshot it started with, whatever the current definition of its type says.
 * 2. A snapshot is checked against the contracts once, when it is first met; what is unfit is never claimed.
 */
import { resolveDefinition, type ResolvedDefinition, type SagaDefinition } from '#libs/saga-core';
import { SAGA_FORMAT, type EngineLog, type Fitness, type SagaRow, type SagaStore } from './ports.js';

export interface CurrentDefinition {
  readonly hash: string;
  readonly definition: SagaDefinition;
}

export interface Snapshot {
  readonly hash: string;
  readonly source: SagaDefinition;
  readonly resolved: ResolvedDefinition;
}

export class DefinitionCatalog {
  private readonly snapshots = new Map<string, Snapshot>();
  private readonly unfit = new Map<string, readonly string[]>();
  private readonly currentOf = new Map<string, Snapshot>();

  constructor(
    private readonly store: Pick<SagaStore, 'saveDefinition' | 'loadDefinitions' | 'openDefinitions'>,
    /** Every mistake of a definition against the contracts that this process speaks; empty when it fits. */
    private readonly check: (definition: SagaDefinition) => readonly string[],
    private readonly log: EngineLog,
  ) {}

  /** Takes in the current definitions and stores their snapshots. They were checked before the process came this far. */
  async publish(current: readonly CurrentDefinition[]): Promise<void> {
    for (const { hash, definition } of current) {
      await this.store.saveDefinition(hash, definition);
      const snapshot = { hash, source: definition, resolved: resolveDefinition(definition) };
      this.snapshots.set(hash, snapshot);
      this.currentOf.set(definition.type, snapshot);
    }
  }

  /** Checks the snapshots of all open sagas; returns the mistakes by hash, empty when every one can be run. */
  async checkOpen(): Promise<ReadonlyMap<string, readonly string[]>> {
    await this.ensure(await this.store.openDefinitions());
    return this.unfit;
  }

  current(type: string): Snapshot | undefined {
    return this.currentOf.get(type);
  }

  types(): string[] {
    return [...this.currentOf.keys()];
  }

  /** Every snapshot that was met so far, whether or not this process can run it. */
  all(): Snapshot[] {
    return [...this.snapshots.values()];
  }

  get(hash: string): Snapshot | undefined {
    return this.unfit.has(hash) ? undefined : this.snapshots.get(hash);
  }

  /** Also snapshots that this process cannot run: to read a saga it is enough to know its shape. */
  getForReading(hash: string): Snapshot | undefined {
    return this.snapshots.get(hash);
  }

  /** Why this process cannot run the saga, each mistake in the definition's own names; empty where it can. */
  whyUnfit({ definitionHash, format }: Pick<SagaRow, 'definitionHash' | 'format'>): readonly string[] {
    const mistakes = this.unfit.get(definitionHash) ?? [];
    if (format <= SAGA_FORMAT) return mistakes;
    return [`its format is ${format}, this process knows up to ${SAGA_FORMAT}`, ...mistakes];
  }

  fitness(): Fitness {
    return { maxFormat: SAGA_FORMAT, unfitDefinitions: [...this.unfit.keys()] };
  }

  /** Loads and checks what is not known yet. A hash that the store does not know is unfit as well. */
  async ensure(hashes: readonly string[]): Promise<void> {
    const unknown = [...new Set(hashes)].filter((hash) => !this.snapshots.has(hash) && !this.unfit.has(hash));
    if (unknown.length === 0) return;
    const loaded = await this.store.loadDefinitions(unknown);
    for (const hash of unknown) this.admit(hash, loaded.get(hash));
  }

  private admit(hash: string, source: SagaDefinition | undefined): void {
    const mistakes =
      source === undefined ? ['the snapshot is not in the store'] : this.keepAndCheck(hash, source);
    if (mistakes.length === 0) return;
    this.unfit.set(hash, mistakes);
    this.log.error('definition_unfit', { definition: hash, type: source?.type, mistakes });
  }

  /** A document of another version may be of another shape altogether: that is a mistake like any other. */
  private keepAndCheck(hash: string, source: SagaDefinition): readonly string[] {
    try {
      this.snapshots.set(hash, { hash, source, resolved: resolveDefinition(source) });
      return this.check(source);
    } catch (error) {
      return [`the snapshot cannot be read: ${error instanceof Error ? error.message : String(error)}`];
    }
  }
}
