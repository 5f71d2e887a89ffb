/**
 * What is wrong with a definition, as far as it can be seen without the contracts: shape, names, kinds, policies, and
 * references. Everything that it lets through, `resolveDefinition` and the deciders can take without asking again.
 *
 * 1. All mistakes are listed together, each with the place where it stands: `type / step / branch / call.field: …`.
 * 2. It takes anything, for a snapshot may have been written by another version; it never throws.
 * 3. A key that this version does not know is a mistake: to leave it out would change what the definition means.
 */
import {
  CALL_KEYS,
  checkCall,
  checkOutput,
  type CallPlace,
  type KnownBranch,
  type KnownStep,
} from './definition-check-call.js';
import { isPlainObject, MESSAGE_NAME, Mistakes, NAME, type PlainObject } from './definition-check-shape.js';
import { APPROVAL_MARKS, SINGLE_BRANCH } from './definition.js';

/** Bounds of a definition; each is checked at boot. */
export const DEFINITION_LIMITS = {
  steps: 64,
  branches: 16,
  labels: 16,
  /** A year: longer than that no barrier and no partition is kept for sure. */
  deadlineMs: 31_536_000_000,
} as const;

const TYPE_NAME = /^[a-z][a-z0-9_-]{0,63}$/;
const KINDS = ['compensatable', 'pivot', 'retriable'] as const;
const POLICIES = ['compensate', 'stop'] as const;
const DEFINITION_KEYS = ['type', 'input', 'deadlineMs', 'labels', 'approvals', 'steps', 'output'];
const STEP_KEYS = ['name', 'kind', 'branches', 'onRefused', 'onExhausted'];
const BRANCH_KEYS = ['name', 'action', 'compensation', 'barrier'];

