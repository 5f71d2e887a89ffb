/** ListSagas of the operators over gRPC: by filter, order and page. */
import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import type { JsonObject } from '#libs/contracts';
import { idAt, openSaga, plant, planted } from './filter-sagas.js';
import { idOf, OverseenSagas, REPORT, sagasOf, SUPERVISED } from './overseen-sagas.js';

let overseen: OverseenSagas;
beforeAll(async () => {
  overseen = await OverseenSagas.open();
}, 120_000);
afterAll(() => overseen.close());

const ids = (...names: string[]) => new Set(names.flatMap((name) => overseen.ids(name)));

describe('ListSagas finds', () => {
  it.each([
    ['status = FAILED', ['no_paper', 'no_address', 'undo_refused']],
    ['status = COMPENSATED', ['compensated']],
    ['status = CLOSED', ['closed']],
    ['status = COMPLETED', ['completed']],
    ['stuck_class = REFUSED', ['no_paper', 'no_address']],
    ['stuck_class:* AND NOT stuck_class = REFUSED', ['undo_refused']],
    ['status = FAILED AND step = generate_diagnosis_report', ['no_paper']],
    ['status = FAILED AND error.reason = NO_ADDRESS', ['no_address']],
    [
      'stuck_class:* AND (error.reason = LOCKED OR error.reason = NO_ADDRESS)',
      ['no_address', 'undo_refused'],
    ],
    ['labels.patient = "王小明"', ['no_paper']],
    ['labels.clinic = east AND status = FAILED', ['no_paper']],
    ['labels.patient = "somebody else"', []],
    [`blocked_on = ${REPORT}`, ['blocked']],
    ['paused = true', ['paused']],
    ['owner:*', ['moving']],
    ['due > 1m', ['backing_off']],
    ['overdue = true', []],
    [`status = FAILED AND type = ${SUPERVISED}`, ['no_paper', 'no_address']],
    ['age > 30m AND status = FAILED', []],
    ['age < 30m AND (status = CLOSED OR status = COMPENSATED)', ['closed', 'compensated']],
  ])('%s', async (filter, names) => {
    expect(await overseen.found(filter)).toEqual(ids(...names));
  });

  it('who moves a saga, and the replay of another', async () => {
    const owner = overseen.doors.first.orchestrator.engine.membership.instanceId;
    expect(await overseen.found(`owner = "${owner}"`)).toEqual(ids('moving'));
    expect(await overseen.found(`owner = "${randomUUID()}"`)).toEqual(new Set());
    expect(await overseen.found(`age < 1h AND origin = "${randomUUID()}"`)).toEqual(new Set());
  });

  it('what each is doing at this moment, and where it is stuck', async () => {
    const conditions = new Map(
      (await overseen.list('age < 1h')).map((seen) => [idOf(seen), seen['condition']]),
    );
    const of = (name: string) => conditions.get(overseen.id(name));
    expect([
      of('no_paper'),
      of('blocked'),
      of('paused'),
      of('moving'),
      of('backing_off'),
      of('closed'),
    ]).toEqual([
      ...[
        'CONDITION_STUCK',
        'CONDITION_BLOCKED',
        'CONDITION_PAUSED',
        'CONDITION_MOVING',
        'CONDITION_BACKING_OFF',
      ],
      'CONDITION_ENDED',
    ]);
    const stuck = new Map(
      (await overseen.list('status = FAILED')).map((seen) => [idOf(seen), seen['stuck_at']]),
    );
    expect(stuck.get(overseen.ids('no_paper')[0] ?? '')).toBe('generate_diagnosis_report/main');
    expect(stuck.get(overseen.ids('undo_refused')[0] ?? '')).toBe('create_consultation_record/main');
    expect((await overseen.list('status = CLOSED'))[0]).toMatchObject({ stuck_at: '' });
  });
});

