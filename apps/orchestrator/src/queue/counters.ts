/** Numbers since the start of the process, for metrics. Shared by the lanes of one queue, which write them. */
export interface QueueCounters {
  /** Hints that became jobs. */
  hintsSent: number;
  /** Hints that did not: Redis was of no use, or too many waited in memory. */
  hintsDropped: number;
  /** Hints that were left to the sweep because enough wait in Redis. */
  hintsCapped: number;
  /** Jobs that this process took. */
  jobsTaken: number;
  /** Jobs that are none of ours. */
  garbage: number;
  /** Jobs that were taken while this process was stopping. */
  skipped: number;
  /** Handlers that threw. */
  handlerErrors: number;
  /** Jobs, or locks on them, that were gone before their run ended. */
  jobsLost: number;
  /** Jobs that BullMQ gave up because their worker vanished. */
  jobsStalled: number;
  /** Whatever else a worker complained of. */
  workerErrors: number;
  rebuilds: number;
}

export function zeroCounters(): QueueCounters {
  return {
    hintsSent: 0,
    hintsDropped: 0,
    hintsCapped: 0,
    jobsTaken: 0,
    garbage: 0,
    skipped: 0,
    handlerErrors: 0,
    jobsLost: 0,
    jobsStalled: 0,
    workerErrors: 0,
    rebuilds: 0,
  };
}
