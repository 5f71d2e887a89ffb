/**
 * The named fault points of the engine: every await boundary that a claim, a call, a flush, a wake-up or a release goes
 * through, which is where a process touches the world. Each boundary has two: before the work, and after it, when nobody has
 * heard the answer yet. What lies between two boundaries happens in one turn of the event loop or can be repeated, so a
 * process that dies there looks like one that died at the next boundary.
 *
 * An armed fault strikes once, at one point of one process. It counts how often it struck: a test whose fault did not strike
 * is red.
 */
import {
  StoreError,
  type CallOutcome,
  type Clock,
  type EnginePorts,
  type ParticipantCall,
  type SweepRequest,
  type TakeoverRequest,
  type Transition,
} from '#libs/saga-engine';

export const FAULT_KINDS = ['crash', 'throw', 'delay', 'commit unknown'] as const;
/**
 * `crash`: the process ends there. `throw`: an exception that no contract knows. `delay`: longer than a lease. `commit
 * unknown`: no answer, whether the work was done (after) or not (before).
 */
export type FaultKind = (typeof FAULT_KINDS)[number];

export const FAULT_MOMENTS = ['before', 'after'] as const;
export type Moment = (typeof FAULT_MOMENTS)[number];

/** Ports through which a process touches the world. */
export type FaultyPort = 'store' | 'instances' | 'caller' | 'waker' | 'progress';

export interface Boundary {
  readonly port: FaultyPort;
  readonly method: string;
  /** Which of the method's calls are meant; all of them without it. */
  readonly where?: (args: readonly unknown[]) => boolean;
  /** The window that a fault opens: what is done and what is not, before the work and after it. */
  readonly opens: { readonly [moment in Moment]: string };
}

const transitions = (args: readonly unknown[]) => args[1] as readonly Transition[];
const releases = (args: readonly unknown[], isDue: boolean) =>
  transitions(args).some(({ release }) => release !== null && (release.dueAtMs !== null) === isDue);
const isFromDead = ([request]: readonly unknown[]) => (request as TakeoverRequest).from === 'dead';
const isSeal = ([call]: readonly unknown[]) => (call as ParticipantCall).direction === 'seal';
const canTake = ([request]: readonly unknown[]) => (request as SweepRequest).limit > 0;

