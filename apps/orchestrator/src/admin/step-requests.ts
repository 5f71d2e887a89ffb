/**
 * What an operator brings to a step: which one it is, and what shall be sent or shall count as its reply. Checked against the
 * definition that the saga runs on, not against that of today, and against the messages of its methods, strictly: what is
 * misspelled must not be dropped in silence.
 */
import type { InputEdit, Json, ResolvedBranch, ResolvedDefinition, ResolvedStep } from '#libs/saga-core';
import {
  methodOf,
  structFromWire,
  validateMessage,
  type saga_admin_v1,
  type WireStruct,
} from '#libs/contracts';
import { LIMITS } from '#libs/saga-engine';
import type { RequestChecks } from '../grpc/request-checks.js';
import type { ReadCommand } from './admin-door.js';

/** Edits that one rewind may bring. */
const MOST_EDITS = 16;
const NAME = /^[a-z][a-z0-9_]{0,63}$/;
const PLAIN_KEY = /^[a-z0-9_]{1,64}$/;

type WireEdit = saga_admin_v1.StepInputEdit__Output;

export function readRewind({ step, edits }: saga_admin_v1.RewindSagaRequest__Output): ReadCommand {
  return (checks, definition) => {
    const steps = new StepReader(checks, definition);
    steps.step('step', step);
    if (edits.length > MOST_EDITS) checks.add('edits', `has more than ${MOST_EDITS} entries`);
    const read = edits.slice(0, MOST_EDITS).map((edit, index) => steps.edit(`edits[${index}]`, edit));
    const seen = new Set<string>();
    for (const [index, { step: name, branch }] of read.entries()) {
      const place = `${name}/${branch}`;
      if (seen.has(place)) checks.add(`edits[${index}]`, 'is for a branch that another edit is for');
      seen.add(place);
    }
    return { kind: 'rewind', step, edits: read };
  };
}

export function readEdit({ edit }: saga_admin_v1.EditStepInputRequest__Output): ReadCommand {
  return (checks, definition) => {
    if (edit !== null) {
      return { kind: 'edit_input', edit: new StepReader(checks, definition).edit('edit', edit) };
    }
    checks.add('edit', 'is required');
    return { kind: 'edit_input', edit: { step: '', branch: '', request: null } };
  };
}

export function readSkip(request: saga_admin_v1.SkipStepRequest__Output): ReadCommand {
  return (checks, definition) => {
    const steps = new StepReader(checks, definition);
    const step = steps.step('step', request.step);
    const results = new Map<string, Json>();
    for (const [key, struct] of Object.entries(request.results)) {
      const field = PLAIN_KEY.test(key) ? `results.${key}` : `results[${JSON.stringify(key.slice(0, 64))}]`;
      const branch = steps.branch(field, step, key);
      if (results.has(branch.name)) checks.add(field, 'is for a branch that has a result already');
      results.set(branch.name, steps.reply(field, branch, struct));
    }
    return { kind: 'skip', step: request.step, results: Object.fromEntries(results) };
  };
}

export function readOutcome(request: saga_admin_v1.RecordOutcomeRequest__Output): ReadCommand {
  return (checks, definition) => {
    const { step, evidence, outcome } = request;
    const steps = new StepReader(checks, definition);
    const branch = steps.branch('branch', steps.step('step', step), request.branch);
    checks.statement('evidence', evidence);
    if (outcome === 'RECORDED_OUTCOME_DONE') {
      if (request.reply === null) checks.add('reply', 'is required with RECORDED_OUTCOME_DONE');
      const reply = request.reply === null ? undefined : steps.reply('reply', branch, request.reply);
      return { kind: 'record_outcome', step, outcome: 'done', reply, evidence };
    }
    if (outcome !== 'RECORDED_OUTCOME_NOT_DONE') checks.add('outcome', 'must say what was found out');
    if (request.reply !== null) checks.add('reply', 'is for RECORDED_OUTCOME_DONE only');
    return { kind: 'record_outcome', step, outcome: 'not_done', evidence };
  };
}

