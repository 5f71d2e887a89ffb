/**
 * How a change is made, whatever it changes: asked for, looked at, confirmed, sent, told.
 *
 * 1. Nothing is changed unless a person said yes to the consequence that was shown, or `--yes` stands on the line.
 * 2. A request id is made once per invocation. Where the outcome is unknown, the line that repeats exactly this request is
 *    printed: it has one effect, however often it is sent.
 * 3. What is sent was decided on the state that was looked at. Who was overtaken sees the newer state.
 */
import { CallFailed } from '../client/call-failed.js';
import type { Door } from './door.js';
import { EXIT, leavesOutcomeUnknown, type ExitCode } from './exit-codes.js';
import { failure, usage } from './failures.js';
import { line, styled, type Block } from './output/layout.js';
import { CHANGE_OPTIONS, type Values } from './options.js';
import type { Reader } from './screen.js';
import type { Session } from './session.js';
import { callFailureBlocks, callFailureDocument } from './views/failure.js';
import { sagaFacts } from './views/saga.js';

export type ChangeValues = Values<typeof CHANGE_OPTIONS> & { readonly etag?: string | undefined };

/** Fields that every mutation has. */
export interface Envelope {
  readonly etag: string;
  readonly request_id: string;
  readonly reason: string;
  readonly validate_only: boolean;
}

export interface Change<Reply extends object> {
  /** What it would be, for the question. */
  readonly title: string;
  /** The state to decide on, as its etag; not called where the line names one, left out where there is none. */
  look?(): Promise<string>;
  send(envelope: Envelope): Promise<Reply>;
  /** Of the reply to validate_only. */
  preview(reply: Reply, reader: Reader): readonly Block[];
  /** Of the reply. */
  done(reply: Reply, reader: Reader): readonly Block[];
  /** What is there now that somebody was faster; for ABORTED. */
  newer?(): Promise<{ readonly document: object; readonly blocks: (reader: Reader) => readonly Block[] }>;
  /** Nothing would change: there is nothing to ask. */
  isIdle?(reply: Reply): boolean;
  /** What else has to stand on a line that repeats the request. */
  readonly repeat?: readonly (readonly [name: string, value: string | null])[];
}

/** Makes a change as the options say. @throws CallFailed, CommandFailed */
export async function makeChange<Reply extends object>(
  session: Session,
  options: ChangeValues,
  change: Change<Reply>,
): Promise<ExitCode> {
  const { screen, world } = session;
  const mayAsk = world.ask !== null && screen.format === 'table';
  if (!options.yes && !options['dry-run'] && !mayAsk) throw usage('usage.yesNeeded');
  const reason = options.reason ?? (await askReason(session, mayAsk));
  const etag = options.etag ?? (change.look === undefined ? '' : await change.look());
  const envelope = { etag, reason, request_id: options['request-id'] ?? world.newId() };
  try {
    if (options['dry-run'] || !options.yes) {
      const reply = await change.send({ ...envelope, validate_only: true });
      if (options['dry-run']) {
        screen.result(reply, (reader) => change.preview(reply, reader));
        return EXIT.ok;
      }
      screen.show([line(styled('bold', change.title)), ...change.preview(reply, screen.reader)]);
      if (change.isIdle?.(reply) === true) return EXIT.ok;
      if (!(await confirmed(session))) throw failure(EXIT.unexpected, 'change.declined');
    }
    const reply = await sendOnce(session, change, envelope);
    screen.result(reply, (reader) => change.done(reply, reader));
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CallFailed && error.status === 'ABORTED' && change.newer !== undefined)
      return overtaken(session, error, change.newer);
    throw error;
  }
}

async function askReason(session: Session, mayAsk: boolean): Promise<string> {
  const { screen, world } = session;
  if (!mayAsk || world.ask === null) throw usage('usage.reasonNeeded');
  const reason = (await world.ask(`${screen.t('change.reason')} `)).trim();
  if (reason === '') throw usage('usage.reasonNeeded');
  return reason;
}

async function confirmed({ screen, world }: Session): Promise<boolean> {
  const answer = (await world.ask?.(`${screen.t('change.confirm')} `)) ?? '';
  return /^(y|yes|是)$/i.test(answer.trim());
}

/** The one request that changes something (2). */
async function sendOnce<Reply extends object>(
  session: Session,
  change: Change<Reply>,
  envelope: Omit<Envelope, 'validate_only'>,
): Promise<Reply> {
  try {
    return await change.send({ ...envelope, validate_only: false });
  } catch (error) {
    if (!(error instanceof CallFailed) || !leavesOutcomeUnknown(error.status)) throw error;
    const repeat = session.again([
      ['request-id', envelope.request_id],
      ...(envelope.etag === '' ? [] : [['etag', envelope.etag] as const]),
      ['reason', envelope.reason],
      ...(change.repeat ?? []),
      ['yes', null],
    ]);
    const { screen } = session;
    if (screen.format === 'table')
      screen.note(
        ...callFailureBlocks(error, screen.reader),
        line(styled('yellow', screen.t('change.unknown', { id: envelope.request_id }))),
        line(`  ${repeat}`),
      );
    else screen.problem({ ...callFailureDocument(error).document, request_id: envelope.request_id, repeat });
    throw new OutcomeUnknown();
  }
}

/** It was told already; only the exit code is left. */
export class OutcomeUnknown extends Error {
  readonly exit = EXIT.unavailable;

  constructor() {
    super('the outcome is unknown');
    this.name = 'OutcomeUnknown';
  }
}

/** Somebody was faster (3). */
async function overtaken(
  { screen }: Session,
  error: CallFailed,
  look: NonNullable<Change<object>['newer']>,
): Promise<ExitCode> {
  const { document, blocks } = await look();
  if (screen.format !== 'table') {
    screen.problem({
      ...callFailureDocument(error).document,
      ...(document as { readonly [name: string]: never }),
    });
    return EXIT.conflict;
  }
  screen.note(
    ...callFailureBlocks(error, screen.reader),
    line(styled('yellow', screen.t('change.overtaken'))),
    ...blocks(screen.reader),
  );
  return EXIT.conflict;
}

/** The saga that a change is about: its etag, and what it is once somebody was faster. */
export function aboutSaga(door: Door, sagaId: string) {
  return {
    look: async () => (await readSaga(door, sagaId)).saga?.etag ?? '',
    newer: async () => {
      const saga = await readSaga(door, sagaId);
      return { document: { saga }, blocks: (reader: Reader) => sagaFacts(saga, reader) };
    },
  };
}

/** @throws CallFailed, CommandFailed when the service sends none */
export async function readSaga(door: Door, sagaId: string) {
  const { saga } = await door.call('GetSaga', { saga_id: sagaId });
  if (saga === undefined) throw failure(EXIT.unexpected, 'error.empty');
  return saga;
}