export const BOUNDARIES = {
  start: {
    ...{ port: 'store', method: 'start' },
    opens: { before: 'nothing was started', after: 'started, and the client does not know' },
  },
  claim: {
    ...{ port: 'store', method: 'claim' },
    opens: { before: 'a job was taken, the saga is due', after: 'the saga is owned without a run' },
  },
  'definition of a claim': {
    ...{ port: 'store', method: 'loadDefinitions' },
    opens: { before: 'claimed, its snapshot unknown', after: 'claimed, its snapshot read' },
  },
  'look at the holds': {
    ...{ port: 'store', method: 'heldParticipants' },
    opens: { before: 'calls go by an old look', after: 'the look was made in vain' },
  },
  call: {
    ...{ port: 'caller', method: 'call', where: (args: readonly unknown[]) => !isSeal(args) },
    opens: { before: 'the call has not left', after: 'it took effect, nothing is recorded' },
  },
  seal: {
    ...{ port: 'caller', method: 'call', where: isSeal },
    opens: { before: 'the pivot is unknown', after: 'the pivot is settled, nothing is recorded' },
  },
  'flush of results': {
    port: 'store',
    method: 'flush',
    where: (args: readonly unknown[]) => transitions(args).some(({ release }) => release === null),
    opens: { before: 'results in hand', after: 'recorded, what follows is not begun' },
  },
  'flush of a release': {
    ...{ port: 'store', method: 'flush', where: (args: readonly unknown[]) => releases(args, true) },
    opens: { before: 'the wait is decided, the saga owned', after: 'due later, nobody was told' },
  },
  'flush of the end': {
    ...{ port: 'store', method: 'flush', where: (args: readonly unknown[]) => releases(args, false) },
    opens: { before: 'the last result in hand', after: 'at rest, nobody was told' },
  },
  'look at a fence': {
    ...{ port: 'store', method: 'standing' },
    opens: { before: 'fenced, by whom is unknown', after: 'the look was made in vain' },
  },
  reload: {
    ...{ port: 'store', method: 'load' },
    opens: { before: 'a result in hand, others wrote', after: 'what they wrote was read in vain' },
  },
  // F41: a start or a release is committed, and the process dies before it adds the job.
  'wake-up': {
    ...{ port: 'waker', method: 'wake' },
    opens: { before: 'committed, no job was added', after: 'the job was added' },
  },
  progress: {
    ...{ port: 'progress', method: 'publish' },
    opens: { before: 'committed, nobody was told', after: 'told, the job is not added' },
  },
  sweep: {
    ...{ port: 'store', method: 'sweep', where: canTake },
    opens: { before: 'due without a job', after: 'the saga is owned without a run' },
  },
  'look at the others': {
    ...{ port: 'instances', method: 'view' },
    opens: { before: 'an owner is gone, unseen', after: 'seen in vain' },
  },
  retirement: {
    ...{ port: 'instances', method: 'retire' },
    opens: { before: 'an owner is seen gone', after: 'retired, its sagas not taken over' },
  },
  takeover: {
    ...{ port: 'store', method: 'takeover', where: isFromDead },
    opens: { before: 'the owner is retired', after: 'taken over without a run' },
  },
  'self-check': {
    ...{ port: 'store', method: 'ownedBy' },
    opens: { before: 'owned without a run, unseen', after: 'seen in vain' },
  },
  'takeover from itself': {
    ...{ port: 'store', method: 'takeover', where: (args: readonly unknown[]) => !isFromDead(args) },
    opens: { before: 'owned without a run, seen', after: 'taken over without a run' },
  },
  'renewal of the lease': {
    ...{ port: 'instances', method: 'renew' },
    opens: { before: 'the lease runs out', after: 'it is renewed, unknown to its owner' },
  },
  'regain of the lock': {
    ...{ port: 'instances', method: 'regainLock' },
    opens: { before: 'alive without a lock', after: 'the lock is back, unknown to its owner' },
  },
  'release to rest on a hold': {
    port: 'store',
    method: 'flush',
    where: (args: readonly unknown[]) => transitions(args).some(({ requiresHold }) => requiresHold !== null),
    opens: { before: 'held, the saga is owned', after: 'blocked, nobody was told' },
  },
  'look at the released': {
    ...{ port: 'store', method: 'takeReleased' },
    opens: { before: 'blocked on nobody', after: 'its wake-up is spent, it still rests' },
  },
  'wake-up of the blocked': {
    ...{ port: 'store', method: 'operate' },
    opens: { before: 'its wake-up is spent, it still rests', after: 'due, no job was added' },
  },
  'release at a stop': {
    ...{ port: 'store', method: 'flush', where: (args: readonly unknown[]) => releases(args, true) },
    opens: { before: 'stopping, the saga is owned', after: 'handed over, nobody was told' },
  },
  'leave at a stop': {
    ...{ port: 'instances', method: 'leave' },
    opens: { before: 'handed over, still a member', after: 'gone, the queue still open' },
  },
  'close at a stop': {
    ...{ port: 'waker', method: 'close' },
    opens: { before: 'gone, the queue still open', after: 'closed' },
  },
  registration: {
    ...{ port: 'instances', method: 'register' },
    opens: { before: 'no member', after: 'a member that does not know it' },
  },
  'definitions at the boot': {
    ...{ port: 'store', method: 'saveDefinition' },
    opens: { before: 'a member without definitions', after: 'stored, unknown to its process' },
  },
  'open definitions at the boot': {
    ...{ port: 'store', method: 'openDefinitions' },
    opens: { before: 'open sagas unchecked', after: 'looked up in vain' },
  },
  listening: {
    ...{ port: 'waker', method: 'listen' },
    opens: { before: 'a worker that takes no job', after: 'it takes jobs, unknown to its boot' },
  },
} as const satisfies { readonly [name: string]: Boundary };

export type BoundaryName = keyof typeof BOUNDARIES;
export const BOUNDARY_NAMES = Object.keys(BOUNDARIES) as BoundaryName[];

/** Methods that are awaited, and are no point: what they ask changes no saga and nobody waits for it. */
export const NO_POINTS: ReadonlySet<string> = new Set([
  'store.oldestDueAgeMs',
  'store.unclaimable',
  'instances.purge',
]);

/** Methods that answer at once and touch nothing. */
const NOT_AWAITED: ReadonlySet<string> = new Set([
  ...['holdsLock', 'onLockLost', 'healthy', 'subscribe', 'stopTaking'],
]);
/** Sent without an answer. */
const SENT: ReadonlySet<string> = new Set(['wake', 'publish']);

/** Longer than a lease, and than any deadline of a call that a test makes. */
export const FAULT_DELAY_MS = 12_000;

