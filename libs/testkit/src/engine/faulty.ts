import { StoreError, type StoreErrorKind } from '#libs/saga-engine';

/**
 * When a fault strikes: the work was not done; it was done and the answer is lost; it is done only once the fault thaws; it
 * is done, but the answer comes only once the fault thaws.
 */
export type FaultMoment = 'before' | 'after' | 'hang' | 'hangAfter';

/** Methods of ports that ask nobody. */
const WITHOUT_IO: ReadonlySet<string> = new Set(['holdsLock', 'onLockLost']);

interface Fault {
  readonly moment: FaultMoment;
  readonly error: () => Error;
  left: number;
}

/**
 * Any port whose methods fail on order. Every method that was ordered to fail counts how often it did, so that a test can
 * see that its fault struck.
 */
export class Faults {
  private readonly planned = new Map<string, Fault[]>();
  private readonly struck = new Map<string, number>();
  private readonly hanging: (() => void)[] = [];
  private down = false;

  /** The next `times` calls of a method fail. */
  next(method: string, moment: FaultMoment, kind: StoreErrorKind = 'connection', times = 1): void {
    const fault = { moment, error: () => new StoreError(kind, `${method} failed on order`), left: times };
    this.planned.set(method, [...(this.planned.get(method) ?? []), fault]);
  }

  /** Every call of every method fails before it does anything, until `recover`. */
  outage(): void {
    this.down = true;
  }

  /** Nothing comes back from now on, of any call. */
  freeze(): void {
    this.next('*', 'hang', 'connection', Infinity);
  }

  recover(): void {
    this.down = false;
    this.planned.clear();
  }

  /** What hangs is done after all, and answered. */
  thaw(): void {
    for (const go of this.hanging.splice(0)) go();
  }

  strikes(method: string): number {
    return this.struck.get(method) ?? 0;
  }

  /** The port with its faults. */
  wrap<T extends object>(port: T): T {
    return new Proxy(port, {
      get: (target, name) => {
        const member = Reflect.get(target, name) as unknown;
        if (typeof member !== 'function' || WITHOUT_IO.has(String(name))) return member;
        const method = member.bind(target) as (...args: unknown[]) => unknown;
        return (...args: unknown[]) => this.meet(String(name), () => method(...args));
      },
    });
  }

  private meet(name: string, work: () => unknown): unknown {
    const fault = this.take(name) ?? this.take('*');
    if (fault === null && !this.down) return work();
    this.struck.set(name, this.strikes(name) + 1);
    if (fault === null) return Promise.reject(new StoreError('connection', `${name}: the store is down`));
    if (fault.moment === 'hang') return new Promise((resolve) => this.hanging.push(() => resolve(work())));
    if (fault.moment === 'hangAfter') {
      const done = work();
      return new Promise((resolve) => this.hanging.push(() => resolve(done)));
    }
    if (fault.moment === 'before') return Promise.reject(fault.error());
    return Promise.resolve(work()).then(() => Promise.reject(fault.error()));
  }

  private take(name: string): Fault | null {
    const queue = this.planned.get(name);
    const fault = queue?.[0];
    if (queue === undefined || fault === undefined) return null;
    fault.left -= 1;
    if (fault.left <= 0) queue.shift();
    return fault;
  }
}
