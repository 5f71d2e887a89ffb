/** What the oracles know of one saga: told by its events alone, one after the other, not by its row. */
import type { ResolvedDefinition, SagaState } from '#libs/saga-core';
import type { SagaRow } from '#libs/saga-engine';

export interface Known {
  readonly definition: ResolvedDefinition;
  state: SagaState;
  row: SagaRow;
  /** The highest epoch of any of its events. */
  epoch: number;
  /** The last event of a process was written when the saga was paused or blocked: its mover knows. */
  moverKnowsOfHold: boolean;
  /** Calls of the current budget, by name. */
  readonly calls: Map<string, number>;
  /** Recorded attempts of the current budget, as `step/branch/direction`. */
  readonly attempts: Map<string, number>;
  /** Interruptions and hand-overs since the budgets began. */
  disturbances: number;
  /** Places whose result an operator supplied: their effect is nobody's promise. */
  readonly skipped: Set<string>;
  /** Places, as `step/branch`, that may have an effect which is not undone. */
  readonly effects: Set<string>;
  /** Places whose undo an operator took upon himself. */
  readonly excused: Set<string>;
  /** Places that were open when an operator closed the saga. */
  leftOpen: ReadonlySet<string>;
}
