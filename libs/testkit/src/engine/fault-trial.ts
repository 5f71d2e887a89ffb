/**
 * One trial of one fault point: a course that leads the process under test to the point while a saga goes forward or back,
 * the fault, and what comes to help: a second process where the first one ended.
 *
 * The courses are what makes every point be met: each brings about what its boundaries are for.
 */
import { everyKind } from './every-kind.js';
import { EngineHarness, type EngineProcess, type SpawnOptions } from './engine-harness.js';
import { settled } from './fake-clock.js';
import {
  ArmedFault,
  FAULT_DELAY_MS,
  type BoundaryName,
  type FaultKind,
  type Moment,
} from './fault-points.js';
import { applied, lostReply, nameOf, refused, unavailable, type Encounter } from './scripted-caller.js';

export type Direction = 'forward' | 'going back';
export const DIRECTIONS = ['forward', 'going back'] as const;

interface Course {
  lead(trial: FaultTrial): Promise<void>;
  /** The course needs a call that takes its time. */
  readonly slow?: boolean;
  /** What calls meet besides. */
  readonly meets?: (call: string, direction: Direction) => Encounter | undefined;
}

/** Longer than a backoff that is waited for in the slot: the saga is released. */
const WAIT_MS = 3_000;
/** A call this long is met by whatever the course does meanwhile. */
const SLOW_MS = 1_500;
const REQUEST_ID = 'trial';
/** Where the saga waits for a participant that is held. */
const HELD = 'suoke.testkit.v1.StockService';

export class FaultTrial {
  readonly harness = new EngineHarness(everyKind);
  readonly fault: ArmedFault;
  private readonly waited = new Set<string>();
  private subject: EngineProcess | null = null;
  private hasEnded = false;
  private readonly course: Course;
  /** What the course says about the window; the direction is asked for besides. */
  window: () => boolean = () => true;
  /** Points that come before or after the saga's own way are met whatever its direction is. */
  anyPhase = false;
  /** What is left for the course to do when the fault has struck. */
  afterwards: () => Promise<void> = async () => {};
  sagaId = '';

  constructor(
    name: BoundaryName,
    moment: Moment,
    private readonly kind: FaultKind,
    readonly direction: Direction,
  ) {
    this.course = COURSES[name];
    const isOpen = () => this.isInPhase() && this.window();
    const onCrash = () => this.end();
    this.fault = new ArmedFault(name, moment, kind, this.harness.clock, isOpen, onCrash);
    this.harness.caller.decide((call) => this.encounter(nameOf(call)));
  }

  /** The process that is to meet the fault. Null where it did not survive its boot. */
  async spawnSubject(options: SpawnOptions = {}): Promise<EngineProcess | null> {
    const subject = this.harness.build({ ...options, around: this.fault.around });
    this.subject = subject;
    let hasBooted = false;
    const boot = subject.engine.start().then(
      () => (hasBooted = true),
      () => this.end(),
    );
    await this.until(() => this.hasEnded || hasBooted, 'the boot');
    void boot;
    return this.hasEnded ? null : subject;
  }

  /** A client that asks until it is answered, with the same request id; another process where the first one is gone. */
  async startSaga(on: EngineProcess): Promise<void> {
    let answer: string | null = null;
    let isAsking = false;
    const ask = (process: EngineProcess): void => {
      isAsking = true;
      const request = { type: everyKind.type, input: { item: 'tea' }, requestId: REQUEST_ID };
      process.engine.starter.start(request).then(
        ({ sagaId }) => (answer = sagaId),
        () => (isAsking = false),
      );
    };
    ask(on);
    await this.until(
      () => answer !== null || !isAsking || (this.hasEnded && on === this.subject),
      'an answer',
    );
    if (answer === null) {
      const other = this.hasEnded ? await this.harness.spawn() : on;
      ask(other);
      await this.until(() => answer !== null, 'the second answer');
    }
    this.sagaId = answer ?? '';
  }