describe('ListSagas refuses', () => {
  it.each([
    ['31', { filter: `status="X' OR 1=1--"` }, 'filter'],
    ['32', { filter: Array.from({ length: 5_000 }, () => 'status = FAILED').join(' OR ') }, 'filter'],
    ['33', { filter: '('.repeat(10_000) }, 'filter'],
    ['34', { filter: '(a+)+$' }, 'filter'],
    ['35', { filter: 'step_index = 1' }, 'filter'],
    ['36', { filter: 'create_time>"abc"' }, 'filter'],
    ['37: -1', { page_size: -1 }, 'page_size'],
    ['38: no token', { page_token: "' OR 1=1--" }, 'page_token'],
    ['39', { order_by: 'finish_time desc; drop table saga' }, 'order_by'],
    ['39: another order', { order_by: 'update_time desc' }, 'order_by'],
    ['40: a year', { filter: 'create_time > "275760-09-13T00:00:00Z"' }, 'filter'],
    ['40: a zone', { filter: 'create_time > "2026-11-23T00:00:00+99:00"' }, 'filter'],
    [
      '40: a range',
      { filter: 'create_time > "2026-11-23T00:00:00Z" AND create_time < "2026-11-22T00:00:00Z"' },
      'filter',
    ],
    ['what no index narrows', { filter: 'type = x' }, 'filter'],
    ['a NUL', { filter: 'type = "\u0000"' }, 'filter'],
  ])('bad input %s', async (_number, request, field) => {
    const failure = await overseen.doors.adminFailure('ListSagas', request);
    expect(failure).toMatchObject({
      code: status.INVALID_ARGUMENT,
      reason: 'INVALID_ARGUMENT',
      fields: [field],
    });
    expect(failure.text.length).toBeLessThan(1_000);
  });

  it('37: a page of a billion is one of a thousand', async () => {
    expect((await overseen.list('', { page_size: 1_000_000_000 })).length).toBeGreaterThan(10);
  });

  it('38: a token of another filter, order or list, or one that was changed', async () => {
    const request = { filter: 'age < 1h', page_size: 1 };
    const { next_page_token: token } = await overseen.doors.admin('ListSagas', request);
    const page_token = String(token);
    expect(page_token).not.toBe('');
    const altered = `${page_token.startsWith('A') ? 'B' : 'A'}${page_token.slice(1)}`;
    const others: [string, JsonObject][] = [
      ['ListSagas', { ...request, filter: 'age < 2h', page_token }],
      ['ListSagas', { ...request, order_by: 'create_time', page_token }],
      ['ListSagas', { ...request, page_token: altered }],
      ['ListCauseGroups', { ...request, page_token }],
      ['ListParticipants', { page_size: 1, page_token }],
      ['ListDefinitions', { page_size: 1, page_token }],
      ['ListSagaEvents', { saga_id: overseen.ids('no_paper')[0] ?? '', page_size: 1, page_token }],
    ];
    for (const [method, other] of others) {
      const failure = await overseen.doors.adminFailure(method, other);
      expect([method, failure.fields]).toEqual([method, ['page_token']]);
    }
  });
});

describe('pages of 300 sagas', () => {
  const TYPE = 'paged';
  const base = Date.UTC(2026, 10, 1);
  const SAGAS = Array.from({ length: 300 }, (_, index) =>
    planted(index, {
      ...{ type: TYPE, createdAtMs: base + index, finishedAtMs: base + 10_000 + (index % 50) },
      labels: { clinic: 'paged' },
    }),
  );
  const filter = `create_time >= "2026-11-01T00:00:00Z" AND create_time < "2026-11-02T00:00:00Z" AND type = ${TYPE}`;
  beforeAll(() => plant(overseen.sql, SAGAS));

  /** Every page, with something done after each. */
  async function pages(order_by: string, meanwhile: (page: number) => Promise<void>): Promise<string[]> {
    const seen: string[] = [];
    let page_token = '';
    for (let page = 0; ; page += 1) {
      const answer = await overseen.doors.admin('ListSagas', { filter, order_by, page_size: 23, page_token });
      seen.push(...sagasOf(answer).map(idOf));
      page_token = String(answer['next_page_token']);
      if (page_token === '') return seen;
      await meanwhile(page);
    }
  }

  it.each(['create_time desc', 'create_time', 'finish_time desc'])(
    'by %s: none is lost and none comes twice, while rows change and others come',
    async (order) => {
      const seen = await pages(order, async (page) => {
        // Versions of rows move about in the table, and sagas are started before and behind the page.
        await overseen.sql.query(
          `update saga set updated_at = now(), revision = revision + 1 where type = $1`,
          [TYPE],
        );
        const at = base + (page % 2 === 0 ? 400 : 0) + page;
        await plant(overseen.sql, [
          openSaga(0, { type: 'other', id: idAt(at, 1_000_000 + page), createdAtMs: at }),
        ]);
        await overseen.sql.query(`delete from saga where type = 'other'`);
        await plant(overseen.sql, [
          openSaga(0, { type: TYPE, id: idAt(at, 2_000_000 + page), createdAtMs: at }),
        ]);
      });
      const original = new Set(SAGAS.map(({ id }) => id));
      const kept = seen.filter((id) => original.has(id));
      expect(kept).toHaveLength(300);
      expect(new Set(seen).size).toBe(seen.length);
      const sorted = {
        'create_time desc': () => kept.toSorted().toReversed(),
        create_time: () => kept.toSorted(),
        'finish_time desc': () => {
          const key = new Map(SAGAS.map(({ id, finishedAtMs }) => [id, `${finishedAtMs}/${id}`]));
          return kept.toSorted((a, b) => ((key.get(a) ?? '') < (key.get(b) ?? '') ? 1 : -1));
        },
      }[order];
      expect(kept).toEqual(sorted?.());
      await overseen.sql.query(`delete from saga where type = $1 and finished_at is null`, [TYPE]);
    },
  );

  it('are counted as a whole when that is asked for, whatever the page', async () => {
    const request = { filter, page_size: 1, with_total_size: true };
    expect(await overseen.doors.admin('ListSagas', request)).toMatchObject({
      total_size: 300,
      total_size_is_minimum: false,
    });
    expect(await overseen.doors.admin('ListSagas', { filter, page_size: 1 })).toMatchObject({
      total_size: 0,
    });
  });

  it('are counted up to 10,000, and it is said that there are more', async () => {
    const many = Array.from({ length: 9_750 }, (_, index) =>
      planted(1_000 + index, { type: TYPE, createdAtMs: base + 500 }),
    );
    await plant(overseen.sql, many);
    const answer = await overseen.doors.admin('ListSagas', { filter, page_size: 1, with_total_size: true });
    expect(answer).toMatchObject({ total_size: 10_000, total_size_is_minimum: true });
  });
});
