import type { Clock, Progress, StatusSnapshot, Waker, WakeUp } from '#libs/saga-engine';

/** The queue of all processes of a test: a job goes to one of those that listen. Like the real one it may be of no use. */
export class LoopbackQueue {
  readonly jobs: WakeUp[] = [];
  works = true;
  private readonly listeners: { take(job: WakeUp): void }[] = [];
  private turn = 0;

  constructor(private readonly clock: Clock) {}

  waker(): Waker {
    let handler: ((sagaId: string, epoch: number) => Promise<void>) | null = null;
    const running = new Set<Promise<void>>();
    const listener = {
      take: ({ sagaId, epoch }: WakeUp) => {
        // A handler that fails fails its job, and nothing else.
        const run = handler?.(sagaId, epoch)
          .catch(() => undefined)
          .finally(() => running.delete(run as Promise<void>));
        if (run !== undefined) running.add(run);
      },
    };
    const stopTaking = () => {
      const at = this.listeners.indexOf(listener);
      if (at >= 0) this.listeners.splice(at, 1);
    };
    return {
      wake: (hints) => this.add(hints),
      healthy: () => this.works,
      listen: async (given) => {
        handler = given;
        this.listeners.push(listener);
      },
      stopTaking,
      close: async () => {
        stopTaking();
        await Promise.allSettled(running);
      },
    };
  }

  /** Delivers a job now, as a queue may at any time, and more than once. */
  deliver(job: { sagaId: string; epoch: number }): void {
    this.turn += 1;
    this.listeners[this.turn % this.listeners.length]?.take({ ...job, delayMs: 0 });
  }

  private add(hints: readonly WakeUp[]): void {
    if (!this.works) return;
    for (const hint of hints) {
      this.jobs.push(hint);
      const deliver = () => void (this.works && this.deliver(hint));
      if (hint.delayMs <= 0) queueMicrotask(deliver);
      else this.clock.setTimer(hint.delayMs, deliver);
    }
  }
}

/** The snapshots and the progress channel of all processes of a test. */
export class LoopbackProgress {
  readonly told: StatusSnapshot[] = [];
  works = true;
  private readonly snapshots = new Map<string, StatusSnapshot>();
  private readonly listeners = new Set<(snapshot: StatusSnapshot) => void>();

  get listening(): number {
    return this.listeners.size;
  }

  /** The end of one process; `cut` is what its death does to it. */
  progress(): Progress & { cut(): void } {
    const own = new Set<(snapshot: StatusSnapshot) => void>();
    return {
      cut: () => own.forEach((listener) => this.listeners.delete(listener)),
      publish: (snapshots) => this.publish(snapshots),
      read: async (sagaId) => (this.works ? (this.snapshots.get(sagaId) ?? null) : null),
      subscribe: (hear, sagaId) => {
        const listener = (snapshot: StatusSnapshot) => {
          if (sagaId === undefined || snapshot.sagaId === sagaId) hear(snapshot);
        };
        this.listeners.add(listener);
        own.add(listener);
        return () => {
          this.listeners.delete(listener);
          own.delete(listener);
        };
      },
      healthy: () => this.works,
    };
  }

  private publish(snapshots: readonly StatusSnapshot[]): void {
    if (!this.works) return;
    for (const snapshot of snapshots) {
      this.told.push(snapshot);
      if ((this.snapshots.get(snapshot.sagaId)?.revision ?? 0) < snapshot.revision)
        this.snapshots.set(snapshot.sagaId, snapshot);
      for (const listener of [...this.listeners]) listener(snapshot);
    }
  }
}
