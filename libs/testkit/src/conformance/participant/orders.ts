/**
 * The six orders in which two deliveries of an action (A) and two of its undo (U) can arrive. What is expected of each
 * delivery follows from one table, in which the first call that came decides.
 */
import type { ParticipantCase } from './case.js';
import type { Scene } from './scene.js';

type Delivery = 'A' | 'U';

const ORDERS: readonly (readonly [order: string, story: string])[] = [
  ['A A U U', 'repeated, then undone, and undone again'],
  ['A U A U', 'undone, then a duplicate of what was undone, and of its undo'],
  ['A U U A', 'undone twice, then a duplicate of what was undone'],
  ['U A A U', 'undone before it came, refused twice, undone again'],
  ['U A U A', 'undone before it came, refused, undone again, refused again'],
  ['U U A A', 'undone twice before it came, and refused twice'],
];

/** `closed`: the undo came first, so that the action never takes effect. */
type State = 'none' | 'applied' | 'undone' | 'closed';

const NEXT: Readonly<Record<State, Readonly<Record<Delivery, State>>>> = {
  none: { A: 'applied', U: 'closed' },
  applied: { A: 'applied', U: 'undone' },
  undone: { A: 'undone', U: 'undone' },
  closed: { A: 'closed', U: 'closed' },
};

const STATUS = { none: 'NONE', applied: 'APPLIED', undone: 'COMPENSATED', closed: 'COMPENSATED' } as const;

async function arrive(scene: Scene, order: readonly Delivery[]): Promise<void> {
  const call = scene.call();
  let state: State = 'none';
  let wasUndone = false;
  await call.stands('NONE');
  for (const delivery of order) {
    if (delivery === 'U') await call.undoes();
    else if (state === 'closed') await call.comesTooLate();
    else await call.acts();
    state = NEXT[state][delivery];
    wasUndone ||= delivery === 'U';
    await call.stands(STATUS[state]);
    await call.undoStands(wasUndone ? 'APPLIED' : 'NONE');
  }
}

export const ORDER_CASES: readonly ParticipantCase[] = ORDERS.map(([order, story]) => ({
  name: `${order}: ${story}`,
  undoes: true,
  run: (scene) => arrive(scene, order.split(' ') as Delivery[]),
}));
