/** How each consultation of the load must end: known before it starts, by its number. */

export interface Expectation {
  /** Where a participant refuses it. `first`: the record is not created. `last`: the health record is locked. */
  readonly refusedAt: 'nowhere' | 'first' | 'last';
  /** An operator decides what happens after a refusal or the last attempt; else it turns back by itself. */
  readonly supervised: boolean;
}

/** Users whose health record is locked before the load begins. */
export const LOCKED_USERS: readonly string[] = Array.from({ length: 20 }, (_, index) => `locked-${index}`);

/** In every twenty: fourteen complete, four are refused by the last step, two by the first; three in ten are supervised. */
export function expectationOf(number: number): Expectation {
  const place = number % 20;
  const refusedAt = place < 14 ? 'nowhere' : place < 18 ? 'last' : 'first';
  return { refusedAt, supervised: (number + Math.floor(number / 10)) % 10 < 3 };
}

/** The person of a consultation: one of their own, so that nobody waits for anybody, or one whose record is locked. */
export function userOf(number: number): string {
  const locked = LOCKED_USERS[number % LOCKED_USERS.length];
  return expectationOf(number).refusedAt === 'last' && locked !== undefined ? locked : `user-${number}`;
}

/** Names the consultation for ever, so that also one whose answer was lost is known again. */
export function requestIdOf(number: number): string {
  return `chaos-${number}`;
}

/** The number that a request id names; null for others. */
export function numberOf(requestId: string): number | null {
  const digits = /^chaos-(\d+)$/.exec(requestId)?.[1];
  return digits === undefined ? null : Number(digits);
}
