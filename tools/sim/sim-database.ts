/**
 * The way of each process to the database: it takes time, it breaks, and what was sent may be done although nobody hears of
 * it. The tables themselves are those of the testkit, with the same conformance suite as Postgres.
 *
 * D1 A statement happens at one moment, wholly or not at all.
 * D2 A connection that breaks says nothing about the statement that was on it: it was done, it was not, or it will be.
 * D3 A process that dies takes nothing back: what it sent is done.
 */
import { StoreError } from '#libs/saga-engine';
import { MemoryDatabase, type MemoryCommit, type MemoryInstances } from '#libs/testkit';
import type { Agenda } from './agenda.js';
import type { Chance } from './chance.js';
import type { ArmedFaults, Fault } from './faults.js';
import type { SimProcess } from './sim-process.js';

/** Tables that tell what was written to them. */
export class WatchedDatabase extends MemoryDatabase {
  constructor(
    now: () => number,
    private readonly hear: (commit: MemoryCommit) => void,
  ) {
    super(now);
  }

  override commit(commit: MemoryCommit): void {
    super.commit(commit);
    this.hear(commit);
  }
}

/** Methods that ask nobody. */
const WITHOUT_IO: ReadonlySet<string> = new Set(['holdsLock', 'onLockLost', 'loseLock']);
/** A lock goes to a connection: without the process there is none. */
const LOCKING: ReadonlySet<string> = new Set(['register', 'regainLock']);
/** What only looks, and is asked often: its delays would change nothing but the price of the simulation. */
const LOOKS: ReadonlySet<string> = new Set([
  'oldestDueAgeMs',
  'heldParticipants',
  'takeReleased',
  'unclaimable',
]);

export class SimDatabase {
  /** Statements that nobody waits for any more and that are still to be done. */
  onTheirWay = 0;
  private down = false;

  constructor(
    readonly tables: WatchedDatabase,
    private readonly agenda: Agenda,
    private readonly faults: ArmedFaults,
    private readonly chance: Chance,
    /** How often a statement takes time at all. */
    private readonly slowness: number,
  ) {}

  /** A port of the database as one process reaches it. */
  reach<T extends object>(port: T, process: SimProcess): T {
    return new Proxy(port, {
      get: (target, name) => {
        const member = Reflect.get(target, name) as unknown;
        if (typeof member !== 'function' || WITHOUT_IO.has(String(name))) return member;
        const method = member.bind(target) as (...args: unknown[]) => Promise<unknown>;
        return (...args: unknown[]) => this.exchange(process, String(name), () => method(...args));
      },
    });
  }

  /** The server goes away, with every connection to it, and comes back. */
  restart(forMs: number, locks: readonly MemoryInstances[]): void {
    this.down = true;
    for (const lock of locks) lock.loseLock();
    this.agenda.in(forMs, 'database accepts', () => {
      this.down = false;
      this.tables.serverStartedAtMs = this.tables.now();
    });
  }

  private exchange(process: SimProcess, method: string, work: () => Promise<unknown>): Promise<unknown> {
    if (!process.alive) return new Promise(() => {});
    if (this.down) return this.refuse(process, method, lost(method, 'is down'));
    if (LOOKS.has(method)) return work();
    const fault = this.faults.atStore(method);
    if (fault !== null) return this.fail(process, method, work, fault);
    return this.chance.is(this.slowness) ? this.travel(process, method, work) : work();
  }

  /** There and back, each way with a delay of its own. */
  private travel(
    process: SimProcess,
    method: string,
    work: () => Promise<unknown>,
    thereMs = this.delayMs(),
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.agenda.in(thereMs, `${process.name} ${method}`, () => {
        if (!process.alive && LOCKING.has(method)) return;
        const done = this.down ? Promise.reject(lost(method, 'broke off')) : work();
        const back = (settle: () => void) =>
          this.agenda.in(this.delayMs(), `${process.name} ${method} answered`, () => process.deliver(settle));
        done.then(
          (value) => back(() => resolve(value)),
          (error: unknown) => back(() => reject(error)),
        );
      });
    });
  }

  private refuse(process: SimProcess, method: string, error: StoreError): Promise<never> {
    return new Promise((_, reject) => {
      const settle = () => process.deliver(() => reject(error));
      this.agenda.in(this.delayMs(), `${process.name} ${method} fails`, settle);
    });
  }

  private fail(
    process: SimProcess,
    method: string,
    work: () => Promise<unknown>,
    { kind, forMs }: Fault,
  ): Promise<unknown> {
    this.agenda.note(`${kind} at ${method} of ${process.name}`);
    const never = () => new Promise(() => {});
    const refuse = (error: StoreError) => this.refuse(process, method, error);
    switch (kind) {
      case 'crash_before_commit':
        process.kill();
        return never();
      case 'crash_after_commit':
        return work().then(() => {
          process.kill();
          return never();
        });
      case 'commit_lost':
        return refuse(lost(method, 'never arrived'));
      case 'commit_unanswered':
        return work().then(() => refuse(lost(method, 'was not answered')));
      case 'commit_late':
        this.onTheirWay += 1;
        this.agenda.in(forMs, `${process.name} ${method} late`, () => {
          this.onTheirWay -= 1;
          if (!this.down && !LOCKING.has(method)) work().catch(() => {});
        });
        return refuse(lost(method, 'is still on its way'));
      case 'store_conflict':
        return refuse(new StoreError('retry', `${method} met another one`));
      case 'store_busy':
        return refuse(new StoreError('busy', `${method} found the server busy`));
      default:
        return this.travel(process, method, work, forMs);
    }
  }

  private delayMs(): number {
    return this.chance.is(0.1) ? this.chance.between(5, 60) : this.chance.between(1, 30) / 10;
  }
}

function lost(method: string, how: string): StoreError {
  return new StoreError('connection', `${method} ${how}`);
}
