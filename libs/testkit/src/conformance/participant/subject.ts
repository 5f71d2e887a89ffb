import type { JsonObject } from '#libs/contracts';
import type { GrpcCaller } from '../../participant/grpc-caller.js';

/** An action that a participant serves, and what undoes it, with requests that it has to accept. */
export interface CallPair {
  readonly action: {
    /** `package.Service/Method` */
    readonly method: string;
    /** The request for a person, as the proto loader writes it. The same person gets the same request (one key, one request). */
    request(person: string): object;
  };
  /** Null where nothing undoes the action. */
  readonly compensation: {
    readonly method: string;
    /** `reply` is the action's as plain JSON; null when it is not known. */
    request(person: string, reply: JsonObject | null): object;
  } | null;
}

/** What the cases are run against. */
export interface ParticipantSubject extends CallPair {
  readonly grpc: GrpcCaller;
  /** How many effects of an action's key stand; absent where the tables cannot be seen. */
  readonly effects?: (actionKey: string) => Promise<number>;
}

/** A participant does not keep to the contract; the text says what was expected, and what came. */
export class ConformanceFailure extends Error {
  override readonly name = 'ConformanceFailure';
}
