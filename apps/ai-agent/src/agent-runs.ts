/**
 * The analyses that run in this process, by the key of their call.
 *
 * A1 A run belongs to its key and not to a call: a repeat joins it, and a caller that goes away does not end it. So an
 *    analysis that takes longer than one call's deadline is there for the next one.
 * A2 A run ends with its result, by a cancel, by its time limit, or with the process; then it is forgotten here.
 * A3 Nothing here decides about effects: what a run brings is stored or refused by the barrier, in this process or another.
 */
import { status as GrpcStatus } from '@grpc/grpc-js';
import { grpcError, type Clock, type GrpcError } from '#libs/platform';
import type { AgentEngine, AgentResult, AgentTask } from './engine.js';

interface Run {
  readonly result: Promise<AgentResult>;
  readonly abort: AbortController;
}

export interface RunLimits {
  /** How long one analysis may take, in milliseconds. */
  runMs: number;
  /** How many may run at a time. */
  runs: number;
}

export class AgentRuns {
  private readonly running = new Map<string, Run>();

  constructor(
    private readonly engine: AgentEngine,
    private readonly limits: RunLimits,
    private readonly clock: Clock,
  ) {}

  /** How many analyses run here at the moment. */
  get count(): number {
    return this.running.size;
  }

  /**
   * The result of the task under this key, joining a run that is there already.
   * Throws ABORTED `ANALYSIS_CANCELLED` or `ANALYSIS_TOO_LONG`, RESOURCE_EXHAUSTED `TOO_MANY_ANALYSES`.
   */
  run(callKey: string, task: AgentTask): Promise<AgentResult> {
    const joined = this.running.get(callKey);
    if (joined !== undefined) return joined.result;
    if (this.running.size >= this.limits.runs) return Promise.reject(tooMany());
    const abort = new AbortController();
    const limit = this.clock.setTimer(this.limits.runMs, () => abort.abort(tooLong()));
    const result = this.engine.run(task, abort.signal).finally(() => {
      limit.cancel();
      this.running.delete(callKey);
    });
    // A run whose callers are all gone may fail without anybody listening.
    result.catch(() => undefined);
    this.running.set(callKey, { result, abort });
    return result;
  }

  /** Ends the run of a key; false when none runs here. */
  cancel(callKey: string): boolean {
    const run = this.running.get(callKey);
    run?.abort.abort(cancelled());
    return run !== undefined;
  }

  /** Ends all of them; the process stops. */
  cancelAll(): void {
    for (const { abort } of this.running.values()) abort.abort(stopping());
  }
}

function cancelled(): GrpcError {
  return grpcError({
    code: GrpcStatus.ABORTED,
    message: 'the analysis was cancelled while it ran',
    reason: 'ANALYSIS_CANCELLED',
  });
}

function tooLong(): GrpcError {
  return grpcError({
    code: GrpcStatus.ABORTED,
    message: 'the analysis was ended because it took too long',
    reason: 'ANALYSIS_TOO_LONG',
  });
}

function tooMany(): GrpcError {
  return grpcError({
    code: GrpcStatus.RESOURCE_EXHAUSTED,
    message: 'this service runs as many analyses as it may at a time',
    reason: 'TOO_MANY_ANALYSES',
    retryDelayMs: 1_000,
  });
}

function stopping(): GrpcError {
  return grpcError({
    code: GrpcStatus.ABORTED,
    message: 'the service stops; another process takes the call',
    reason: 'SERVICE_STOPPING',
  });
}
