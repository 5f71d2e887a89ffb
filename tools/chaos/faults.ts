/**
 * What each kind of fault is: how it is done to the site, and how it is undone.
 *
 * A fault takes a resource. While it lasts nobody else has it: the nemesis heals the one before.
 */
import { redisReady, systemClock } from '#libs/platform';
import type { FaultProxy } from '#libs/testkit';
import { Chance } from '../sim/chance.js';
import type { ManagedProcess } from '../stack/managed-process.js';
import type { FaultKind, PlannedAct } from './plan.js';
import { OWN_SESSIONS, type Site } from './site.js';

/** A fault on its target, ready to be done. */
export interface Fault {
  /** What it hits, for people. */
  readonly target: string;
  /** What nobody else may hit until it is healed. */
  readonly resource: string;
  /** The orchestrator whose sagas are cut off by it. */
  readonly victim?: ManagedProcess;
  /** Does it. */
  act(): Promise<void> | void;
  /** Undoes it, and returns when what it hit is well again. Twice does no harm. */
  heal(): Promise<void> | void;
}

type MakeFault = (site: Site, act: PlannedAct) => Fault;

const nothing = (): void => undefined;
const SLOW_MS = 2_000;
/** Of Redis: too little for anything to be written. */
const FULL_BYTES = 1;
const REPLIES_LOST = 5;
const REDIS_LIMIT_MS = 3_000;

function orchestratorAt({ stack }: Site, { target }: PlannedAct): { process: ManagedProcess; index: number } {
  const index = target % stack.orchestrators.length;
  return { process: stack.orchestrators[index] as ManagedProcess, index };
}

function participantAt({ stack }: Site, { target }: PlannedAct): string {
  const names = [...stack.participants.keys()];
  return names[target % names.length] as string;
}

function orchestratorOf(site: Site, act: PlannedAct): ManagedProcess {
  return orchestratorAt(site, act).process;
}
function participantOf(site: Site, act: PlannedAct): ManagedProcess {
  return site.stack.participant(participantAt(site, act));
}

type FindProcess = (site: Site, act: PlannedAct) => ManagedProcess;

/** The stack starts it again; it is well when the new one serves. */
const ended =
  (find: FindProcess, signal: 'SIGKILL' | 'SIGTERM'): MakeFault =>
  (site, planned) => {
    const process = find(site, planned);
    const { name } = process.plan;
    let hit: number | undefined;
    return {
      target: name,
      resource: name,
      ...(find === orchestratorOf ? { victim: process } : {}),
      act: () => {
        hit = process.pid;
        if (hit === undefined) throw new Error('it does not run');
        process.kill(signal);
      },
      heal: async () => {
        while (process.pid === hit && hit !== undefined) await systemClock.sleep(20);
        await process.ready();
      },
    };
  };

const stopped =
  (find: FindProcess): MakeFault =>
  (site, planned) => {
    const process = find(site, planned);
    const { name } = process.plan;
    return {
      target: name,
      resource: name,
      ...(find === orchestratorOf ? { victim: process } : {}),
      act: () => process.kill('SIGSTOP'),
      heal: () => process.kill('SIGCONT'),
    };
  };

interface WayFault {
  act(proxy: FaultProxy): Promise<void> | void;
  heal?(proxy: FaultProxy): Promise<void> | void;
}

const blackHole: WayFault = { act: (proxy) => proxy.freeze(true), heal: (proxy) => proxy.freeze(false) };
const halfOpen: WayFault = { act: (proxy) => proxy.halfOpen() };

function onWay(resource: string, proxy: FaultProxy, { act, heal = nothing }: WayFault): Fault {
  return { target: resource, resource, act: () => act(proxy), heal: () => heal(proxy) };
}

const toParticipant =
  (fault: WayFault): MakeFault =>
  (site, planned) => {
    const name = participantAt(site, planned);
    return onWay(`way to ${name}`, site.stack.proxy(name), fault);
  };

const toRedis =
  (fault: WayFault): MakeFault =>
  ({ redisWay }) =>
    onWay('way to redis', redisWay, fault);

