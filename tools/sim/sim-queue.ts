/** Redis as the processes see it: jobs and snapshots that may come twice, late, in another order, or never. */
import type { Progress, StatusSnapshot, Waker, WakeUp } from '#libs/saga-engine';
import type { Agenda } from './agenda.js';
import type { Chance } from './chance.js';
import type { ArmedFaults } from './faults.js';
import type { SimProcess } from './sim-process.js';

interface Listener {
  readonly process: SimProcess;
  readonly take: (job: WakeUp) => void;
}

export class SimQueue {
  /** Raised when everything in it is lost. */
  private generation = 0;
  private down = false;
  private readonly workers = new Set<Listener>();
  private readonly watchers = new Set<{ process: SimProcess; hear: (snapshot: StatusSnapshot) => void }>();
  private snapshots = new Map<string, StatusSnapshot>();

  constructor(
    private readonly agenda: Agenda,
    private readonly faults: ArmedFaults,
    private readonly chance: Chance,
  ) {}

  wipe(): void {
    this.generation += 1;
    this.snapshots = new Map();
  }

  goAway(forMs: number): void {
    this.down = true;
    this.agenda.in(forMs, 'redis is back', () => (this.down = false));
  }

  waker(process: SimProcess): Waker {
    const running = new Set<Promise<void>>();
    let listener: Listener | null = null;
    const stopTaking = () => void (listener !== null && this.workers.delete(listener));
    process.whenItDies(stopTaking);
    return {
      wake: (hints) => hints.forEach((hint) => this.add(hint)),
      healthy: () => !this.down,
      listen: async (handler) => {
        const take = ({ sagaId, epoch }: WakeUp) => {
          const run = handler(sagaId, epoch).finally(() => running.delete(run));
          running.add(run);
        };
        listener = { process, take };
        this.workers.add(listener);
      },
      stopTaking,
      close: async () => {
        stopTaking();
        await Promise.allSettled(running);
      },
    };
  }

  progress(process: SimProcess): Progress {
    return {
      publish: (snapshots) => this.publish(snapshots),
      read: async (sagaId) => (this.down ? null : (this.snapshots.get(sagaId) ?? null)),
      subscribe: (listener, sagaId) => {
        const hear = (snapshot: StatusSnapshot) => {
          if (sagaId === undefined || snapshot.sagaId === sagaId) listener(snapshot);
        };
        const watcher = { process, hear };
        this.watchers.add(watcher);
        process.whenItDies(() => this.watchers.delete(watcher));
        return () => void this.watchers.delete(watcher);
      },
      healthy: () => !this.down,
    };
  }

  private add(job: WakeUp): void {
    if (this.down) return;
    const fault = this.faults.atHint(['job_lost', 'job_duplicated', 'job_delayed']);
    if (fault?.kind === 'job_lost') return;
    this.schedule(job, job.delayMs + (fault?.kind === 'job_delayed' ? fault.forMs : 0));
    if (fault?.kind === 'job_duplicated')
      for (let copy = 0; copy <= fault.choice % 3; copy += 1) this.schedule(job, job.delayMs + copy * 5);
  }

  private schedule(job: WakeUp, delayMs: number): void {
    const { generation } = this;
    this.agenda.in(delayMs + this.chance.between(0, 20) / 10, 'job', () => {
      if (this.down || generation !== this.generation || this.workers.size === 0) return;
      const listener = this.chance.pick([...this.workers]);
      listener.process.deliver(() => listener.take(job));
    });
  }

  private publish(snapshots: readonly StatusSnapshot[]): void {
    if (this.down || this.faults.atHint(['progress_lost']) !== null) return;
    for (const snapshot of snapshots) {
      if ((this.snapshots.get(snapshot.sagaId)?.revision ?? 0) < snapshot.revision)
        this.snapshots.set(snapshot.sagaId, snapshot);
    }
    if (this.watchers.size === 0) return;
    this.agenda.in(this.chance.between(0, 20) / 10, 'progress', () => {
      for (const { process, hear } of [...this.watchers])
        process.deliver(() => snapshots.forEach((snapshot) => hear(snapshot)));
    });
  }
}
