/**
 * Whether what happened is what was promised: how every saga ended, what its history says, what the participants keep. Pure.
 *
 * - lost: acknowledged and not there, or there and neither ended nor visibly stuck.
 * - double: an effect that was made more often than asked for (G2), or a saga that nobody asked for.
 * - wrong_end: it ended otherwise than it had to, or what the participants keep does not agree with how it ended (G3, G4).
 * - limbo: in the view of sagas that nobody would move (G8).
 * - torn: its history has a gap, an epoch that goes back, an event after its end, or an undo out of order (G3, G6).
 */
import { healthConsultation } from '../../apps/orchestrator/src/sagas/health-consultation.js';
import { PARTICIPANT_NAMES, PARTICIPANTS, type ParticipantName } from '../stack/stack.js';
import type { Expectation } from './expectation.js';
import { emptyLedgers, type EventOfSaga, type Ledgers, type SagaHistory } from './rows.js';

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

interface StepEffects {
  readonly step: string;
  readonly participant: ParticipantName;
  /** How many effects the step makes. */
  readonly count: number;
}

/** The steps in their order. Each participant has one. */
const STEPS: readonly StepEffects[] = healthConsultation.steps.map(({ name, branches }) => {
  const method = branches[0]?.action.method ?? '';
  const participant = PARTICIPANT_NAMES.find((one) => method.startsWith(`${PARTICIPANTS[one]}/`));
  if (participant === undefined) throw new Error(`no participant serves ${method}`);
  return { step: name, participant, count: branches.length };
});

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
    const kept = ledgers.get(history.id) ?? emptyLedgers();
    told('double', doubles(kept));
    if (!isUnderWay(history)) told('wrong_end', disagreements(history, kept));
    told('torn', tearsIn(history));
  }
  return findings;
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

function doubles(ledgers: Ledgers): string[] {
  return STEPS.flatMap(({ participant, count }) => {
    const { kept, undone } = ledgers[participant];
    return kept + undone <= count ? [] : [`${participant} made ${kept + undone} effects of ${count}`];
  });
}

/** Where the participants' own data contradict the end of a saga. */
function disagreements({ status, events }: SagaHistory, ledgers: Ledgers): string[] {
  return STEPS.flatMap(({ step, participant, count }) => {
    const { kept, undone } = ledgers[participant];
    const says = `${status}, and ${participant} keeps ${kept}, undid ${undone}`;
    if (status === 'COMPLETED') return kept === count && undone === 0 ? [] : [says];
    if (status !== 'COMPENSATED') return [];
    const done = events.filter((event) => event.kind === 'branch_done' && event.step === step);
    return kept === 0 && undone >= done.length ? [] : [says];
  });
}

function tearsIn({ revision, events }: SagaHistory): string[] {
  const tears: string[] = [];
  if (events.length !== revision || events.some(({ seq }, index) => seq !== index + 1))
    tears.push(`${events.length} events for revision ${revision}`);
  const epochs = events.flatMap(({ epoch }) => epoch ?? []);
  if (epochs.some((epoch, index) => epoch < (epochs[index - 1] ?? 0))) tears.push('an epoch goes back');
  const end = events.findIndex(({ kind }) => ENDS.has(kind));
  if (end !== -1 && end !== events.length - 1) tears.push('an event after the end');
  if (undoneOutOfOrder(events)) tears.push('undone out of order');
  return tears;
}

/** Undo goes from the highest step down; the branches of one step in any order. */
function undoneOutOfOrder(events: readonly EventOfSaga[]): boolean {
  const order = STEPS.map(({ step }) => step);
  const undone = events.flatMap(({ kind, step }) =>
    kind === 'branch_undone' ? [order.indexOf(step ?? '')] : [],
  );
  return undone.some((index, place) => index > (undone[place - 1] ?? order.length));
}