const toPostgres =
  (fault: WayFault): MakeFault =>
  (site, planned) => {
    const { process, index } = orchestratorAt(site, planned);
    const way = site.postgresWays[index] as FaultProxy;
    return { ...onWay(`way of ${process.plan.name} to postgres`, way, fault), victim: process };
  };

function onRedis(act: Fault['act'], heal: Fault['heal'] = nothing): Fault {
  return { target: 'redis', resource: 'redis', act, heal };
}

async function redisDoes({ redisClient }: Site, ...words: [string, ...string[]]): Promise<unknown> {
  if (!(await redisReady(redisClient, REDIS_LIMIT_MS))) throw new Error('Redis cannot be reached');
  const [command, ...values] = words;
  return redisClient.call(command, ...values);
}

const redisKilled: MakeFault = (site) => {
  let away = false;
  const act = async (): Promise<void> => {
    await site.redis.kill();
    away = true;
  };
  const heal = async (): Promise<void> => {
    if (!away) return;
    await site.redis.start();
    away = false;
  };
  return onRedis(act, heal);
};

const redisKeysDeleted: MakeFault = (site, { target }) =>
  onRedis(async () => {
    const keys = (await redisDoes(site, 'KEYS', '*')) as string[];
    const chance = new Chance(target, 'keys');
    const unlucky = keys.sort().filter(() => chance.is(0.5));
    if (unlucky[0] !== undefined) await redisDoes(site, 'DEL', ...unlucky);
  });

const postgresRestarted: MakeFault = ({ postgres }) => {
  let away = false;
  return {
    target: 'postgres',
    resource: 'postgres',
    act: async () => {
      away = true;
      await postgres.kill();
    },
    heal: async () => {
      if (!away) return;
      await postgres.start();
      away = false;
    },
  };
};

const sessionsTerminated: MakeFault = ({ pool }) => ({
  target: 'postgres',
  resource: 'postgres',
  act: async () => {
    await pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where backend_type = 'client backend' and application_name <> $1`,
      [OWN_SESSIONS],
    );
  },
  heal: nothing,
});

const MAKE: Readonly<Record<FaultKind, MakeFault>> = {
  'kill-orchestrator': ended(orchestratorOf, 'SIGKILL'),
  'stop-orchestrator': stopped(orchestratorOf),
  'end-orchestrator': ended(orchestratorOf, 'SIGTERM'),
  'kill-participant': ended(participantOf, 'SIGKILL'),
  'stop-participant': stopped(participantOf),
  'end-participant': ended(participantOf, 'SIGTERM'),
  'participant-down': toParticipant({ act: (proxy) => proxy.down(), heal: (proxy) => proxy.up() }),
  'participant-slow': toParticipant({ act: (proxy) => proxy.slow(SLOW_MS), heal: (proxy) => proxy.slow(0) }),
  'participant-black-hole': toParticipant(blackHole),
  'participant-half-open': toParticipant(halfOpen),
  'participant-goaway': toParticipant({ act: (proxy) => proxy.goAway() }),
  'participant-replies-lost': toParticipant({
    act: (proxy) => proxy.cutReplies(REPLIES_LOST),
    heal: (proxy) => proxy.cutReplies(0),
  }),
  'redis-kill': redisKilled,
  'redis-restart': ({ redis }) => onRedis(() => redis.restart()),
  'redis-flush': (site) => onRedis(async () => void (await redisDoes(site, 'FLUSHALL'))),
  'redis-fill': (site) =>
    onRedis(
      async () => void (await redisDoes(site, 'CONFIG', 'SET', 'maxmemory', String(FULL_BYTES))),
      async () => void (await redisDoes(site, 'CONFIG', 'SET', 'maxmemory', '0')),
    ),
  'redis-delete-keys': redisKeysDeleted,
  'redis-black-hole': toRedis(blackHole),
  'redis-half-open': toRedis(halfOpen),
  'postgres-restart': postgresRestarted,
  'postgres-terminate-backends': sessionsTerminated,
  'postgres-black-hole': toPostgres(blackHole),
  'postgres-half-open': toPostgres(halfOpen),
};

/** The fault that an act of the plan means on this site. */
export function faultOf(site: Site, act: PlannedAct): Fault {
  return MAKE[act.kind](site, act);
}
