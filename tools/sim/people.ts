/**
 * Clients and operators of a simulated world. They ask again, with the same request id, until they are answered, as they are
 * told to; and an operator who says what a participant did has looked there.
 */
import { allowedActions, hasEnded, type Json, type OperatorCommand } from '#libs/saga-core';
import { EngineError, StoreError } from '#libs/saga-engine';
import type { Orchestrators } from './orchestrators.js';
import { Violation, type Known } from './oracles.js';
import type { World } from './world.js';

interface Client {
  readonly requestId: string;
  readonly type: string;
  sagaId: string | null;
}

export class People {
  private readonly clients: Client[] = [];
  private requests = 0;

  constructor(
    private readonly world: World,
    private readonly orchestrators: Orchestrators,
  ) {}

  get isAnyWaiting(): boolean {
    return this.clients.some(({ sagaId }) => sagaId === null);
  }

  /** A client comes at this time and wants a saga of this type. */
  comesAt(atMs: number, type: string): void {
    const client: Client = { requestId: `start-${this.clients.length}`, type, sagaId: null };
    this.clients.push(client);
    this.world.agenda.at(atMs, `${client.requestId} asks`, () => this.ask(client));
  }

  /** What was answered must be there. @throws Violation */
  checkAnswers(): void {
    for (const { sagaId, requestId } of this.clients)
      if (sagaId === null || !this.world.tables.sagas.has(sagaId))
        throw new Violation('I1', `${requestId} was answered with ${sagaId}, which is not there`);
  }

  /** Sets right what is stuck or stands still. */
  help(known: Known): void {
    const command = this.remedyFor(known);
    if (command !== null) this.operate(known.row.id, command);
  }

  /** Does what may be done. False when nothing may. */
  interfere(known: Known, choice: number): boolean {
    const command = this.anyCommand(known, choice);
    if (command !== null) this.operate(known.row.id, command);
    return command !== null;
  }

  cancel(sagaId: string): void {
    this.operate(sagaId, { kind: 'compensate', by: 'client' });
  }

  private ask(client: Client): void {
    if (client.sagaId !== null) return;
    const { agenda, chance, blame, watch } = this.world;
    const { alive } = this.orchestrators;
    const patienceMs = alive.length === 0 ? 100 : chance.between(300, 1_500);
    agenda.in(patienceMs, `${client.requestId} asks again`, () => this.ask(client));
    if (alive.length === 0) return;
    const { engine, process } = chance.pick(alive);
    const { type, requestId } = client;
    engine.starter.start({ type, requestId, input: { item: 'tea' } }).then(
      ({ sagaId }) => process.alive && watch(() => this.answered(client, sagaId)),
      (error: unknown) => {
        if (!(error instanceof EngineError)) blame(`${requestId} fails`, error);
      },
    );
  }

  private answered(client: Client, sagaId: string): void {
    this.world.agenda.note(`${client.requestId} is ${sagaId}`);
    if (!this.world.tables.sagas.has(sagaId))
      throw new Violation('I1', `${sagaId} was answered before it was stored`);
    if (client.sagaId !== null && client.sagaId !== sagaId)
      throw new Violation('I2', `${client.requestId} started ${client.sagaId} and ${sagaId}`);
    client.sagaId = sagaId;
  }

  private operate(sagaId: string, command: OperatorCommand, requestId?: string): void {
    const { alive } = this.orchestrators;
    if (alive.length === 0) return;
    const { agenda, chance, blame } = this.world;
    const { engine, process } = chance.pick(alive);
    this.requests += 1;
    const id = requestId ?? `operator-${this.requests}`;
    const request = { sagaId, command, action: command.kind, actor: 'li', requestId: id, reason: 'asked' };
    agenda.note(`${id} wants ${command.kind} of ${sagaId}`);
    engine.operators.act({ ...request, etag: null, validateOnly: false }).catch((error: unknown) => {
      if (!process.alive || error instanceof EngineError) return;
      if (!(error instanceof StoreError)) return blame(`${command.kind} fails`, error);
      agenda.in(50, `${id} asks again`, () => this.operate(sagaId, command, id));
    });
  }

  private remedyFor(known: Known): OperatorCommand | null {
    const { state } = known;
    if (hasEnded(state)) return null;
    if (state.pausedAtMs !== null) return { kind: 'resume' };
    if (state.stuck === null) return null;
    return state.stuck.class === 'pivot_unknown' ? this.truthAboutPivot(known) : { kind: 'replay' };
  }

  /** The operator looked at the participant, and saw to it that no late call proves the finding wrong. */
  private truthAboutPivot({ state, definition, row }: Known): OperatorCommand {
    const step = definition.steps[state.stepIndex];
    const generation = state.steps[state.stepIndex]?.branches[0]?.generation;
    const key = `${row.id}/${step?.name}/${step?.branches[0]?.name}/${generation}/action`;
    const outcome = this.world.participants.inspect(key) === 'applied' ? 'done' : 'not_done';
    return { kind: 'record_outcome', outcome, reply: { id: `id of ${key}` }, evidence: 'looked' };
  }

  private anyCommand(known: Known, choice: number): OperatorCommand | null {
    const { definition, state, row } = known;
    const facts = { owned: row.owner !== null, reopenRefusal: null };
    const allowed = allowedActions(definition, state, facts, this.world.tables.now()).filter(
      ({ refusal, action }) => refusal === null && action !== 'close',
    );
    const action = allowed[choice % Math.max(1, allowed.length)]?.action;
    const step = definition.steps[choice % definition.steps.length];
    const branch = step?.branches[choice % step.branches.length]?.name ?? '';
    const place = { step: step?.name ?? '', branch };
    const edit = { ...place, request: { edited: choice } };
    switch (action) {
      case 'replay':
      case 'pause':
      case 'resume':
        return { kind: action };
      case 'compensate':
        return { kind: action, by: 'operator' };
      case 'rewind':
        return { kind: action, step: place.step, edits: choice % 2 === 0 ? [edit] : [] };
      case 'edit_input':
        return { kind: action, edit };
      case 'record_outcome':
        return this.truthAboutPivot(known);
      case 'waive':
        return {
          kind: action,
          how: choice % 2 === 0 ? 'waived' : 'done_by_hand',
          ...place,
          evidence: 'seen',
        };
      case 'skip': {
        const names = definition.steps[state.stepIndex]?.branches.map(({ name }) => [
          name,
          { id: 'by hand' },
        ]);
        return { kind: action, results: Object.fromEntries(names ?? []) as { [branch: string]: Json } };
      }
      default:
        return null;
    }
  }
}
