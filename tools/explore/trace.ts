/** A course as lines of text: what happened, what was written by it, and how the saga stands then. */
import type { Move } from './moves.js';
import type { Findings, Step } from './search.js';
import { rowOf, SAGA_ID, type World } from './world.js';

function standing(world: World): string {
  const { status, stuckClass, revision, epoch, owner, dueAtMs } = rowOf(world);
  const whose =
    owner === null
      ? dueAtMs === null
        ? 'at rest'
        : `due in ${dueAtMs - world.nowMs} ms`
      : `owned by ${owner}`;
  return `${status}${stuckClass === null ? '' : ` ${stuckClass}`}, revision ${revision}, epoch ${epoch}, ${whose}`;
}

function line(number: number, { move, state }: Step<World, Move>, before: World | null): string {
  const head = `${String(number).padStart(3)}  ${move?.text ?? 'the saga is stored'}`;
  if (state === null) return head;
  const events = (state.tables.events.get(SAGA_ID) ?? []).slice(before?.committed.revision ?? 0);
  const written = events.length === 0 ? '' : `\n       + ${events.map(({ kind }) => kind).join(', ')}`;
  return `${head}${written}\n       ${standing(state)}`;
}

/** The course to a violation, and the violation. */
export function trace({ error, course }: NonNullable<Findings<World, Move>['violation']>): string[] {
  const lines = course.map((step, index) => line(index, step, course[index - 1]?.state ?? null));
  return [...lines, error.message];
}
