/**
 * The mover's decisions: synchronous, without clock, chance or IO. What comes in is the state, what only this process
 * knows, and the database's time; what goes out are events to store and commands to perform after they are stored.
 *
 * 1. Total: every state of a saga that is owned has a decision.
 * 2. Every answer is recorded or, when nothing waits for it any more, dropped; all those shown at once in one transition.
 * 3. A decision without events is free: nothing is written before a call.
 */
import { decideBackward, retreat } from './backward.js';
import type { ResolvedDefinition } from './definition.js';
import type { ClearError, Direction, StuckClass } from './events.js';
import { decideForward, proceed } from './forward.js';
import { isRunnable, type CallRef, type SagaState } from './state.js';
import { directionOf, isMoving } from './status.js';
import { Story, type Command, type Decision, type Moment } from './story.js';
import { EMPTY_VIEW, type MoverView } from './view.js';

/** What the mover tells the core. */
export type Happening =
  /** A run began, a call settled, a timer fired, or somebody else wrote. */
  | { readonly kind: 'advance'; readonly view: MoverView }
  /** The process stops: answers in hand are recorded, what is still open is given to the next one. */
  | { readonly kind: 'hand_over'; readonly view: MoverView }
  /** Our own code failed in the middle of the run; what was open is unknown. */
  | { readonly kind: 'crashed' }
  /** An operator holds a participant that the next call needs. */
  | { readonly kind: 'hold'; readonly view: MoverView; readonly participant: string }
  /** The saga cannot be run or stored. */
  | {
      readonly kind: 'give_up';
      readonly class: StuckClass;
      readonly error?: ClearError;
      /** What is in the air or in hand; it will not be recorded, so its outcome is unknown. */
      readonly view: MoverView;
    };

const REST: readonly Command[] = [{ kind: 'release', dueAtMs: null }];

function advance(story: Story, view: MoverView): readonly Command[] {
  if (!isMoving(story.state.phase)) return REST;
  const forward = story.state.phase === 'RUNNING';
  let commands = forward ? decideForward(story, view) : decideBackward(story, view);
  // A turn, or a rewind that arrived: whatever was in the view belongs to the way that ended. Both happen at most once
  // each, because a rewound saga starts from fresh branches.
  while (commands === null) {
    const seen: MoverView = { ...EMPTY_VIEW, postponed: view.postponed };
    commands = story.state.phase === 'RUNNING' ? proceed(story, seen) : retreat(story, seen);
  }
  return commands;
}

/** Nobody will hear how these calls ended: they are tainted before anything else is decided. */
function leaveOpen(story: Story, calls: readonly CallRef[]): void {
  if (!isMoving(story.state.phase)) return;
  const open = calls.flatMap((ref) => {
    const name = story.definition.steps[ref.stepIndex]?.branches[ref.branchIndex]?.name;
    return name === undefined || ref.stepIndex !== story.state.stepIndex ? [] : [name];
  });
  if (open.length > 0) story.add({ kind: 'released', data: { open } });
}

function handOver(story: Story, view: MoverView): readonly Command[] {
  const settled: MoverView = { ...view, inFlight: [] };
  leaveOpen(story, view.inFlight);
  const commands = advance(story, settled);
  const release = commands.find((command) => command.kind === 'release');
  if (release !== undefined) return [release];
  const waiting = commands.find((command) => command.kind === 'wait');
  const calls = commands.some((command) => command.kind === 'call');
  const dueAtMs = calls || waiting?.untilMs == null ? story.nowMs : waiting.untilMs;
  return [{ kind: 'release', dueAtMs: isRunnable(story.state) ? dueAtMs : null }];
}

function giveUp(
  story: Story,
  view: MoverView,
  reason: StuckClass,
  error: ClearError | undefined,
): readonly Command[] {
  leaveOpen(story, [...view.inFlight, ...view.results.map(({ ref }) => ref)]);
  const direction: Direction | null = directionOf(story.state.phase);
  if (direction !== null && isMoving(story.state.phase)) {
    const step = story.definition.steps[story.state.stepIndex]?.name;
    story.add({ kind: 'failed', step, data: { class: reason, direction, error } });
  }
  return REST;
}

/** Answers are recorded as ever; where a call would follow, the saga rests until the participant is released. */
function hold(story: Story, view: MoverView, participant: string): readonly Command[] {
  const commands = advance(story, view);
  if (!commands.some((command) => command.kind === 'call')) return commands;
  story.add({ kind: 'blocked', data: { participant } });
  return view.inFlight.length > 0 ? [{ kind: 'wait', untilMs: null }] : REST;
}

/** After a failure of our own the saga is always given up; the next claim makes the calls. */
function crash(story: Story): readonly Command[] {
  if (!isMoving(story.state.phase)) return REST;
  story.add({ kind: 'interrupted', data: {} });
  const commands = advance(story, EMPTY_VIEW);
  const release = commands.find((command) => command.kind === 'release');
  return [release ?? { kind: 'release', dueAtMs: story.nowMs }];
}

/** Decides what follows for an owned saga. */
export function decide(
  definition: ResolvedDefinition,
  state: SagaState,
  happening: Happening,
  moment: Moment,
): Decision {
  const story = new Story(definition, state, moment);
  switch (happening.kind) {
    case 'advance':
      return story.decision(advance(story, happening.view));
    case 'hand_over':
      return story.decision(handOver(story, happening.view));
    case 'hold':
      return story.decision(hold(story, happening.view, happening.participant));
    case 'crashed':
      return story.decision(crash(story));
    case 'give_up':
      return story.decision(giveUp(story, happening.view, happening.class, happening.error));
  }
}