  /** Waits until the slow call is under way. */
  async slowCall(): Promise<void> {
    const { harness } = this;
    const name = this.direction === 'forward' ? 'prepare/right' : 'undo prepare/right';
    await this.until(() => harness.caller.open > 0 && harness.caller.names().includes(name), name);
  }

  async until(holds: () => boolean, what: string): Promise<void> {
    await this.harness.clock.until(holds, 60_000, what);
  }

  /** Leads to the fault, sends help where it is needed, and lets everything come to rest, late answers too. */
  async run(): Promise<void> {
    await this.course.lead(this);
    await this.until(() => this.fault.struck > 0, 'the fault');
    await settled();
    if (this.hasEnded) await this.harness.spawn();
    await this.afterwards();
    await this.harness.reaches(this.sagaId, 'COMPLETED', 'COMPENSATED', 'FAILED');
    await this.harness.rests();
    if (this.kind !== 'delay') return;
    await this.harness.clock.pass(FAULT_DELAY_MS);
    await this.harness.rests();
  }

  end(): void {
    this.hasEnded = true;
    this.subject?.kill();
  }

  isInPhase(): boolean {
    if (this.anyPhase) return true;
    const [row] = this.harness.db.sagas.values();
    return row?.status === (this.direction === 'forward' ? 'RUNNING' : 'COMPENSATING');
  }

  private encounter(name: string): Encounter | undefined {
    const { slow = false, meets } = this.course;
    const special = meets?.(name, this.direction);
    if (special !== undefined) return special;
    const isForward = this.direction === 'forward';
    if (name === 'pay' && !isForward) return { ...refused(), afterMs: slow ? SLOW_MS : 0 } as Encounter;
    if (slow) return name.endsWith('prepare/right') ? applied(undefined, SLOW_MS) : undefined;
    if (name !== (isForward ? 'prepare/left' : 'undo reserve') || this.waited.has(name)) return undefined;
    this.waited.add(name);
    return { ...unavailable, retryAfterMs: WAIT_MS } as Encounter;
  }
}

const begin = async (trial: FaultTrial): Promise<EngineProcess | null> => {
  const subject = await trial.spawnSubject();
  if (subject !== null) await trial.startSaga(subject);
  return subject;
};

/** Jobs, calls, a wait that releases, a delayed job: what nearly every saga meets. */
const usual: Course = { lead: async (trial) => void (await begin(trial)) };

const starting: Course = {
  lead: async (trial) => {
    trial.anyPhase = true;
    await begin(trial);
  },
};

/** Every job is lost. */
const jobless: Course = {
  lead: async (trial) => {
    const { db, queue } = trial.harness;
    queue.works = false;
    trial.window = () => [...db.sagas.values()].some(({ dueAtMs }) => (dueAtMs ?? Infinity) <= db.now());
    await begin(trial);
  },
};

/** The answer to the pivot is lost until it has to be sealed: it took effect, or it did not. */
const sealing: Course = {
  lead: async (trial) => {
    trial.anyPhase = true;
    await begin(trial);
  },
  meets: (call, direction) => {
    if (call !== 'pay') return undefined;
    return direction === 'forward' ? lostReply : unavailable;
  },
};

/** The owner is killed in the middle of a call. Returns its id. */
async function orphan(trial: FaultTrial, owner: EngineProcess): Promise<string> {
  trial.harness.queue.works = false;
  await trial.startSaga(owner);
  await trial.slowCall();
  const id = owner.engine.membership.instanceId;
  owner.kill();
  return id;
}

/** The process under test is there when the owner goes. */
const inherited = (options: SpawnOptions = {}): Course => ({
  slow: true,
  lead: async (trial) => {
    const owner = await trial.harness.spawn();
    let goneId: string | null = null;
    trial.window = () => goneId !== null;
    await trial.spawnSubject(options);
    goneId = await orphan(trial, owner);
  },
});

