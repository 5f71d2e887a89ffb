/**
 * What the participants really did, held against what a saga says: I2 one effect of each branch, I3 undo is the reverse of
 * completion, I4 no effect after its undo. Only a participant without the barrier may have an effect that comes late.
 */
import { hasEnded } from '#libs/saga-core';
import { placeOfKey } from '#libs/testkit';
import type { Known } from './known.js';
import type { Effect } from './sim-participants.js';
import { Violation } from './violation.js';

export class LedgerOracle {
  /** @param effects by the key of the action */
  constructor(private readonly effects: ReadonlyMap<string, Effect>) {}

  /** An action took effect just now. @throws Violation */
  applied(known: Known): void {
    if (hasEnded(known.state)) this.checkStanding(known, 'I4');
  }

  /** A compensation is about to take away an effect. @throws Violation */
  undoing(known: Known, key: string): void {
    const placeOf = (effectKey: string) =>
      known.definition.stepIndexOf.get(effectKey.split('/')[1] ?? '') ?? -1;
    const place = placeOf(key);
    for (const effect of this.effectsOf(known.row.id)) {
      const isAbove = placeOf(effect.key) > place && effect.state === 'applied' && !effect.late;
      if (isAbove && mustBeUndone(known, effect))
        throw new Violation('I3', `${key} is undone while ${effect.key} stands`);
    }
  }

  /** What must hold of a saga from its end on. @throws Violation */
  ended(known: Known): void {
    this.checkStanding(known, 'I2');
    if (known.state.phase !== 'COMPLETED') return;
    for (const key of currentKeys(known)) {
      const place = placeOfKey(key);
      const isForgiven = known.excused.has(place) || known.skipped.has(place);
      if (!isForgiven && this.effects.get(key)?.state !== 'applied')
        throw new Violation('I2', `${known.row.id} is COMPLETED without the effect of ${key}`);
    }
  }

  /** No effect stands but those of a completed saga's last generation, and what an operator knows of. */
  private checkStanding(known: Known, oracle: string): void {
    const { state, definition, row, excused, leftOpen } = known;
    const goesForward = state.phase === 'COMPLETED' || (state.phase === 'CLOSED' && state.committed);
    const current = currentKeys(known);
    for (const effect of this.effectsOf(row.id)) {
      const place = placeOfKey(effect.key);
      if (effect.state !== 'applied' || effect.late || excused.has(place) || leftOpen.has(place)) continue;
      const mayStand = goesForward && current.has(effect.key);
      const step = definition.steps[definition.stepIndexOf.get(place.split('/')[0] ?? '') ?? -1];
      if (!mayStand && (mustBeUndone(known, effect) || step?.kind === 'pivot'))
        throw new Violation(oracle, `${row.id} is ${state.phase}, but the effect of ${effect.key} stands`);
    }
  }

  private *effectsOf(sagaId: string): Iterable<Effect> {
    for (const effect of this.effects.values()) if (effect.key.startsWith(sagaId)) yield effect;
  }
}

function currentKeys({ definition, state, row }: Known): Set<string> {
  return new Set(
    definition.steps.flatMap((step, stepIndex) =>
      step.branches.map((branch, at) => {
        const generation = state.steps[stepIndex]?.branches[at]?.generation ?? 1;
        return `${row.id}/${step.name}/${branch.name}/${generation}/action`;
      }),
    ),
  );
}

function mustBeUndone({ definition, excused }: Known, { key }: Effect): boolean {
  const [, stepName, branchName] = key.split('/');
  const branches = definition.steps[definition.stepIndexOf.get(stepName ?? '') ?? -1]?.branches;
  const undo = branches?.find(({ name }) => name === branchName)?.compensation;
  return undo != null && !excused.has(placeOfKey(key));
}
