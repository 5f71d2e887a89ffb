/** Bounds on what one saga may hold. Each is checked where the value enters, with an error that names it. */
export const LIMITS = {
  /** JSON bytes of the input. */
  inputBytes: 256 * 1024,
  /** Bytes of one reply on the wire; the caller's channel refuses more. */
  replyBytes: 1024 * 1024,
  /** Sealed bytes of all events of a saga. */
  storedBytes: 16 * 1024 * 1024,
  labels: 16,
  labelLength: 128,
  /** Starts that may wait in the batcher before new ones are refused. */
  startsWaiting: 2_048,
  /** Age of the oldest due saga beyond which new starts are refused. */
  oldestDueMs: 5_000,
  /** Transitions and bytes of one flush. */
  flushItems: 256,
  flushBytes: 4 * 1024 * 1024,
  flushesInFlight: 2,
} as const;
