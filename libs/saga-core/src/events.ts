/**
 * The events of a saga. They are its only memory: the state is the fold of them (G7). Each has clear data from closed
 * lists, which may be read without a key, and at most one `secret`, which is encrypted before it leaves the process (G12).
 */
import type { Json } from './template.js';

/** Why a saga is stuck; only an operator can decide what comes next. */
export const STUCK_CLASSES = [
  'refused',
  'exhausted',
  'pivot_unknown',
  'compensation_refused',
  'compensation_exhausted',
  'poison',
  'definition_missing',
  'cannot_decrypt',
  'unstorable',
] as const;
export type StuckClass = (typeof STUCK_CLASSES)[number];

/** Why a saga turned back. */
export const TURN_CAUSES = ['refused', 'exhausted', 'deadline', 'cancelled', 'operator', 'rewind'] as const;
export type TurnCause = (typeof TURN_CAUSES)[number];

export type Direction = 'forward' | 'backward';

/** The three calls that the engine makes for a branch: do it, undo it, or settle an unknown pivot. */
export type CallDirection = 'action' | 'compensation' | 'seal';

/** What a participant's answer says in the clear: gRPC status name, `ErrorInfo.reason`, names of violated fields. */
export interface ClearError {
  readonly code: string;
  readonly reason?: string;
  readonly fields?: readonly string[];
}

interface AtBranch {
  readonly step: string;
  readonly branch: string;
}
interface Attempted extends AtBranch {
  readonly attempt: number;
}
/** Free text of the participant or of the operator: may hold health data, so it is a secret. */
export interface SecretText {
  readonly message: string;
}

/** An event without its place in the history: what a decision produces. */
export type EventBody =
  | { kind: 'started'; data: { deadlineAtMs: number | null }; secret: { input: Json } }
  | ({ kind: 'branch_done'; data: Record<string, never>; secret: { reply: Json } } & Attempted)
  | ({ kind: 'branch_refused'; data: ClearError; secret?: SecretText } & Attempted)
  | ({
      kind: 'attempt_failed';
      data: ClearError & {
        direction: CallDirection;
        outcome: 'no_effect' | 'unknown';
        /** When the next attempt may start; null when there is none left. */
        nextAtMs: number | null;
      };
      secret?: SecretText;
    } & Attempted)
  | { kind: 'interrupted'; data: Record<string, never> }
  | { kind: 'released'; data: { open: readonly string[] } }
  | {
      kind: 'turned';
      data: { cause: TurnCause; to?: string; error?: ClearError };
      /** A rewind may bring requests that replace the rendered ones from the next generation on. */
      secret?: { edits: readonly { step: string; branch: string; request: Json }[] };
    }
  | { kind: 'cancel_requested'; data: { by: 'client' | 'operator' }; secret?: SecretText }
  | ({ kind: 'branch_undone'; data: { by: 'reply' | 'done_code'; code?: string } } & Attempted)
  | ({
      kind: 'undo_failed';
      data: ClearError & { outcome: 'refused' | 'exhausted' };
      secret?: SecretText;
    } & Attempted)
  | {
      kind: 'failed';
      data: { class: StuckClass; direction: Direction; error?: ClearError };
      step?: string;
      branch?: string;
    }
  | { kind: 'completed'; data: Record<string, never> }
  | { kind: 'compensated'; data: Record<string, never> }
  | { kind: 'replayed'; data: { deadlineAtMs: number | null } }
  | { kind: 'rewound'; data: { deadlineAtMs: number | null }; step: string }
  | ({ kind: 'input_edited'; data: Record<string, never>; secret: { request: Json } } & AtBranch)
  | {
      kind: 'skipped';
      data: { deadlineAtMs: number | null };
      step: string;
      secret: { results: { readonly [branch: string]: Json } };
    }
  | ({ kind: 'undo_waived'; data: Record<string, never>; secret?: { evidence: string } } & AtBranch)
  | ({ kind: 'undo_recorded'; data: Record<string, never>; secret?: { evidence: string } } & AtBranch)
  | ({
      kind: 'outcome_recorded';
      data: { outcome: 'done' | 'not_done'; by: 'operator' | 'seal'; deadlineAtMs: number | null };
      secret?: { evidence?: string; reply?: Json };
    } & AtBranch)
  | { kind: 'paused'; data: Record<string, never> }
  | { kind: 'resumed'; data: Record<string, never> }
  | { kind: 'blocked'; data: { participant: string } }
  | { kind: 'unblocked'; data: Record<string, never> }
  | { kind: 'closed'; data: { open: readonly string[] }; secret?: { statement: string } }
  | { kind: 'reopened'; data: Record<string, never> };

export type EventKind = EventBody['kind'];

/** An event in its place: `seq` counts from 1 without gaps; `epoch` is null when an operator wrote it. */
export type SagaEvent = EventBody & {
  readonly seq: number;
  readonly epoch: number | null;
  readonly atMs: number;
};

export const EVENT_KINDS: readonly EventKind[] = [
  'started',
  'branch_done',
  'branch_refused',
  'attempt_failed',
  'interrupted',
  'released',
  'turned',
  'cancel_requested',
  'branch_undone',
  'undo_failed',
  'failed',
  'completed',
  'compensated',
  'replayed',
  'rewound',
  'input_edited',
  'skipped',
  'undo_waived',
  'undo_recorded',
  'outcome_recorded',
  'paused',
  'resumed',
  'blocked',
  'unblocked',
  'closed',
  'reopened',
];
