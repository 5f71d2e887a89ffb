import { StoreWorld } from '#libs/testkit';
import { PostgresAudit } from '../src/postgres/postgres-audit.js';
import { postgresHarness, type PostgresHarness } from './postgres-harness.js';

let harness: PostgresHarness;
const world = new StoreWorld(async () => (harness = await postgresHarness()));
beforeAll(() => world.open());
beforeEach(() => world.harness.reset());
afterAll(() => world.harness.close());

const audit = () => harness.audit as PostgresAudit;

async function entries(count: number): Promise<void> {
  for (let index = 1; index <= count; index += 1)
    await audit().append(
      world.auditRecord({ requestId: `r${index}`, reason: index % 2 === 0 ? null : world.bytes('why') }),
    );
}

/** As somebody with all rights over the database would. */
async function tamper(text: string): Promise<void> {
  await harness.sql.query(`begin; set local session_replication_role = replica; ${text}; commit`);
}

describe('the audit chain', () => {
  it('is intact when it is empty, and when it was only written', async () => {
    expect(await audit().verify()).toEqual({ kind: 'intact', entries: 0, head: null });
    await entries(5);
    expect(await audit().verify()).toMatchObject({ kind: 'intact', entries: 5, head: { seq: 5 } });
  });

  it('stays one chain when many append at once, from two processes', async () => {
    const { sagaId } = await world.started();
    const appended = Array.from({ length: 30 }, (_, index) =>
      index % 3 === 0
        ? (index % 2 === 0 ? world.store : world.other).operate(sagaId, async () => ({
            ...{
              change: null,
              request: null,
              result: null,
              audit: world.auditRecord({ requestId: `o${index}` }),
            },
          }))
        : audit().append(world.auditRecord({ requestId: `a${index}` })),
    );
    await Promise.all(appended);
    expect(await audit().verify()).toMatchObject({ kind: 'intact', entries: 30 });
  });

  it.each([
    [
      'an altered word',
      `update audit_entry set actor = 'mallory' where seq = 3`,
      { kind: 'altered', seq: 3 },
    ],
    [
      'an altered time',
      `update audit_entry set at = at + interval '1 ms' where seq = 2`,
      { kind: 'altered', seq: 2 },
    ],
    [
      'an altered reason',
      `update audit_entry set reason = '\\x00' where seq = 3`,
      { kind: 'altered', seq: 3 },
    ],
    [
      'a decision turned round',
      `update audit_entry set decision = 'denied', revision_after = null where seq = 1`,
      { kind: 'altered', seq: 1 },
    ],
    ['a removed entry', `delete from audit_entry where seq = 4`, { kind: 'deleted', seq: 4 }],
    ['a removed beginning', `delete from audit_entry where seq < 3`, { kind: 'deleted', seq: 1 }],
    [
      'two entries exchanged',
      `update audit_entry set seq = seq + 100 where seq in (2, 3); update audit_entry set seq = 105 - seq where seq > 100`,
      { kind: 'moved', seq: 2 },
    ],
    [
      'a removed entry whose gap was closed',
      `delete from audit_entry where seq = 4; update audit_entry set seq = 4 where seq = 5`,
      { kind: 'moved', seq: 4 },
    ],
  ])('finds %s', async (_name, text, fault) => {
    await entries(5);
    await tamper(text);
    expect(await audit().verify()).toMatchObject(fault);
  });

  it('is checked from one entry to another, each against the one before it', async () => {
    await entries(5);
    const part = await audit().verify({ fromSeq: 2, toSeq: 4 });
    expect(part).toMatchObject({ kind: 'intact', entries: 3, head: { seq: 4 } });
    await tamper(`update audit_entry set actor = 'mallory' where seq = 1`);
    expect(await audit().verify({ fromSeq: 2 })).toMatchObject({ kind: 'intact', entries: 4 });
    await tamper(`update audit_entry set hash = sha256('x') where seq = 1`);
    expect(await audit().verify({ fromSeq: 2 })).toMatchObject({
      kind: 'moved',
      seq: 2,
      entries: 0,
      head: null,
    });
    await tamper(`delete from audit_entry where seq = 1`);
    expect(await audit().verify({ fromSeq: 2 })).toMatchObject({ kind: 'intact', entries: 4 });
    expect(await audit().verify({ fromSeq: 9 })).toMatchObject({ kind: 'intact', entries: 0, head: null });
  });

  it('finds a cut end, and an end that was written anew, by a head that was noted before', async () => {
    await entries(5);
    const before = await audit().verify();
    const anchor = before.kind === 'intact' && before.head ? before.head : undefined;
    await tamper('delete from audit_entry where seq > 3');
    expect(await audit().verify()).toMatchObject({ kind: 'intact', entries: 3 });
    expect(await audit().verify({ anchor })).toMatchObject({ kind: 'truncated', seq: 4, entries: 3 });
    await entries(2);
    expect(await audit().verify({ anchor })).toMatchObject({ kind: 'rewritten', seq: 5, entries: 4 });
  });
});
