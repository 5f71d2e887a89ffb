/**
 * What the doors for clients do, apart from the wire: check, start, wait, read, watch, cancel. Both the general and the
 * typed door go through here, so a saga starts the same way whoever asks. Lists are made elsewhere (lists/saga-lists.ts).
 */
import type { Json } from '#libs/saga-core';
import { validateMessage, type saga_v1 } from '#libs/contracts';
import {
  EngineError,
  type Engine,
  type PayloadCipher,
  type SagaDetail,
  type SagaRow,
} from '#libs/saga-engine';
import { storedLabels } from './labels.js';
import { RequestChecks } from './request-checks.js';
import { detailView, rowView, snapshotView } from './saga-view.js';

export interface StartCommand {
  readonly type: string;
  /** Null when it could not be read, which the checks know. */
  readonly input: Json;
  readonly requestId: string;
  readonly labels: { readonly [key: string]: string };
  readonly deadlineAtMs: number | null;
  /** How long to wait for the end; 0 for not at all. */
  readonly waitMs: number;
  /** Ends the wait. */
  readonly gone: AbortSignal;
  readonly traceContext: string | null;
  /** What is known to be wrong with the request. */
  readonly checks: RequestChecks;
}

export interface Started {
  /** FULL when the caller waited, else BASIC. */
  readonly saga: saga_v1.Saga;
  readonly existing: boolean;
}

/** The longest that an answer is held back. */
export const LONGEST_WAIT_MS = 60_000;
const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

export class SagaDoor {
  constructor(
    readonly engine: Engine,
    private readonly cipher: PayloadCipher,
  ) {}

  /** @throws EngineError */
  async start(command: StartCommand): Promise<Started> {
    const { starter, reader, catalog } = this.engine;
    const definition = catalog.current(command.type)?.resolved;
    if (definition === undefined) {
      throw new EngineError(
        'SAGA_TYPE_UNKNOWN',
        `There is no saga type of that name; there are: ${catalog.types().join(', ')}.`,
      );
    }
    const { checks, input } = command;
    checks.requestId(command.requestId, false);
    checks.labels(command.labels, definition.labels);
    if (input !== null) checks.addAll('input', validateMessage(definition.input, input));
    checks.done();
    const trace = command.traceContext;
    const answer = await starter.start({
      type: command.type,
      input,
      requestId: command.requestId === '' ? undefined : command.requestId,
      labels: storedLabels(this.cipher, definition.labels, command.labels),
      deadlineAtMs: command.deadlineAtMs ?? undefined,
      traceContext: trace !== null && TRACEPARENT.test(trace) ? trace : undefined,
    });
    const existing = answer.started === null;
    if (command.waitMs > 0) {
      const picture = await reader.waitForRest(answer.sagaId, command.waitMs, command.gone, !existing);
      return { saga: detailView(picture ?? (await this.detail(answer.sagaId))), existing };
    }
    return { saga: this.view(answer.started?.row ?? (await this.row(answer.sagaId))), existing };
  }

  /** The saga as it stands in the store, without its history. @throws EngineError SAGA_NOT_FOUND */
  async row(sagaId: string): Promise<SagaRow> {
    const row = await this.engine.reader.row(sagaId);
    if (row === null) throw new EngineError('SAGA_NOT_FOUND', `There is no saga ${sagaId}.`);
    await this.engine.catalog.ensure([row.definitionHash]);
    return row;
  }

  /** The saga from whoever is fastest; may be a moment behind. @throws EngineError SAGA_NOT_FOUND */
  async glance(sagaId: string): Promise<saga_v1.Saga> {
    const seen = await this.engine.reader.status(sagaId);
    // Only the store knows whether a saga in its first step was taken up.
    const mayBePending = seen === null || (seen.status === 'RUNNING' && seen.revision === 1);
    return mayBePending ? this.view(await this.row(sagaId)) : snapshotView(seen);
  }

  /** @throws EngineError SAGA_NOT_FOUND */
  async detail(sagaId: string): Promise<SagaDetail> {
    const detail = await this.engine.reader.detail(sagaId);
    if (detail === null) throw new EngineError('SAGA_NOT_FOUND', `There is no saga ${sagaId}.`);
    return detail;
  }

  /** View BASIC of a row whose definition was ensured. */
  view(row: SagaRow): saga_v1.Saga {
    return rowView(row, this.engine.catalog.getForReading(row.definitionHash)?.resolved);
  }
}
