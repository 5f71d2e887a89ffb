/**
 * Whether what happened is what was promised: how every saga ended, what its history says, what the participants keep. Pure.
 *
 * - lost: acknowledged and not there, or there and neither ended nor visibly stuck.
 * - double: an effect that was made more often than asked for (G2), or a saga that nobody asked for.
 * - wrong_end: it ended otherwise than it had to, or what the participants keep does not agree with how it ended (G3, G4).
 * - limbo: in the view of sagas that nobody would move (G8).
 * - torn: its history has a gap, an epoch that goes back, an event after its end, or an undo out of order (G3, G6).
 *
 * A participant without the barrier finds its effects by the key, so it makes none twice and undoes what is there. It cannot
 * promise G5: an undo that comes first finds nothing, and nothing refuses the action that comes after it. Such an effect
 * stays although its saga is undone. It is no finding, for nobody promised otherwise; it is counted (`lateEffects`). Only an
 * effect counts of which no attempt was ever confirmed and whose undo was answered that there was nothing; every other
 * effect that stays there is a wrong end like anywhere else.
 */
import { DEFINITIONS } from '../../apps/orchestrator/src/sagas/registry.js';
import { everyKind } from '#libs/testkit';
import { SINGLE_BRANCH, type BranchSpec, type SagaDefinition } from '#libs/saga-core';
import { requestIdOf, type Expectation } from './expectation.js';
import { KEEPER_NAMES, keeperOf, type Keeper } from './keepers.js';
import type { Start } from './load.js';
import type { EventOfSaga, Ledgers, SagaHistory } from './rows.js';

export const FINDING_KINDS = ['lost', 'double', 'wrong_end', 'limbo', 'torn'] as const;

export interface Finding {
  readonly kind: (typeof FINDING_KINDS)[number];
  readonly sagaId: string;
  readonly what: string;
}

export interface Evidence {
  /** How each saga that was asked for must end; of those whose answer was lost only the ones that are there. */
  readonly expected: ReadonlyMap<string, Expectation>;
  readonly histories: ReadonlyMap<string, SagaHistory>;
  readonly ledgers: ReadonlyMap<string, Ledgers>;
  readonly limbo: readonly { readonly saga_id: string; readonly why: string }[];
}

/** What is left of the effects of a saga that turned back. */
type Fate = 'undone' | 'stays' | 'never made';

/** The effects that one step makes at one keeper. */
interface StepEffects {
  readonly step: string;
  readonly keeper: Keeper;
  /** The branches that make one effect each. */
  readonly branches: readonly string[];
  readonly fate: Fate;
  readonly barrier: boolean;
}

function effectsOf({ steps }: SagaDefinition): StepEffects[] {
  return steps.flatMap(({ name: step, kind, branches }) => {
    const keepers = [...new Set(branches.map(({ action }) => keeperOf(action.method)))];
    return keepers.map((keeper): StepEffects => {
      const own = branches.filter(({ action }) => keeperOf(action.method) === keeper);
      const undone = own.every(({ compensation }) => compensation !== 'none');
      return {
        step,
        keeper,
        branches: own.map(({ name }: BranchSpec) => name ?? SINGLE_BRANCH),
        fate: kind !== 'compensatable' ? 'never made' : undone ? 'undone' : 'stays',
        barrier: own.every(({ barrier }) => barrier !== false),
      };
    });
  });
}

/** By the type of the saga, in the order of the steps. No keeper has two of them. */
const EFFECTS: ReadonlyMap<string, readonly StepEffects[]> = new Map(
  [...DEFINITIONS, everyKind].map((definition) => [definition.type, effectsOf(definition)]),
);

const stepsOf = ({ type }: SagaHistory): readonly StepEffects[] => EFFECTS.get(type) ?? [];
const NOTHING = { kept: 0, undone: 0 };

const ENDS: ReadonlySet<string> = new Set(['completed', 'compensated', 'closed']);
/** Turns that faults explain. */
const FAULTY_TURNS: ReadonlySet<string> = new Set(['exhausted', 'deadline']);

/** Everything that is not as it has to be. */
export function reconcile({ expected, histories, ledgers, limbo }: Evidence): Finding[] {
  const findings: Finding[] = limbo.map(({ saga_id, why }) => ({
    kind: 'limbo',
    sagaId: saga_id,
    what: why,
  }));
  for (const sagaId of expected.keys()) {
    if (!histories.has(sagaId)) findings.push({ kind: 'lost', sagaId, what: 'acknowledged, and not there' });
  }
  for (const sagaId of ledgers.keys()) {
    if (!histories.has(sagaId)) findings.push({ kind: 'double', sagaId, what: 'effects of no saga' });
  }
  for (const history of histories.values()) {
    const expectation = expected.get(history.id);
    const told = (kind: Finding['kind'], whats: readonly string[]) =>
      findings.push(...whats.map((what) => ({ kind, sagaId: history.id, what })));
    if (expectation === undefined) told('double', ['nobody asked for it']);
    else if (isUnderWay(history)) told('lost', [`still ${history.status}`]);
    else told('wrong_end', wrongEnds(history, expectation));
    const kept = ledgers.get(history.id) ?? {};
    told('double', doubles(history, kept));
    if (!isUnderWay(history)) told('wrong_end', disagreements(history, kept));
    told('torn', tearsIn(history));
  }
  return findings;
}

/** What of one saga contradicts itself or the participants, whatever was expected of it; empty when nothing does. */
export function contradictions(history: SagaHistory, ledgers: Ledgers): string[] {
  return [
    ...doubles(history, ledgers),
    ...(isUnderWay(history) ? [] : disagreements(history, ledgers)),
    ...tearsIn(history),
  ];
}

