/** Inflicts the faults that have a time. A fault that finds nothing to strike at has not struck. */
import { hasEnded } from '#libs/saga-core';
import { changeHold } from '#libs/testkit';
import type { Fault, FaultKind } from './faults.js';
import type { Orchestrator, Orchestrators } from './orchestrators.js';
import type { Known } from './oracles.js';
import type { People } from './people.js';
import { resolved } from './shapes.js';
import type { World } from './world.js';

/** True when it struck. */
type Blow = (fault: Fault) => boolean;

/** The longest grace period of a process that is told to stop. */
const GRACE_MS = 1_000;

export class Nemesis {
  private readonly blows: Partial<Record<FaultKind, Blow>>;

  constructor(
    private readonly world: World,
    private readonly orchestrators: Orchestrators,
    private readonly people: People,
  ) {
    const { queue, database, participants, tables } = world;
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
      hold: always((fault) =>
        changeHold(tables, this.participant(fault), { kind: 'hold', actor: 'li', reason: 'test' }),
      ),
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
      deploy: this.atProcess((victim, { forMs }) => this.replaceGracefully(victim, forMs)),
    };
  }

  strike(fault: Fault): void {
    if (this.blows[fault.kind]?.(fault) === true) this.world.faults.fire(fault);
  }

  /** Ends what lasts: holds are released. What else lasts ends by itself. */
  relent(): void {
    const { tables, participants } = this.world;
    participants.heal();
    for (const [participant, { release }] of tables.holds)
      if (release === null) changeHold(tables, participant, { kind: 'release', rate: null });
  }

  private replaceGracefully({ process, engine }: Orchestrator, forMs: number): void {
    this.orchestrators.deploy();
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
      const open = [...this.world.oracles.sagas.values()].filter(({ state }) => !hasEnded(state));
      const saga = open[fault.pick % Math.max(1, open.length)];
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
