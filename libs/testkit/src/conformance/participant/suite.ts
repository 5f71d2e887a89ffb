import type { TestParticipant } from '../../participant/test-participant.js';
import { PARTICIPANT_CASES, runParticipantCase } from './cases.js';
import type { CallPair } from './subject.js';

/** A pair of a participant whose database the test can see. */
export interface TestedPair extends CallPair {
  /** The effects that stand, as a `from` clause with a condition: `report where withdrawn_at is null`. */
  readonly standing: string;
}

/** Declares the suite for one action and its undo; to be called at the top of a test file. */
export function participantConformance(
  { standing, ...pair }: TestedPair,
  participant: () => TestParticipant,
): void {
  const effects = async (actionKey: string): Promise<number> => {
    const [row] = await participant().running.dataSource.query<{ count: number }[]>(
      `select count(*)::int as count from ${standing} and call_key = $1`,
      [actionKey],
    );
    return row?.count ?? 0;
  };
  const cases = PARTICIPANT_CASES.filter(({ undoes }) => !undoes || pair.compensation !== null);
  describe(`${pair.action.method}, as a saga calls it`, () => {
    it.each(cases.map((tested, number) => [tested.name, tested, number] as const))(
      '%s',
      async (_name, tested, number) => {
        await runParticipantCase(
          { ...pair, grpc: participant().grpc, effects },
          tested,
          `conforming-${number}`,
        );
      },
    );
  });
}
