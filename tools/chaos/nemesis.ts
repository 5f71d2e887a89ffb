/**
 * Does what the plan says, when it says so, and keeps a record of it.
 *
 * 1. A fault that would hit what is still under another one heals that first: what is counted as done was done.
 * 2. What lasts is healed after its time, and everything is healed in the end.
 * 3. A fault that could not be done is recorded with the reason, and not counted.
 */
import { systemClock } from '#libs/platform';
import { faultOf, type Fault } from './faults.js';
import type { PlannedAct } from './plan.js';
import type { Deed } from './recovery.js';
import type { Site } from './site.js';

interface Standing {
  readonly fault: Fault;
  readonly deed: Writable<Deed>;
  readonly over: AbortController;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

export interface FailedAct {
  readonly act: PlannedAct;
  readonly why: string;
}

/** Sooner nobody takes over from a process that died. */
const OWNERS_LIMIT_MS = 250;

export class Nemesis {
  readonly deeds: Deed[] = [];
  readonly failed: FailedAct[] = [];
  /** By resource; a chain, so that each fault begins when the one before is healed. */
  private readonly chains = new Map<string, Promise<void>>();
  private readonly standing = new Map<string, Standing>();

  constructor(
    private readonly site: Site,
    private readonly plan: readonly PlannedAct[],
    private readonly tell: (text: string) => void,
  ) {}

  /** Acts until the plan is done or the signal aborts; then heals everything. */
  async run(signal: AbortSignal): Promise<void> {
    const beganMs = systemClock.monotonicMs();
    for (const act of this.plan) {
      const waitMs = beganMs + act.atMs - systemClock.monotonicMs();
      const waited = await systemClock.sleep(waitMs, signal).then(
        () => true,
        () => false,
      );
      if (!waited) break;
      this.begin(act);
    }
    if (!signal.aborted)
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    for (const { over } of this.standing.values()) over.abort();
    await Promise.all(this.chains.values());
  }

  private begin(act: PlannedAct): void {
    const fault = faultOf(this.site, act);
    this.standing.get(fault.resource)?.over.abort();
    const before = this.chains.get(fault.resource) ?? Promise.resolve();
    const done = before
      .then(() => this.commit(act, fault))
      .catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        this.failed.push({ act, why });
        this.tell(`${act.kind} could not be done or healed: ${why}`);
      });
    this.chains.set(fault.resource, done);
  }

  private async commit(act: PlannedAct, fault: Fault): Promise<void> {
    const { kind, lastsMs } = act;
    const victim = fault.victim?.instanceId;
    const deed: Writable<Deed> = { kind, target: fault.target, atMs: systemClock.now(), healedAtMs: null };
    if (fault.victim !== undefined) deed.owned = null;
    const over = new AbortController();
    const standing = { fault, deed, over };
    this.standing.set(fault.resource, standing);
    try {
      await fault.act();
    } catch (error) {
      this.standing.delete(fault.resource);
      await fault.heal();
      throw error;
    }
    this.deeds.push(deed);
    this.tell(`${kind} ${fault.target}${lastsMs === 0 ? '' : ` for ${(lastsMs / 1_000).toFixed(1)} s`}`);
    if (fault.victim !== undefined) deed.owned = await this.ownedBy(victim ?? null);
    await systemClock.sleep(lastsMs, over.signal).catch(() => undefined);
    await fault.heal();
    deed.healedAtMs = systemClock.now();
    if (this.standing.get(fault.resource) === standing) this.standing.delete(fault.resource);
  }

  /** Sagas of a process with their revisions; null when the database does not answer before others take them over. */
  private async ownedBy(instance: string | null): Promise<Map<string, number> | null> {
    const sql = 'select id, revision from orchestrator.saga where owner = $1';
    const askedMs = systemClock.monotonicMs();
    try {
      const { rows } = await this.site.pool.query<{ id: string; revision: number }>(sql, [instance]);
      if (systemClock.monotonicMs() - askedMs > OWNERS_LIMIT_MS) return null;
      return new Map(rows.map(({ id, revision }) => [id, revision]));
    } catch {
      return null;
    }
  }
}
