/** An orchestrator with a saga or more of every kind that operators look for, made by real runs. */
import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import type { JsonObject } from '#libs/contracts';
import { grpcError } from '#libs/platform';
import type { OperatorCommand } from '#libs/saga-core';
import { eventually } from '#libs/testkit';
import type pg from 'pg';
import { Doors } from './door-fixtures.js';

export const SUPERVISED = 'health-consultation-supervised';
export const REPORT = 'suoke.report.v1.ReportService';
export const NOTIFICATION = 'suoke.notification.v1.NotificationService';
export const CONSULTATION = 'suoke.consultation.v1.ConsultationService';

/** Much is made one after the other, on a machine that has other things to do. */
const PATIENT = { timeoutMs: 30_000 };

const refusal =
  (reason: string, fields: readonly string[] = []) =>
  () =>
    Promise.reject(
      grpcError({
        ...{ code: status.FAILED_PRECONDITION, message: 'a secret text', reason },
        fieldViolations: fields.map((field) => ({ field, description: 'another secret text' })),
      }),
    );

export const sagasOf = (answer: JsonObject) => answer['sagas'] as JsonObject[];
export const idOf = (seen: JsonObject) => String((seen['saga'] as JsonObject)['saga_id']);

export class OverseenSagas {
  /** Ids by what became of the sagas. */
  private readonly made = new Map<string, string[]>();

  private constructor(
    readonly doors: Doors,
    readonly sql: pg.Pool,
  ) {}

  static async open(): Promise<OverseenSagas> {
    const doors = await Doors.open();
    const overseen = new OverseenSagas(doors, doors.database.pool({ schema: 'orchestrator' }));
    await overseen.makeStuck();
    await overseen.makeEnded();
    await overseen.makeResting();
    return overseen;
  }

  async close(): Promise<void> {
    await this.sql.end();
    await this.doors.close();
  }

  ids(name: string): readonly string[] {
    return this.made.get(name) ?? [];
  }

  /** The last that became so. */
  id(name: string): string {
    const id = this.ids(name).at(-1);
    if (id === undefined) throw new Error(`there is no saga ${name}`);
    return id;
  }

  async list(filter: string, more: JsonObject = {}): Promise<JsonObject[]> {
    return sagasOf(await this.doors.admin('ListSagas', { filter, page_size: 1_000, ...more }, 'viewer'));
  }

  async found(filter: string): Promise<ReadonlySet<string>> {
    return new Set((await this.list(filter)).map(idOf));
  }

  /** What operators do is done by the engine itself: this is about what they see. */
  async act(sagaId: string, command: OperatorCommand): Promise<void> {
    await this.doors.first.orchestrator.engine.operators.act({
      ...{ sagaId, command, action: 'Test', actor: 'test', origin: null, requestId: randomUUID() },
      ...{ reason: 'for the test', etag: null, validateOnly: false },
    });
  }

  async hold(participant: string): Promise<void> {
    const reason = 'the printer burns';
    await this.doors.first.orchestrator.engine.operators.holdParticipant({
      ...{ participant, actor: 'alice', origin: null, requestId: randomUUID(), reason, validateOnly: false },
    });
  }

  /** @param status to wait for */
  private async make(name: string, request: JsonObject = {}, status = ''): Promise<string> {
    const id = String((await this.doors.start(request))['saga_id']);
    this.made.set(name, [...this.ids(name), id]);
    if (status !== '') await this.doors.until(id, status, 30_000);
    return id;
  }

  private async makeStuck(): Promise<void> {
    const { participants } = this.doors;
    const labels = { clinic: 'east', patient: '王小明' };
    for (let count = 0; count < 3; count += 1) {
      participants.script(
        'GenerateReport',
        refusal('NO_PAPER', ['data.complaint', `data.symptoms[${count}]`]),
      );
      await this.make('no_paper', { type: SUPERVISED, labels }, 'FAILED');
    }
    participants.reset();
    participants.script('SendNotification', refusal('NO_ADDRESS'));
    for (let count = 0; count < 2; count += 1) {
      await this.make('no_address', { type: SUPERVISED }, 'FAILED');
    }
    participants.script('DeleteRecord', refusal('LOCKED'));
    await this.make('undo_refused', {}, 'FAILED');
    participants.reset();
  }

  private async makeEnded(): Promise<void> {
    const { participants } = this.doors;
    participants.script('SendNotification', refusal('NO_ADDRESS'));
    await this.make('compensated', {}, 'COMPENSATED');
    const closed = await this.make('closed', { type: SUPERVISED }, 'FAILED');
    await this.act(closed, { kind: 'close', statement: 'settled by hand' });
    participants.reset();
    await this.make('completed', {}, 'COMPLETED');
  }

  private async makeResting(): Promise<void> {
    const { participants } = this.doors;
    const later = grpcError({ code: status.ABORTED, message: 'x', reason: 'LATER', retryDelayMs: 600_000 });
    participants.script('CreateRecord', () => Promise.reject(later));
    const waiting = [await this.make('backing_off'), await this.make('paused')];
    // After the first attempt, and then for longer than any test runs.
    const wait = `update saga set due_at = now() + interval '1 h' where id = $1 and revision > 1 and owner is null`;
    for (const id of waiting) {
      await eventually(async () => (await this.sql.query(wait, [id])).rowCount === 1, PATIENT);
    }
    await this.act(this.id('paused'), { kind: 'pause' });
    participants.reset();
    await this.hold(REPORT);
    await eventually(() => this.blocks(), PATIENT);
    participants.hold('Analyze');
    const moving = await this.make('moving');
    await eventually(() => participants.methodsOf(moving).includes('Analyze'), PATIENT);
  }

  /** Movers look at the holds once a second: a saga that came before completes. */
  private async blocks(): Promise<boolean> {
    const id = String((await this.doors.start())['saga_id']);
    const saga = await eventually(async () => {
      const seen = await this.doors.get(id);
      return (seen['finish_time'] !== undefined || seen['blocked_on'] === REPORT) && seen;
    }, PATIENT);
    const name = saga['blocked_on'] === REPORT ? 'blocked' : 'completed';
    this.made.set(name, [...this.ids(name), id]);
    return name === 'blocked';
  }
}