function isKind(value: unknown): value is (typeof KINDS)[number] {
  return KINDS.some((kind) => kind === value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function nameOf(value: unknown, fallback: string): string {
  const name = isPlainObject(value) ? value.name : undefined;
  return typeof name === 'string' && name !== '' ? name : fallback;
}

/** Names that later references may use; a step with a broken shape still lends its name, so that one mistake is one. */
function knownStep(step: unknown, index: number): KnownStep {
  const branches = listOf(isPlainObject(step) ? step.branches : undefined).slice(
    0,
    DEFINITION_LIMITS.branches,
  );
  return {
    name: nameOf(step, `steps[${index}]`),
    branches: branches.map((branch, position) =>
      nameOf(branch, branches.length === 1 ? SINGLE_BRANCH : `branches[${position}]`),
    ),
  };
}

function checkUnique(mistakes: Mistakes, place: string, what: string, names: readonly string[]): void {
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  for (const name of twice) mistakes.add(place, `two ${what} are called ${JSON.stringify(name)}`);
}

function checkLabels(mistakes: Mistakes, place: string, labels: unknown): void {
  if (labels === undefined) return;
  if (!isPlainObject(labels)) return mistakes.add(place, 'labels: must be an object');
  const names = Object.keys(labels);
  if (names.length > DEFINITION_LIMITS.labels) {
    mistakes.add(place, `labels: ${names.length} names, at most ${DEFINITION_LIMITS.labels} are allowed`);
  }
  for (const name of names) {
    if (!NAME.test(name)) mistakes.add(place, `labels: ${JSON.stringify(name)} must match ${NAME.source}`);
    const value = labels[name];
    if (value !== 'clear' && value !== 'blind') {
      mistakes.add(place, `labels.${name}: must be 'clear' or 'blind'`);
    }
  }
}

function checkApprovals(mistakes: Mistakes, place: string, marks: unknown): void {
  if (marks === undefined) return;
  if (!Array.isArray(marks)) return mistakes.add(place, 'approvals: must be a list');
  for (const [index, mark] of marks.entries()) {
    if (!APPROVAL_MARKS.some((known) => known === mark)) {
      mistakes.add(place, `approvals[${index}]: must be one of ${APPROVAL_MARKS.join(', ')}`);
    } else if (marks.indexOf(mark) !== index) {
      mistakes.add(place, `approvals[${index}]: ${JSON.stringify(mark)} is there twice`);
    }
  }
}

function checkDeadline(mistakes: Mistakes, place: string, deadlineMs: unknown): void {
  if (deadlineMs === undefined) return;
  const limit = DEFINITION_LIMITS.deadlineMs;
  const fits = Number.isInteger(deadlineMs) && (deadlineMs as number) >= 1 && (deadlineMs as number) <= limit;
  if (!fits) mistakes.add(place, `deadlineMs: must be a whole number from 1 to ${limit}`);
}

/** Compensatable steps, then at most one pivot, then retriable ones: only so can a saga always end. */
function checkOrder(mistakes: Mistakes, place: string, steps: readonly unknown[]): void {
  let latest = 0;
  let pivots = 0;
  for (const [index, step] of steps.entries()) {
    const kind = isPlainObject(step) ? step.kind : undefined;
    if (!isKind(kind)) continue;
    const rank = KINDS.indexOf(kind);
    const at = `${place} / ${nameOf(step, `steps[${index}]`)}`;
    if (kind === 'pivot') pivots += 1;
    if (kind === 'pivot' && pivots > 1) mistakes.add(at, 'is a second pivot; a saga has one at most');
    if (rank < latest) mistakes.add(at, `is ${kind} and stands after a ${KINDS[latest]} step`);
    latest = Math.max(latest, rank);
  }
}

function checkPolicies(mistakes: Mistakes, place: string, step: PlainObject): void {
  for (const key of ['onRefused', 'onExhausted'] as const) {
    const value = step[key];
    if (value === undefined) continue;
    if (!POLICIES.some((policy) => policy === value)) {
      mistakes.add(place, `${key}: must be 'compensate' or 'stop'`);
    } else if (step.kind === 'retriable') {
      mistakes.add(place, `${key}: means nothing in a retriable step, which never turns back`);
    }
  }
}

function checkCompensation(mistakes: Mistakes, step: PlainObject, branch: PlainObject, at: CallPlace): void {
  const { compensation } = branch;
  const { place } = at;
  if (step.kind !== 'compensatable') {
    if (compensation !== undefined) {
      mistakes.add(place, `compensation: a ${String(step.kind)} step is not undone; leave it out`);
    }
    return;
  }
  if (compensation === 'none') return;
  if (compensation === undefined) {
    return mistakes.add(place, "compensation: is missing; say 'none' where there is nothing to undo");
  }
  if (!isPlainObject(compensation)) return mistakes.add(place, "compensation: must be a call or 'none'");
  mistakes.unknownKeys(place, 'compensation.', compensation, [...CALL_KEYS, 'doneCodes']);
  checkCall(mistakes, at, 'compensation', compensation);
}

function checkBranch(mistakes: Mistakes, step: PlainObject, branch: unknown, at: CallPlace): void {
  const { place } = at;
  if (!isPlainObject(branch)) return mistakes.add(place, 'must be an object');
  mistakes.unknownKeys(place, '', branch, BRANCH_KEYS);
  const several = listOf(step.branches).length > 1;
  if (branch.name === undefined) {
    if (several) mistakes.add(place, 'name: is missing; every branch of a parallel step needs one');
  } else if (typeof branch.name !== 'string' || !NAME.test(branch.name)) {
    mistakes.add(place, `name: must match ${NAME.source}`);
  }
  if (branch.barrier !== undefined && typeof branch.barrier !== 'boolean') {
    mistakes.add(place, 'barrier: must be true or false');
  }
  if (!isPlainObject(branch.action)) mistakes.add(place, 'action: must be a call');
  else {
    mistakes.unknownKeys(place, 'action.', branch.action, CALL_KEYS);
    checkCall(mistakes, at, 'action', branch.action);
  }
  checkCompensation(mistakes, step, branch, at);
}

function checkBranches(
  mistakes: Mistakes,
  step: PlainObject,
  self: KnownStep,
  base: Omit<CallPlace, 'self'>,
): void {
  const { place } = base;
  if (!Array.isArray(step.branches)) return mistakes.add(place, 'branches: must be a list');
  const { length } = step.branches;
  if (length < 1 || length > DEFINITION_LIMITS.branches) {
    mistakes.add(place, `branches: has ${length}, must have 1 to ${DEFINITION_LIMITS.branches}`);
  }
  if (step.kind === 'pivot' && length > 1) mistakes.add(place, 'branches: a pivot has exactly one');
  checkUnique(mistakes, place, 'branches', self.branches);
  for (const [position, name] of self.branches.entries()) {
    const own: KnownBranch = { step: self, branch: name };
    checkBranch(mistakes, step, step.branches[position], {
      place: `${place} / ${name}`,
      earlier: base.earlier,
      later: base.later,
      self: own,
    });
  }
}

function checkStep(mistakes: Mistakes, step: unknown, self: KnownStep, base: Omit<CallPlace, 'self'>): void {
  const { place } = base;
  if (!isPlainObject(step)) return mistakes.add(place, 'must be an object');
  mistakes.unknownKeys(place, '', step, STEP_KEYS);
  if (typeof step.name !== 'string' || !NAME.test(step.name)) {
    mistakes.add(place, `name: must match ${NAME.source}`);
  } else if (step.name === 'input') {
    mistakes.add(place, 'name: "input" is what references call the input');
  }
  if (!isKind(step.kind)) mistakes.add(place, `kind: must be one of ${KINDS.join(', ')}`);
  checkPolicies(mistakes, place, step);
  checkBranches(mistakes, step, self, base);
}

function checkSteps(mistakes: Mistakes, place: string, steps: unknown): KnownStep[] {
  if (!Array.isArray(steps)) {
    mistakes.add(place, 'steps: must be a list');
    return [];
  }
  if (steps.length < 1 || steps.length > DEFINITION_LIMITS.steps) {
    mistakes.add(place, `steps: has ${steps.length}, must have 1 to ${DEFINITION_LIMITS.steps}`);
  }
  const looked = steps.slice(0, DEFINITION_LIMITS.steps);
  const known = looked.map(knownStep);
  checkUnique(
    mistakes,
    place,
    'steps',
    known.map(({ name }) => name),
  );
  checkOrder(mistakes, place, looked);
  for (const [index, self] of known.entries()) {
    const at = {
      place: `${place} / ${self.name}`,
      earlier: known.slice(0, index),
      later: known.slice(index),
    };
    checkStep(mistakes, looked[index], self, at);
  }
  return known;
}

/**
 * Every structural mistake of a definition, in the order of the definition; empty when there is none.
 * Whether methods, messages and fields exist is a question to the contracts and not asked here.
 * @param definition a `SagaDefinition`, or what claims to be one
 */
export function checkDefinition(definition: unknown): string[] {
  const mistakes = new Mistakes();
  if (!isPlainObject(definition)) {
    mistakes.add('definition', 'must be an object');
    return mistakes.found;
  }
  const type = typeof definition.type === 'string' && definition.type !== '' ? definition.type : 'definition';
  mistakes.unknownKeys(type, '', definition, DEFINITION_KEYS);
  if (typeof definition.type !== 'string' || !TYPE_NAME.test(definition.type)) {
    mistakes.add(type, `type: must match ${TYPE_NAME.source}`);
  }
  if (typeof definition.input !== 'string' || !MESSAGE_NAME.test(definition.input)) {
    mistakes.add(type, 'input: must be the full name of a message');
  }
  checkDeadline(mistakes, type, definition.deadlineMs);
  checkLabels(mistakes, type, definition.labels);
  checkApprovals(mistakes, type, definition.approvals);
  const known = checkSteps(mistakes, type, definition.steps);
  if (definition.output !== undefined) checkOutput(mistakes, type, known, definition.output);
  return mistakes.found;
}
