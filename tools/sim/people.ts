/**
 * Clients and operators of a simulated world. They ask again, with the same request id, until they are answered, as they are
 * told to; and an operator who says what a participant did has looked there.
 */
import { allowedActions, hasEnded, type Json, type OperatorCommand } from '#libs/saga-core';
import { EngineError, StoreError, type Engine, type HoldRequest } from '#libs/saga-engine';
import type { Orchestrators } from './orchestrators.js';
import type { Known } from './known.js';
import { Violation } from './violation.js';
import type { World } from './world.js';

interface Client {
  readonly requestId: string;
  readonly type: string;
  sagaId: string | null;
}

interface Look {
  /** The revision that was looked at; null where it does not matter. */
  readonly etag: number | null;
  readonly validateOnly: boolean;
}

const REGARDLESS: Look = { etag: null, validateOnly: false };

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

  /** Sets right what is stuck or stands still, as soon as there is a process that can go on with it. */
  help(known: Known): void {
    const { chance } = this.world;
    const isPaused = known.state.pausedAtMs !== null;
    if (!isPaused && !this.orchestrators.someoneCanRun(known.row)) return;
    const isStuck = known.state.stuck !== null && !isPaused;
    const triesSomething = isStuck && chance.is(0.4);
    const command = triesSomething ? this.anyCommand(known, chance.below(1_000)) : this.remedyFor(known);
    if (command !== null) this.operate(known.row.id, command);
  }

  /** Does what may be done, on what was seen just now or regardless of it. False when nothing may. */
  interfere(known: Known, choice: number): boolean {
    const command = this.anyCommand(known, choice);
    const etag = choice % 3 === 0 ? known.state.revision : null;
    if (command !== null) this.operate(known.row.id, command, { etag, validateOnly: choice % 20 === 7 });
    return command !== null;
  }

  hold(participant: string): void {
    this.onParticipant(participant, 'hold', (engine, request) => engine.operators.holdParticipant(request));
  }

  /** @param rate sagas a second; null for all at once */
  release(participant: string, rate: number | null): void {
    this.world.oracles.pace.released(participant);
    this.onParticipant(participant, 'release', (engine, request) =>
      engine.operators.releaseParticipant({ ...request, rate }),
    );
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

  private operate(sagaId: string, command: OperatorCommand, { etag, validateOnly }: Look = REGARDLESS): void {
    const { agenda, watch } = this.world;
    const requestId = this.nextRequest();
    agenda.note(`${requestId} wants ${command.kind} of ${sagaId}`);
    const words = { action: command.kind, actor: 'li', origin: null, reason: 'asked' };
    const request = { sagaId, command, requestId, ...words };
    this.insist(requestId, (engine) =>
      engine.operators.act({ ...request, etag, validateOnly }).then(({ opened, repeated }) =>
        watch(() => {
          if (etag !== null && !repeated && opened.row.revision !== etag)
            throw new Violation(
              'I6',
              `${requestId} looked at ${etag} and wrote after ${opened.row.revision}`,
            );
        }),
      ),
    );
  }

  private onParticipant(
    participant: string,
    what: string,
    act: (engine: Engine, request: HoldRequest) => Promise<unknown>,
  ): void {
    const requestId = this.nextRequest();
    this.world.agenda.note(`${requestId} wants ${what} of ${participant}`);
    const words = { actor: 'li', origin: null, reason: 'asked' };
    const request = { participant, requestId, ...words, validateOnly: false };
    this.insist(requestId, (engine) => act(engine, request));
  }

  /** Asks one process, and others with the same request, until one of them says yes or no. */
  private insist(requestId: string, ask: (engine: Engine) => Promise<unknown>): void {
    const { alive } = this.orchestrators;
    const { agenda, chance, blame } = this.world;
    const again = (delayMs: number) =>
      agenda.in(delayMs, `${requestId} asks again`, () => this.insist(requestId, ask));
    if (alive.length === 0) return void again(100);
    const { engine, process } = chance.pick(alive);
    ask(engine).catch((error: unknown) => {
      if (!process.alive || error instanceof EngineError) return;
      if (!(error instanceof StoreError)) return blame(`${requestId} fails`, error);
      again(50);
    });
  }

  private nextRequest(): string {
    this.requests += 1;
    return `operator-${this.requests}`;
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
    const reply = { id: `id of ${key}` };
    return { kind: 'record_outcome', step: step?.name ?? '', outcome, reply, evidence: 'looked' };
  }

  private anyCommand(known: Known, choice: number): OperatorCommand | null {
    const { definition, state, row } = known;
    const facts = { owned: row.owner !== null, reopenRefusal: null };
    const allowed = allowedActions(definition, state, facts, this.world.tables.now()).filter(
      ({ refusal }) => refusal === null,
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
      case 'close':
        return { kind: action, statement: 'known' };
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
        const current = definition.steps[state.stepIndex];
        const results = current?.branches.map(({ name }): [string, Json] => [name, { id: 'by hand' }]);
        return { kind: action, step: current?.name ?? '', results: Object.fromEntries(results ?? []) };
      }
      default:
        return null;
    }
  }
}
