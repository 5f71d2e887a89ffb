/** Which branches of a definition are checked, where, and why the others are not. */
import { status as GrpcStatus } from '@grpc/grpc-js';
import type { ResolvedBranch, ResolvedCall, ResolvedDefinition, ResolvedStep } from '#libs/saga-core';
import { GrpcCaller } from '#libs/testkit/participants';
import type { Target } from './options.js';

/** A branch with what a check of it needs. */
export interface Place {
  readonly step: ResolvedStep;
  readonly branch: ResolvedBranch;
  readonly compensation: ResolvedCall;
  readonly grpc: GrpcCaller;
}

/** A branch that is not called, and the reason, as the end of a sentence. */
export interface LeftOut {
  readonly step: ResolvedStep;
  readonly branch: ResolvedBranch;
  readonly reason: string;
}

export interface Places {
  readonly found: readonly Place[];
  readonly leftOut: readonly LeftOut[];
}

/** Clients of the targets; whoever made it closes it. */
export class Targets {
  private readonly callers: readonly { service: string | null; grpc: GrpcCaller }[];
  private readonly served = new Map<string, Promise<boolean>>();

  constructor(targets: readonly Target[]) {
    this.callers = targets.map(({ service, address }) => ({ service, grpc: new GrpcCaller(address) }));
  }

  close(): void {
    for (const { grpc } of this.callers) grpc.close();
  }

  /** Finds where each branch is served. @throws Error where nobody answers at a target */
  async places(definition: ResolvedDefinition): Promise<Places> {
    const found: Place[] = [];
    const leftOut: LeftOut[] = [];
    for (const step of definition.steps)
      for (const branch of step.branches) {
        const { compensation } = branch;
        if (compensation === null) leftOut.push({ step, branch, reason: 'nothing could undo what it makes' });
        else if (!branch.barrier)
          leftOut.push({ step, branch, reason: 'the definition says that it has no barrier' });
        else {
          const grpc = await this.callerFor(branch.action.participant, compensation.method);
          if (grpc === null) leftOut.push({ step, branch, reason: 'no target serves it' });
          else found.push({ step, branch, compensation, grpc });
        }
      }
    return { found, leftOut };
  }

  private async callerFor(service: string, undo: string): Promise<GrpcCaller | null> {
    const named = this.callers.find((caller) => caller.service === service);
    for (const { grpc } of named === undefined
      ? this.callers.filter((caller) => caller.service === null)
      : [named]) {
      const key = `${grpc.url} ${undo}`;
      const known = this.served.get(key) ?? isServed(grpc, undo);
      this.served.set(key, known);
      // A target that was given for this service must serve it: that it does not is for the cases to say.
      if ((await known) || named !== undefined) return grpc;
    }
    return null;
  }
}

/** Asks with an undo that has no key: whoever knows the method refuses it, and nobody has anything to undo. */
async function isServed(grpc: GrpcCaller, undo: string): Promise<boolean> {
  const answer = await grpc.exchange(undo, {});
  if (answer.code === GrpcStatus.UNAVAILABLE || answer.code === GrpcStatus.DEADLINE_EXCEEDED)
    throw new Error(`nobody answers at ${grpc.url}`);
  return answer.code !== GrpcStatus.UNIMPLEMENTED;
}
