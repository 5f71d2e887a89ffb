/**
 * The conformance suite of participants: what a saga relies on, told once for every action and its undo. The cases are plain
 * functions, which Jest (`participantConformance`) and `npm run conformance` run alike.
 */
import type { ParticipantCase } from './case.js';
import { CROWD_CASES } from './crowds.js';
import { KEY_CASES } from './keys.js';
import { ORDER_CASES } from './orders.js';
import { Scene } from './scene.js';
import { ConformanceFailure, type ParticipantSubject } from './subject.js';

export const PARTICIPANT_CASES: readonly ParticipantCase[] = [...ORDER_CASES, ...CROWD_CASES, ...KEY_CASES];

/**
 * Runs one case for a person that no other case acts for at the time, and undoes what it made.
 * @throws ConformanceFailure where the participant does not keep to the contract
 */
export async function runParticipantCase(
  subject: ParticipantSubject,
  { run }: ParticipantCase,
  person: string,
): Promise<void> {
  const scene = new Scene(subject, person);
  const failed = await failureOf(run(scene));
  const left = await failureOf(scene.clear());
  if (failed !== null && left !== null)
    throw new ConformanceFailure(`${failed.message}; and what it made could not be undone: ${left.message}`);
  if (failed !== null) throw failed;
  if (left !== null) throw left;
}

async function failureOf(work: Promise<void>): Promise<ConformanceFailure | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof ConformanceFailure) return error;
    throw error;
  }
}
