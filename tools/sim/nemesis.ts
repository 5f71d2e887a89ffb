/** Inflicts the faults that have a time. A fault that finds nothing to strike at has not struck. */
import { hasEnded } from '#libs/saga-core';
import type { Fault, FaultKind } from './faults.js';
import type { Orchestrator, Orchestrators } from './orchestrators.js';
import type { Known } from './known.js';
import type { People } from './people.js';
import { resolved } from './shapes.js';
import type { World } from './world.js';

/** True when it struck. */
type Blow = (fault: Fault) => boolean;

/** A minute until a saga is given up is a long time to simulate: few seeds wait for it. */
const STAYS_UNFIT_EVERY = 10;
/** The longest grace period of a process that is told to stop. */
const GRACE_MS = 1_000;
/** Sagas a second that a release wakes. */
const RATES = [null, 1, 4, 50] as const;

export class Nemesis {
  private readonly blows: Partial<Record<FaultKind, Blow>>;
  private readonly stopping = new WeakSet<object>();
  /** Nobody deploys anything better until somebody has to. */
  private staysUnfit = false;

  constructor(
    private readonly world: World,
    private readonly orchestrators: Orchestrators,
    private readonly people: People,
  ) {
    const { queue, database, participants } = world;
    this.blows = {
      redis_wiped: always(() => queue.wipe()),
      redis_down: always(({ forMs }) => queue.goAway(forMs)),
      database_restart: always(({ forMs }) =>
        database.restart(
          forMs,
          orchestrators.alive.map(({ instances }) => instances),
        ),
      ),
      participant_down: always((fault) => participants.goAway(this.participant(fault), fault.forMs)),
      undo_refused: always((fault) => participants.refuseUndo(this.participant(fault), fault.forMs)),
      participant_refuses: always((fault) => participants.refuse(this.participant(fault), fault.forMs)),
      breaker_open: this.atProcess(({ process }, fault) =>
        participants.openBreaker(process, this.participant(fault), fault.forMs * 2),
      ),
      hold: always((fault) => this.hold(fault)),
      operator: this.atSaga((saga, { choice }) => this.people.interfere(saga, choice)),
      operators_race: this.atSaga((saga, { choice }) => {
        const first = this.people.interfere(saga, choice);
        return this.people.interfere(saga, choice + 1) && first;
      }),
      client_cancels: this.atSaga((saga) => {
        this.people.cancel(saga.row.id);
        return true;
      }),
      kill: this.atProcess(({ process }, { forMs }) => {
        process.kill();
        orchestrators.replaceIn(forMs);
      }),
      freeze: this.atProcess(({ process }, { forMs, choice }) =>
        process.freeze(choice % 5 === 0 ? forMs * 5 : forMs),
      ),
      clock_drift: this.atProcess(({ clock }, { choice }) => clock.drift(choice % 2 === 0 ? 0.9 : 1.1)),
      lock_lost: this.atProcess(({ process, instances }) => process.deliver(() => instances.loseLock())),
      deploy: this.atProcess((victim, { forMs }) => {
        orchestrators.deploy();
        this.replaceGracefully(victim, forMs);
      }),
      deploy_unfit: (fault) => {
        const { shapes } = world;
        const shape = shapes[fault.pick % shapes.length];
        return shape !== undefined && orchestrators.deployWithout(shape) && this.replaceMany(fault);
      },
      rollback: (fault) => {
        orchestrators.rollBack();
        return this.replaceMany(fault);
      },
    };
  }

  strike(fault: Fault): void {
    if (this.blows[fault.kind]?.(fault) === true) this.world.faults.fire(fault);
  }

  /** Ends what lasts: holds are released, and what can run everything is deployed. What else lasts ends by itself. */
  relent(): void {
    const { tables, participants, chance } = this.world;
    participants.heal();
    for (const [participant, { release }] of tables.holds)
      if (release === null) this.people.release(participant, chance.pick(RATES));
    if (this.staysUnfit && this.isAnyLeftAlone()) return;
    this.staysUnfit = false;
    for (const unfit of this.orchestrators.restore()) this.replaceGracefully(unfit, GRACE_MS);
  }

  /** A saga waits for a process that can run it, and nobody has given it up yet. */
  private isAnyLeftAlone(): boolean {
    const { oracles } = this.world;
    return [...oracles.sagas.values()].some(
      ({ state, row }) => !hasEnded(state) && state.stuck === null && !this.orchestrators.someoneCanRun(row),
    );
  }

  private hold(fault: Fault): void {
    const participant = this.participant(fault);
    this.people.hold(participant);
    if (fault.choice % 2 === 0) return;
    this.world.agenda.in(fault.forMs, 'an operator releases', () => {
      const isHeld = this.world.tables.holds.get(participant)?.release === null;
      if (isHeld) this.people.release(participant, RATES[fault.pick % RATES.length] ?? null);
    });
  }

  /** One process after the other, or one alone, so that two releases run side by side. */
  private replaceMany({ choice, forMs }: Fault): boolean {
    this.staysUnfit = choice % STAYS_UNFIT_EVERY === 0;
    const victims = this.orchestrators.alive.slice(choice % 3 === 1 ? 1 : 0);
    for (const [index, victim] of victims.entries())
      this.world.agenda.in(index * forMs, `${victim.process.name} is told to stop`, () =>
        this.replaceGracefully(victim, forMs),
      );
    return victims.length > 0;
  }

  private replaceGracefully({ process, engine }: Orchestrator, forMs: number): void {
    if (this.stopping.has(process)) return;
    this.stopping.add(process);
    process.deliver(() => {
      void engine.stop(Math.min(forMs, GRACE_MS)).finally(() => {
        process.kill();
        this.orchestrators.replaceIn(10);
      });
    });
  }

  private participant({ pick, choice }: Fault): string {
    const { shapes } = this.world;
    const branches = shapes.flatMap(({ current }) =>
      resolved(current).steps.flatMap((step) => step.branches),
    );
    return branches[(pick + choice) % branches.length]?.action.participant ?? '';
  }

  private atProcess(strike: (victim: Orchestrator, fault: Fault) => void): Blow {
    return (fault) => {
      const { alive } = this.orchestrators;
      const victim = alive[fault.pick % Math.max(1, alive.length)];
      if (victim !== undefined) strike(victim, fault);
      return victim !== undefined;
    };
  }

  private atSaga(strike: (saga: Known, fault: Fault) => boolean): Blow {
    return (fault) => {
      const sagas = [...this.world.oracles.sagas.values()];
      // Mostly what is open, and rather what is stuck: there most may be done.
      const open = sagas.filter(({ state }) => !hasEnded(state) || fault.choice % 10 === 9);
      const stuck = open.filter(({ state }) => state.stuck !== null);
      const among = stuck.length > 0 && fault.choice % 2 === 0 ? stuck : open;
      const saga = among[fault.pick % Math.max(1, among.length)];
      return saga !== undefined && strike(saga, fault);
    };
  }
}

function always(strike: (fault: Fault) => void): Blow {
  return (fault) => {
    strike(fault);
    return true;
  };
}
