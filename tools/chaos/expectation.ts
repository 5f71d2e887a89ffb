/** How each saga of the load must end: known before it starts, by its number. */

export interface Expectation {
  /**
   * Where a participant refuses it. Of a consultation, `first`: the record is not created, `last`: the health record is
   * locked. Of an `every-kind`, `first`: what is asked for is sold out, `pivot`: it cannot be paid.
   */
  readonly refusedAt: 'nowhere' | 'first' | 'pivot' | 'last';
  /** An operator decides what happens after a refusal or the last attempt; else it turns back by itself. */
  readonly supervised: boolean;
}

/** Users whose health record is locked before the load begins. */
export const LOCKED_USERS: readonly string[] = Array.from({ length: 20 }, (_, index) => `locked-${index}`);

/** Prime to the twenty of the consultations and to the number of orchestrators: each of them meets all kinds. */
const EVERY_KIND_EVERY = 11;
/** How many of all sagas are consultations. */
export const CONSULTATION_SHARE = 1 - 1 / EVERY_KIND_EVERY;

/** Whether it is an `every-kind`, and no consultation. */
export function isEveryKind(number: number): boolean {
  return number % EVERY_KIND_EVERY === 0;
}

/** In every five `every-kind`: three complete, one is refused by the pivot, one by the first step. */
const EVERY_KIND_REFUSALS = ['nowhere', 'pivot', 'nowhere', 'first', 'nowhere'] as const;

/** What each `every-kind` asks for, by where that is refused. */
const ITEMS = { nowhere: 'tea', first: 'sold-out', pivot: 'unpayable' } as const;

function everyKindRefusal(number: number): keyof typeof ITEMS {
  return EVERY_KIND_REFUSALS[(number / EVERY_KIND_EVERY) % EVERY_KIND_REFUSALS.length] ?? 'nowhere';
}

export function itemOf(number: number): string {
  return ITEMS[everyKindRefusal(number)];
}

/**
 * Of every twenty consultations eight complete, three are refused by the last step, nine by the first; three in ten are
 * supervised. What is refused at once costs one call instead of seven or thirteen, so that fifty starts a second leave two
 * cores the time that faults take: processes that start anew, calls that are repeated.
 */
export function expectationOf(number: number): Expectation {
  if (isEveryKind(number)) return { refusedAt: everyKindRefusal(number), supervised: false };
  const place = (number * 7) % 20;
  const refusedAt = place < 8 ? 'nowhere' : place < 11 ? 'last' : 'first';
  return { refusedAt, supervised: (number + Math.floor(number / 10)) % 10 < 3 };
}

/** The person of a consultation: one of their own, so that nobody waits for anybody, or one whose record is locked. */
export function userOf(number: number): string {
  const locked = LOCKED_USERS[number % LOCKED_USERS.length];
  return expectationOf(number).refusedAt === 'last' && locked !== undefined ? locked : `user-${number}`;
}

/** Names the saga for ever, so that also one whose answer was lost is known again. */
export function requestIdOf(number: number): string {
  return `chaos-${number}`;
}

/** The number that a request id names; null for others. */
export function numberOf(requestId: string): number | null {
  const digits = /^chaos-(\d+)$/.exec(requestId)?.[1];
  return digits === undefined ? null : Number(digits);
}
