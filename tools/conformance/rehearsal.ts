/**
 * Where the requests of the cases come from: one walk forward through the definition, which brings the replies that later
 * templates refer to. What can be reached is called; the replies of the others are made up (likely-reply.ts).
 *
 * 1. Nothing is called that nothing could undo.
 * 2. Its effects belong to a saga and a person of its own, stand while the cases run, because theirs may refer to them, and
 *    are undone after them, the last first.
 */
import { randomBytes } from 'node:crypto';
import { jsonCodec, messageCodec, messageOf, methodOf, type JsonObject } from '#libs/contracts';
import { freshBranch, scopeOf, type Json, type ResolvedCall, type ResolvedDefinition } from '#libs/saga-core';
import { describeAnswer, Scene, type ParticipantSubject } from '#libs/testkit/participants';
import { likelyReply } from './likely-reply.js';
import type { Place } from './places.js';

/** The field of an input that says whom the saga is about. */
const PERSON_FIELD = 'user_id';

export class Rehearsal {
  /** Begins the ids of all persons for whom something is done here. */
  readonly user = `conformance-${randomBytes(4).toString('hex')}`;
  /** Actions that were not accepted, as sentences. */
  readonly refused: string[] = [];
  /** By step and branch: the reply that later steps refer to. */
  private readonly replies = new Map<string, Json>();
  private readonly scenes: Scene[] = [];

  constructor(
    private readonly definition: ResolvedDefinition,
    private readonly input: JsonObject,
  ) {}

  /** Whether the input has a place for the person; without one all cases act for whom the input names. */
  get namesPerson(): boolean {
    return messageOf(this.definition.input)?.fields.has(PERSON_FIELD) === true;
  }

  /** Walks forward through all steps, and calls what is among the places. */
  async perform(places: readonly Place[]): Promise<void> {
    for (const step of this.definition.steps)
      await Promise.all(
        step.branches.map(async (branch, index) => {
          const place = places.find((one) => one.branch === branch);
          const made = place === undefined ? null : await this.replyOf(place);
          const type = methodOf(branch.action.method)?.responseType ?? '';
          this.replies.set(
            `${step.name}/${branch.name}`,
            made ?? likelyReply(type, `conformance-${step.index + 1}-${index + 1}`),
          );
        }),
      );
  }

  /** Undoes what the walk made, the last first. @throws ConformanceFailure for what could not be undone */
  async undo(): Promise<void> {
    for (const scene of this.scenes.toReversed()) await scene.clear();
  }

  /** The branch at its place, with requests as the definition renders them. */
  subjectOf({ step, branch, compensation, grpc }: Place): ParticipantSubject {
    const own = `${step.name}/${branch.name}`;
    return {
      grpc,
      action: {
        method: branch.action.method,
        request: (person) => this.render(branch.action, person, own, null),
      },
      compensation: {
        method: compensation.method,
        request: (person, reply) => this.render(compensation, person, own, reply),
      },
    };
  }

  private async replyOf(place: Place): Promise<JsonObject | null> {
    const scene = new Scene(this.subjectOf(place), `${this.user}-0`);
    this.scenes.push(scene);
    const { step, branch } = place;
    const answer = await scene.call({ step: step.name, branch: branch.name }).act();
    if ('reply' in answer)
      return messageCodec(methodOf(branch.action.method)?.responseType ?? '').decode(answer.reply);
    this.refused.push(
      `${step.name}/${branch.name}: ${branch.action.method} answered ${describeAnswer(answer)}`,
    );
    return null;
  }

  /** A reply that is not known leaves the references to it unset. */
  private render(call: ResolvedCall, person: string, own: string, reply: JsonObject | null): object {
    const input = this.namesPerson ? { ...this.input, [PERSON_FIELD]: person } : this.input;
    const steps = this.definition.steps.map((step) => ({
      branches: step.branches.map((branch) => {
        const name = `${step.name}/${branch.name}`;
        return {
          ...freshBranch(1),
          reply: name === own ? (reply ?? undefined) : this.replies.get(name),
        };
      }),
    }));
    const request = call.render(scopeOf(this.definition, { input, steps })) ?? {};
    return jsonCodec(methodOf(call.method)?.requestType ?? '').toWire(request);
  }
}