const HOW = { WAIVE_HOW_WAIVED: 'waived', WAIVE_HOW_DONE_BY_HAND: 'done_by_hand' } as const;

export function readWaive(request: saga_admin_v1.WaiveCompensationRequest__Output): ReadCommand {
  return (checks, definition) => {
    const { step, evidence } = request;
    const steps = new StepReader(checks, definition);
    const { name: branch } = steps.branch('branch', steps.step('step', step), request.branch);
    checks.statement('evidence', evidence);
    const how = Object.hasOwn(HOW, request.how) ? HOW[request.how as keyof typeof HOW] : null;
    if (how === null) checks.add('how', 'must say how the obligation is closed');
    return { kind: 'waive', how: how ?? 'waived', step, branch, evidence };
  };
}

export function readClose({ statement }: saga_admin_v1.CloseSagaRequest__Output): ReadCommand {
  return (checks) => {
    checks.statement('statement', statement);
    return { kind: 'close', statement };
  };
}

/** A branch as it was named, and what the definition says of it; null where that is not known. */
interface NamedBranch {
  readonly name: string;
  readonly spec: ResolvedBranch | null;
}

class StepReader {
  constructor(
    private readonly checks: RequestChecks,
    private readonly definition: ResolvedDefinition | null,
  ) {}

  /** Null where it is none, which the checks know, or where no definition says. */
  step(field: string, name: string): ResolvedStep | null {
    if (name === '') this.checks.add(field, 'is required');
    else if (!NAME.test(name)) this.checks.add(field, 'must match [a-z][a-z0-9_]{0,63}');
    else {
      if (this.definition === null) return null;
      const step = this.definition.steps[this.definition.stepIndexOf.get(name) ?? -1];
      if (step !== undefined) return step;
      this.checks.add(field, 'is no step of the definition that the saga runs on');
    }
    return null;
  }

  /** @param name may be empty where the step has only one branch */
  branch(field: string, step: ResolvedStep | null, name: string): NamedBranch {
    if (name !== '' && !NAME.test(name)) this.checks.add(field, 'must match [a-z][a-z0-9_]{0,63}');
    else if (step !== null) {
      const [first, ...others] = step.branches;
      if (name === '' && others.length === 0 && first !== undefined) return { name: first.name, spec: first };
      const spec = step.branches.find((branch) => branch.name === name);
      if (spec !== undefined) return { name, spec };
      const names = step.branches.map((branch) => branch.name).join(', ');
      this.checks.add(field, `must name a branch of the step: ${names}`);
    }
    return { name, spec: null };
  }

  edit(field: string, edit: WireEdit): InputEdit {
    const step = this.step(`${field}.step`, edit.step);
    const branch = this.branch(`${field}.branch`, step, edit.branch);
    const at = `${field}.request`;
    if (edit.request === null) this.checks.add(at, 'is required');
    const request =
      edit.request === null ? null : this.payload(at, branch, edit.request, 'requestType', LIMITS.inputBytes);
    return { step: edit.step, branch: branch.name, request };
  }

  /** What counts as the reply of the branch's action. */
  reply(field: string, branch: NamedBranch, struct: WireStruct): Json {
    return this.payload(field, branch, struct, 'responseType', LIMITS.replyBytes);
  }

  private payload(
    field: string,
    { spec }: NamedBranch,
    struct: WireStruct,
    type: 'requestType' | 'responseType',
    mostBytes: number,
  ): Json {
    const { checks } = this;
    const json = checks.read(field, () => structFromWire(struct));
    if (json === null || spec === null) return json;
    const method = methodOf(spec.action.method);
    if (method === null)
      checks.add(field, `cannot be checked: this version does not know ${spec.action.method}`);
    else checks.addAll(field, validateMessage(method[type], json));
    if (Buffer.byteLength(JSON.stringify(json)) > mostBytes) {
      checks.add(field, `is larger than ${mostBytes} bytes of JSON`);
    }
    return json;
  }
}
