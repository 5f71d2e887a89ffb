/** What was found: one verdict for each case and branch, as a table or as JSON. */
import type { ResolvedBranch, ResolvedStep } from '#libs/saga-core';
import type { LeftOut, Place } from './places.js';

export interface Verdict {
  readonly case: string;
  /** What was expected and what came; null where the case passed. */
  readonly failure: string | null;
}

export interface CheckedBranch {
  readonly place: Place;
  readonly verdicts: readonly Verdict[];
}

export interface Findings {
  readonly definition: string;
  /** Begins the ids of all persons for whom something was done; null where the input names none. */
  readonly user: string | null;
  readonly branches: readonly CheckedBranch[];
  readonly leftOut: readonly LeftOut[];
  /** What went wrong beside the cases. */
  readonly remarks: readonly string[];
  readonly seconds: number;
}

const WIDTH = 6;

function placeName(step: ResolvedStep, branch: ResolvedBranch): string {
  return step.branches.length > 1 ? `${step.name}/${branch.name}` : step.name;
}

const methodName = (method: string): string => method.slice(method.indexOf('/') + 1);

export function isConforming({ branches, remarks }: Findings): boolean {
  return (
    remarks.length === 0 && branches.every(({ verdicts }) => verdicts.every((one) => one.failure === null))
  );
}

function legend({ branches, leftOut }: Findings): string[] {
  const named = branches.map(({ place }, index) => ({
    mark: String(index + 1),
    name: placeName(place.step, place.branch),
    text: `${methodName(place.branch.action.method)}, undone by ${methodName(place.compensation.method)}, at ${place.grpc.url}`,
  }));
  const others = leftOut.map(({ step, branch, reason }) => ({
    mark: '-',
    name: placeName(step, branch),
    text: `not checked: ${reason}`,
  }));
  const lines = [...named, ...others];
  const width = Math.max(...lines.map(({ name }) => name.length));
  return lines.map(({ mark, name, text }) => `  ${mark.padStart(2)}  ${name.padEnd(width)}  ${text}`);
}

function table(branches: readonly CheckedBranch[]): string[] {
  const names = branches[0]?.verdicts.map((verdict) => verdict.case) ?? [];
  const width = Math.max(...names.map((name) => name.length));
  const head = branches.map((_, index) => String(index + 1).padStart(WIDTH)).join('');
  return [
    `${'case'.padEnd(width)}${head}`,
    ...names.map((name, row) => {
      const marks = branches.map(({ verdicts }) => (verdicts[row]?.failure === null ? 'pass' : 'FAIL'));
      return `${name.padEnd(width)}${marks.map((mark) => mark.padStart(WIDTH)).join('')}`;
    }),
  ];
}

/** The report as lines for people. */
export function reportOf(findings: Findings): string[] {
  const { definition, user, branches, remarks, seconds } = findings;
  const verdicts = branches.flatMap((branch) => branch.verdicts);
  const failures = branches.flatMap((branch) =>
    branch.verdicts.flatMap(({ case: name, failure }) =>
      failure === null
        ? []
        : [`  ${placeName(branch.place.step, branch.place.branch)}: ${name}\n    ${failure}`],
    ),
  );
  const passed = verdicts.length - failures.length;
  return [
    `${definition}${user === null ? '' : `, for persons named ${user}-…`}`,
    '',
    ...legend(findings),
    '',
    ...table(branches),
    ...(failures.length === 0 ? [] : ['', 'failed:', ...failures]),
    ...(remarks.length === 0 ? [] : ['', ...remarks]),
    '',
    `${passed} passed, ${failures.length} failed, in ${seconds.toFixed(1)} s`,
    `conformance: ${isConforming(findings) ? 'ok' : 'failed'}`,
  ];
}

/** The report as one JSON text for machines. */
export function jsonOf(findings: Findings): string {
  const { definition, user, branches, leftOut, remarks } = findings;
  return JSON.stringify({
    definition,
    user,
    conforming: isConforming(findings),
    branches: branches.map(({ place, verdicts }) => ({
      step: place.step.name,
      branch: place.branch.name,
      action: place.branch.action.method,
      compensation: place.compensation.method,
      target: place.grpc.url,
      cases: verdicts.map((verdict) => ({ ...verdict, passed: verdict.failure === null })),
    })),
    not_checked: leftOut.map(({ step, branch, reason }) => ({
      step: step.name,
      branch: branch.name,
      reason,
    })),
    remarks,
  });
}
