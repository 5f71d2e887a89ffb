/**
 * Asks participants whether calls took effect (suoke.participant.v1.CallStatusService), for what operators are shown before
 * they decide. Reads only.
 *
 * 1. It never throws: what cannot be found out is `unknown`.
 * 2. A participant without the barrier is not asked: it has nothing to look into.
 * 3. Few questions at a time, each for a second at most; who did not answer once is not asked again in the same round.
 */
import { serviceDefinition } from '#libs/contracts';
import type { GrpcParticipantCaller } from './participant-caller.js';

/** `not_applied`: the call has no effect that stands, so far; a call in flight has recorded nothing yet. */
export type CallEffect = 'not_applied' | 'applied' | 'unknown';

export interface CallQuestion {
  /** Full name of the service that was called. */
  readonly participant: string;
  readonly key: string;
  readonly barrier: boolean;
}

const SERVICE = 'suoke.participant.v1.CallStatusService';
const QUESTION_TIMEOUT_MS = 1_000;
const QUESTIONS_AT_ONCE = 8;

/** An action that was undone, or closed before it took effect, has no effect any more. */
const EFFECTS: { readonly [status: string]: CallEffect | undefined } = {
  CALL_STATUS_NONE: 'not_applied',
  CALL_STATUS_APPLIED: 'applied',
  CALL_STATUS_COMPENSATED: 'not_applied',
};

export type Asker = Pick<GrpcParticipantCaller, 'ask'>;

export class CallStatuses {
  constructor(private readonly asker: Asker) {}

  /** Questions that belong together: each key is asked once. */
  round(): CallStatusRound {
    return new CallStatusRound(this.asker);
  }
}

export class CallStatusRound {
  private readonly answers = new Map<string, Promise<CallEffect>>();
  private readonly silent = new Set<string>();

  constructor(private readonly asker: Asker) {}

  /** The effects of these calls, in their order. */
  async effectsOf(questions: readonly CallQuestion[]): Promise<CallEffect[]> {
    const effects: CallEffect[] = [];
    const waiting = [...questions.entries()];
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [index, question] = next;
        effects[index] = await this.effectOf(question);
      }
    };
    await Promise.all(Array.from({ length: Math.min(QUESTIONS_AT_ONCE, questions.length) }, work));
    return effects;
  }

  private async effectOf(question: CallQuestion): Promise<CallEffect> {
    const { participant, key, barrier } = question;
    if (!barrier) return 'unknown';
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    if (this.silent.has(participant)) return 'unknown';
    const answer = this.ask(participant, key);
    this.answers.set(key, answer);
    return answer;
  }

  private async ask(participant: string, key: string): Promise<CallEffect> {
    const method = serviceDefinition(SERVICE).GetCallStatus;
    try {
      if (method === undefined) throw new RangeError(`${SERVICE} has no GetCallStatus`);
      const bytes = method.requestSerialize({ key });
      const reply = await this.asker.ask(participant, method.path, bytes, QUESTION_TIMEOUT_MS);
      if (reply !== null) {
        const { status } = method.responseDeserialize(reply) as { status: string };
        return EFFECTS[status] ?? 'unknown';
      }
    } catch {
      // A channel that was closed, a reply that cannot be read: nobody knows.
    }
    this.silent.add(participant);
    return 'unknown';
  }
}