/** Starts that were answered with the saga of somebody else. */
export function wronglyAnswered(
  starts: readonly Pick<Start, 'number' | 'sagaId'>[],
  histories: ReadonlyMap<string, SagaHistory>,
): Finding[] {
  return starts.flatMap(({ number, sagaId }): Finding[] => {
    const history = histories.get(sagaId ?? '');
    if (sagaId === null || history === undefined || history.requestId === requestIdOf(number)) return [];
    return [
      { kind: 'lost', sagaId, what: `answered to ${requestIdOf(number)}, started by ${history.requestId}` },
    ];
  });
}

/** Whether an expected completion became an undo for the sake of faults: allowed, and worth a count. */
export function turnedByFaults(history: SagaHistory, { refusedAt }: Expectation): boolean {
  return refusedAt === 'nowhere' && history.status === 'COMPENSATED';
}

function isUnderWay({ status }: SagaHistory): boolean {
  return status === 'RUNNING' || status === 'COMPENSATING';
}

function turnOf({ events }: SagaHistory): string {
  return events.findLast(({ kind }) => kind === 'turned')?.cause ?? 'nothing';
}

function wrongEnds(history: SagaHistory, { refusedAt, supervised }: Expectation): string[] {
  const { status, stuckClass } = history;
  if (status !== 'COMPLETED' && status !== 'COMPENSATED')
    return [`it is ${status} ${stuckClass ?? ''}`.trim()];
  if (status === 'COMPLETED') return refusedAt === 'nowhere' ? [] : ['completed, and had to be refused'];
  const turn = turnOf(history);
  const allowed = supervised
    ? refusedAt !== 'nowhere' && turn === 'operator'
    : FAULTY_TURNS.has(turn) || (refusedAt !== 'nowhere' && turn === 'refused');
  return allowed ? [] : [`compensated because of ${turn}, and had to be refused ${refusedAt}`];
}

function doubles(history: SagaHistory, ledgers: Ledgers): string[] {
  const steps = stepsOf(history);
  return KEEPER_NAMES.flatMap((keeper) => {
    const { kept, undone } = ledgers[keeper] ?? NOTHING;
    const count = steps.find((step) => step.keeper === keeper)?.branches.length ?? 0;
    return kept + undone <= count ? [] : [`${keeper} made ${kept + undone} effects of ${count}`];
  });
}

function eventsOf({ events }: SagaHistory, { step, branches }: StepEffects, kind: string): EventOfSaga[] {
  return events.filter(
    (event) => event.kind === kind && event.step === step && branches.includes(event.branch ?? ''),
  );
}

/** Whether what is kept came after an undo that had found nothing, where nothing refuses that. */
function isLate(history: SagaHistory, effects: StepEffects, ledgers: Ledgers): boolean {
  const { kept, undone } = ledgers[effects.keeper] ?? NOTHING;
  if (effects.barrier || history.status !== 'COMPENSATED' || kept === 0 || undone > 0) return false;
  const isClosed = eventsOf(history, effects, 'branch_undone').some(({ by }) => by === 'done_code');
  return isClosed && eventsOf(history, effects, 'branch_done').length === 0;
}

/** Sagas that were undone and of which a participant without the barrier keeps an effect that came too late. */
export function lateEffects({ histories, ledgers }: Pick<Evidence, 'histories' | 'ledgers'>): string[] {
  return [...histories.values()]
    .filter((history) =>
      stepsOf(history).some((effects) => isLate(history, effects, ledgers.get(history.id) ?? {})),
    )
    .map(({ id }) => id);
}

/** Where the participants' own data contradict the end of a saga. */
function disagreements(history: SagaHistory, ledgers: Ledgers): string[] {
  const { status } = history;
  return stepsOf(history).flatMap((effects) => {
    const { keeper, branches, fate } = effects;
    const { kept, undone } = ledgers[keeper] ?? NOTHING;
    const says = `${status}, and ${keeper} keeps ${kept}, undid ${undone}`;
    if (status === 'COMPLETED') return kept === branches.length && undone === 0 ? [] : [says];
    if (status !== 'COMPENSATED' || isLate(history, effects, ledgers)) return [];
    const done = eventsOf(history, effects, 'branch_done').length;
    const agrees = {
      undone: kept === 0 && undone >= done,
      stays: kept >= done && undone === 0,
      'never made': kept === 0 && undone === 0,
    };
    return agrees[fate] ? [] : [says];
  });
}

function tearsIn(history: SagaHistory): string[] {
  const { revision, events } = history;
  const tears: string[] = [];
  if (events.length !== revision || events.some(({ seq }, index) => seq !== index + 1))
    tears.push(`${events.length} events for revision ${revision}`);
  const epochs = events.flatMap(({ epoch }) => epoch ?? []);
  if (epochs.some((epoch, index) => epoch < (epochs[index - 1] ?? 0))) tears.push('an epoch goes back');
  // An operator may take back what was completed.
  const end = events.findIndex(({ kind }, at) => ENDS.has(kind) && events[at + 1]?.kind !== 'reopened');
  if (end !== -1 && end !== events.length - 1) tears.push('an event after the end');
  if (undoneOutOfOrder(history)) tears.push('undone out of order');
  return tears;
}

/** Undo goes from the highest step down; the branches of one step in any order. */
function undoneOutOfOrder(history: SagaHistory): boolean {
  const order = stepsOf(history).map(({ step }) => step);
  const undone = history.events.flatMap(({ kind, step }) =>
    kind === 'branch_undone' ? [order.indexOf(step ?? '')] : [],
  );
  return undone.some((index, place) => index > (undone[place - 1] ?? order.length));
}