/** As before, until the owner is retired. */
const retired: Course = {
  slow: true,
  lead: async (trial) => {
    const { harness } = trial;
    const owner = await harness.spawn();
    const { instanceId } = owner.engine.membership;
    trial.window = () => !harness.db.isLive(instanceId);
    await trial.spawnSubject();
    await orphan(trial, owner);
  },
};

/** The process under test comes when the owner is gone. */
const booting: Course = {
  slow: true,
  lead: async (trial) => {
    await orphan(trial, await trial.harness.spawn());
    await trial.spawnSubject();
  },
};

/** An operator pauses and resumes the saga in the middle of a call, and the process is not told. */
const fenced: Course = {
  slow: true,
  lead: async (trial) => {
    const { harness } = trial;
    const desk = await harness.spawn({ isWorker: false });
    harness.progress.works = false;
    await begin(trial);
    await trial.slowCall();
    for (const kind of ['pause', 'resume'] as const) {
      await harness.awaiting(harness.order(desk, trial.sagaId, { kind }));
    }
  },
};

/** The answer to a claim is lost: the saga is owned without a run. */
const unanswered: Course = {
  lead: async (trial) => {
    const subject = await trial.spawnSubject();
    if (subject === null) return;
    const { faults } = subject;
    trial.window = () => faults.strikes('claim') > 0;
    if (trial.direction === 'forward') faults.next('claim', 'after');
    await trial.startSaga(subject);
    await trial.until(() => faults.strikes('claim') > 0 || trial.isInPhase(), 'the turn');
    if (trial.direction === 'going back') faults.next('claim', 'after');
  },
};

const lockless: Course = {
  slow: true,
  lead: async (trial) => {
    const subject = await begin(trial);
    await trial.slowCall();
    subject?.instances.loseLock();
  },
};

/** A participant is held just before the saga needs it. */
async function hold(trial: FaultTrial): Promise<() => boolean> {
  const { harness } = trial;
  await begin(trial);
  const name = trial.direction === 'forward' ? 'prepare/right' : 'pay';
  await trial.until(() => harness.caller.names().includes(name), name);
  harness.hold(HELD);
  return () => harness.row(trial.sagaId).blockedOn !== null;
}

const blocked: Course = {
  slow: true,
  lead: async (trial) => {
    const isBlocked = await hold(trial);
    trial.afterwards = async () => {
      await trial.until(isBlocked, 'the block');
      trial.harness.release(HELD);
    };
  },
};

const woken: Course = {
  slow: true,
  lead: async (trial) => {
    let isReleased = false;
    trial.window = () => isReleased;
    const isBlocked = await hold(trial);
    await trial.until(isBlocked, 'the block');
    isReleased = true;
    trial.harness.release(HELD);
  },
};

/** The process is told to stop in the middle of a call; another one is there. */
const stopping: Course = {
  slow: true,
  lead: async (trial) => {
    let isStopping = false;
    trial.window = () => isStopping;
    const subject = await begin(trial);
    await trial.slowCall();
    await trial.harness.spawn();
    trial.anyPhase = true;
    isStopping = true;
    subject?.engine.stop(1_000).catch(() => undefined);
  },
};

const COURSES: { readonly [name in BoundaryName]: Course } = {
  start: starting,
  claim: usual,
  'definition of a claim': inherited({ definitions: [] }),
  'look at the holds': usual,
  call: usual,
  seal: sealing,
  'flush of results': usual,
  'flush of a release': usual,
  'flush of the end': usual,
  'look at a fence': fenced,
  reload: fenced,
  'wake-up': usual,
  progress: usual,
  sweep: jobless,
  'look at the others': inherited(),
  retirement: inherited(),
  takeover: retired,
  'self-check': unanswered,
  'takeover from itself': unanswered,
  'renewal of the lease': usual,
  'regain of the lock': lockless,
  'release to rest on a hold': blocked,
  'look at the released': woken,
  'wake-up of the blocked': woken,
  'release at a stop': stopping,
  'leave at a stop': stopping,
  'close at a stop': stopping,
  registration: booting,
  'definitions at the boot': booting,
  'open definitions at the boot': booting,
  listening: booting,
};
