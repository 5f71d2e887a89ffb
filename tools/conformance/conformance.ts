/**
 * Checks participants that run somewhere: every branch of a definition that the targets serve, with every case of the suite.
 * Branches are checked side by side, the cases of a branch one after the other, each for a person of its own; what they make
 * is undone.
 */
import { systemClock } from '#libs/platform';
import { resolveDefinition } from '#libs/saga-core';
import { ConformanceFailure, PARTICIPANT_CASES, runParticipantCase } from '#libs/testkit/participants';
import { INTERRUPTED } from '../stack/command.js';
import type { ConformanceOptions } from './options.js';
import { Targets, type LeftOut, type Place } from './places.js';
import { Rehearsal } from './rehearsal.js';
import { isConforming, jsonOf, reportOf, type CheckedBranch, type Findings, type Verdict } from './report.js';

/**
 * Prints the report and returns the exit code: 0 where all cases passed, 1 where not. When `told` aborts, the case in hand is
 * ended and undone, and nothing is reported.
 * @throws Error where nobody answers at a target, or the targets serve nothing of the definition
 */
export async function conformance(
  options: ConformanceOptions,
  print: (line: string) => void,
  told: AbortSignal,
): Promise<number> {
  const beganMs = systemClock.monotonicMs();
  const targets = new Targets(options.targets);
  try {
    const definition = resolveDefinition(options.definition);
    const { found, leftOut } = await targets.places(definition);
    const isAsked = ({ step }: Place | LeftOut) => options.step === null || step.name === options.step;
    const chosen = found.filter(isAsked);
    if (chosen.length === 0)
      throw new Error(`the targets serve nothing of ${definition.type} that could be checked`);
    const rehearsal = new Rehearsal(definition, options.input);
    const remarks: string[] = [];
    let branches: readonly CheckedBranch[] = [];
    try {
      const last = Math.max(...chosen.map(({ step }) => step.index));
      await rehearsal.perform(found.filter(({ step }) => step.index < last));
      branches = await Promise.all(chosen.map((place, index) => check(rehearsal, place, index, told)));
    } finally {
      const left = await failureOf(rehearsal.undo());
      if (left !== null) remarks.push(`what the rehearsal made could not be undone: ${left}`);
    }
    if (told.aborted) return INTERRUPTED;
    const findings: Findings = {
      definition: definition.type,
      user: rehearsal.namesPerson ? rehearsal.user : null,
      branches,
      leftOut: leftOut.filter(isAsked),
      remarks: [...rehearsal.refused, ...remarks],
      seconds: (systemClock.monotonicMs() - beganMs) / 1_000,
    };
    for (const line of options.json ? [jsonOf(findings)] : reportOf(findings)) print(line);
    return isConforming(findings) ? 0 : 1;
  } finally {
    targets.close();
  }
}

async function check(
  rehearsal: Rehearsal,
  place: Place,
  index: number,
  told: AbortSignal,
): Promise<CheckedBranch> {
  const subject = rehearsal.subjectOf(place);
  const verdicts: Verdict[] = [];
  for (const [number, tested] of PARTICIPANT_CASES.entries()) {
    if (told.aborted) break;
    const person = `${rehearsal.user}-${index + 1}-${number + 1}`;
    const failure = await failureOf(runParticipantCase(subject, tested, person));
    verdicts.push({ case: tested.name, failure });
  }
  return { place, verdicts };
}

async function failureOf(work: Promise<void>): Promise<string | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof ConformanceFailure) return error.message;
    throw error;
  }
}