const never = () => new Promise<never>(() => {});

/** One fault at one point of one process; give `around` to the process that is to meet it. */
export class ArmedFault {
  /** How often it struck: 1, or the test is worth nothing. */
  struck = 0;
  /** Every method that was awaited, as `port.method`. */
  readonly met = new Set<string>();
  private isDead = false;
  private readonly boundary: Boundary;

  /**
   * @param isOpen whether the window that the test is about has come; until then nothing strikes
   * @param onCrash ends the process
   */
  constructor(
    name: BoundaryName,
    private readonly moment: Moment,
    private readonly kind: FaultKind,
    private readonly clock: Clock,
    private readonly isOpen: () => boolean,
    private readonly onCrash: () => void,
  ) {
    this.boundary = BOUNDARIES[name];
  }

  readonly around = (ports: EnginePorts): EnginePorts => ({
    ...ports,
    store: this.wrap('store', ports.store),
    instances: this.wrap('instances', ports.instances),
    caller: this.wrap('caller', ports.caller),
    waker: this.wrap('waker', ports.waker),
    progress: this.wrap('progress', ports.progress),
  });

  private wrap<T extends object>(port: FaultyPort, target: T): T {
    return new Proxy(target, {
      get: (_, name) => {
        const member = Reflect.get(target, name) as unknown;
        if (typeof member !== 'function' || NOT_AWAITED.has(String(name))) return member;
        const method = member.bind(target) as (...args: unknown[]) => unknown;
        return (...args: unknown[]) => this.meet(port, String(name), args, () => method(...args));
      },
    });
  }

  private meet(port: FaultyPort, method: string, args: readonly unknown[], work: () => unknown): unknown {
    if (!SENT.has(method)) this.met.add(`${port}.${method}`);
    if (this.isDead) return SENT.has(method) ? undefined : never();
    const { boundary } = this;
    const isHere = boundary.port === port && boundary.method === method;
    if (this.struck > 0 || !isHere || !(boundary.where?.(args) ?? true) || !this.isOpen()) return work();
    this.struck += 1;
    if (SENT.has(method)) return this.strikeSent(work);
    if (port === 'caller') return this.strikeCall(args as Parameters<EnginePorts['caller']['call']>, work);
    return this.strike(work);
  }

  private async strike(work: () => unknown): Promise<unknown> {
    if (this.kind === 'delay') return this.late(work);
    if (this.moment === 'after') await work();
    if (this.kind === 'crash') return this.crash();
    throw this.error();
  }

  /** A commit unknown to whoever sends without asking for an answer: nothing arrives, or it is sent twice. */
  private strikeSent(work: () => unknown): void {
    if (this.kind === 'delay') return void this.clock.setTimer(FAULT_DELAY_MS, () => void work());
    if (this.moment === 'after') work();
    if (this.kind === 'crash') return void this.crash();
    if (this.kind === 'throw') throw this.error();
    if (this.moment === 'after') work();
  }

  /** A caller keeps its word (C4 of the scripted one): whatever happens to the call, it settles by its deadline. */
  private async strikeCall(
    [{ timeoutMs }, signal]: Parameters<EnginePorts['caller']['call']>,
    work: () => unknown,
  ): Promise<unknown> {
    if (this.kind === 'commit unknown') {
      if (this.moment === 'after') await work();
      return { kind: 'unknown', code: 'UNAVAILABLE' } satisfies CallOutcome;
    }
    if (this.kind !== 'delay') return this.strike(work);
    const unheard = new Promise<CallOutcome>((resolve) => {
      const end = (code: 'CANCELLED' | 'DEADLINE_EXCEEDED') => resolve({ kind: 'unknown', code });
      signal.addEventListener('abort', () => end('CANCELLED'));
      this.clock.setTimer(timeoutMs, () => end('DEADLINE_EXCEEDED'));
    });
    return Promise.race([unheard, this.late(work)]);
  }

  private async late(work: () => unknown): Promise<unknown> {
    const early = this.moment === 'after' ? work() : undefined;
    await new Promise<void>((resolve) => this.clock.setTimer(FAULT_DELAY_MS, resolve));
    return this.moment === 'after' ? early : work();
  }

  private crash(): Promise<never> {
    this.isDead = true;
    this.onCrash();
    return never();
  }

  private error(): Error {
    const text = `${this.boundary.method} failed on order`;
    return this.kind === 'throw' ? new Error(text) : new StoreError('connection', text);
  }
}
