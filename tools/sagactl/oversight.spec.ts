/** Lists, explanations, batches, approvals and the audit, against a door whose answers are written here. */
import { status } from '@grpc/grpc-js';
import type { JsonObject } from '#libs/contracts';
import { sampleMessage } from '#libs/testkit/participants';
import { actionReply, SAGA_ID, sagaAt, sampleOf } from '../test/door-answers.js';
import { runIn, type Ran, type Surroundings } from '../test/fake-world.js';
import { refusal, ScriptedDoor } from '../test/scripted-door.js';

const ID = SAGA_ID;
const WHY = ['--reason', 'asked for by the ward'];

let door: ScriptedDoor;
beforeAll(async () => {
  door = await new ScriptedDoor().start();
});
afterAll(() => door.stop());
beforeEach(() => {
  door.reset();
  door.script('GetSaga', () => ({ saga: sagaAt('7') }));
});

function sagactl(args: readonly string[], around: Surroundings = {}): Promise<Ran> {
  return runIn([...args, '--address', door.address, '--lang', 'en'], around);
}

describe('lists', () => {
  /** Three pages of two. */
  const pages = ({ page_token: token }: JsonObject): JsonObject => {
    const page = token === '' ? 0 : Number(token);
    return {
      sagas: [sagaAt(String(page)), sagaAt(String(page))],
      next_page_token: page === 2 ? '' : String(page + 1),
    };
  };
  beforeEach(() => door.script('ListSagas', pages));

  it('say that there is more, and read all of it when asked to', async () => {
    const some = await sagactl([
      'ls',
      '--limit',
      '2',
      '--filter',
      'status = FAILED',
      '--order',
      'create_time',
    ]);
    expect(some.stdout.trimEnd().split('\n')).toHaveLength(3);
    expect(some.stderr).toContain('the first 2; there are more');
    expect(door.requestsOf('ListSagas')).toEqual([
      {
        filter: 'status = FAILED',
        order_by: 'create_time',
        page_size: 2,
        page_token: '',
        with_total_size: false,
      },
    ]);
    const all = await sagactl(['ls', '--all']);
    expect(all.stdout.split(ID)).toHaveLength(7);
    expect(all.stderr).toBe('');
  });

  it('are one document for a program, or one a line', async () => {
    const json = JSON.parse((await sagactl(['ls', '--all', '-o', 'json'])).stdout) as { sagas: unknown[] };
    expect(json).toMatchObject({ next_page_token: '' });
    expect(json.sagas).toHaveLength(6);
    const lines = (await sagactl(['ls', '--all', '-o', 'jsonl'])).stdout.trimEnd().split('\n');
    expect(lines.map((text) => (JSON.parse(text) as { saga: JsonObject }).saga['saga_id'])).toEqual(
      Array(6).fill(ID),
    );
  });

  it('of what there is none are a heading', async () => {
    door.script('ListSagas', () => ({ sagas: [], next_page_token: '' }));
    const { code, stdout } = await sagactl(['ls']);
    expect({ code, lines: stdout.trimEnd().split('\n').length }).toEqual({ code: 0, lines: 1 });
  });

  it.each([
    ['groups', 'ListCauseGroups', { groups: [sampleOf('CauseGroup')] }],
    ['participants', 'ListParticipants', { participants: [sampleOf('Participant')] }],
    ['definitions', 'ListDefinitions', { definitions: [sampleOf('Definition')] }],
    ['op ls', 'ListOperations', { operations: [sampleOf('Operation')] }],
    ['op items op-1', 'ListOperationItems', { items: [sampleOf('OperationItem')] }],
    ['approvals ls', 'ListApprovals', { approvals: [sampleOf('Approval')] }],
    ['audit ls', 'ListAuditEntries', { entries: [sampleOf('AuditEntry')] }],
    [`events ${ID}`, 'ListSagaEvents', { events: [sampleOf('AdminSagaEvent')] }],
  ])('%s asks for %s', async (line, method, reply) => {
    door.script(method, () => ({ ...reply, next_page_token: '' }));
    const { code, stdout } = await sagactl(line.split(' '));
    expect(code).toBe(0);
    expect(stdout.split('\n').length).toBeGreaterThan(2);
  });

  it('of audit reasons need a reason themselves', async () => {
    expect(await sagactl(['audit', 'ls', '--reveal'])).toMatchObject({ code: 2 });
    expect(await sagactl(['get', ID, '--reveal'])).toMatchObject({ code: 2 });
    await sagactl(['get', ID, '--reveal', '--reason', 'the ward asks']);
    expect(door.requestsOf('GetSaga')).toEqual([{ saga_id: ID, reveal: true, reason: 'the ward asks' }]);
  });

  it('shows payloads, or why they cannot be shown, and asks the service alone for them', async () => {
    const sample = sampleOf('AdminSagaEvent');
    const event = { ...sample, payload: { message: 'no paper' }, payload_error: '' };
    const { payload: _none, ...sealed } = { ...event, payload_error: 'CANNOT_DECRYPT' };
    door.script('ListSagaEvents', () => ({ events: [event, sealed], next_page_token: '' }));
    const reveal = ['--reveal', '--reason', 'the ward asks'];
    const { stdout } = await sagactl(['events', ID, ...reveal]);
    expect(stdout).toContain('{"message":"no paper"}');
    expect(stdout).toContain('cannot be shown: CANNOT_DECRYPT');
    for (const command of ['get', 'events'])
      expect(await sagactl([command, ID, '--direct', ...reveal])).toMatchObject({ code: 2 });
  });
});

describe('explain and watch', () => {
  it('says why, what next, what may be done, and what an action would do', async () => {
    door.script('ExplainSaga', () => ({
      ...sampleOf('ExplainSagaResponse'),
      why: { en: 'Because.', zh_cn: '因为。' },
    }));
    const { code, stdout } = await sagactl(['explain', ID, '--preview', 'replay', '--preview', 'close']);
    expect(code).toBe(0);
    expect(stdout).toContain('Why: Because.');
    expect(stdout).toContain('Undo that is owed');
    expect(door.requestsOf('ExplainSaga')).toEqual([
      { saga_id: ID, preview_actions: ['ACTION_REPLAY', 'ACTION_CLOSE'] },
    ]);
  });

  it('resumes a lost stream after the last revision that it showed', async () => {
    const message = sampleMessage('suoke.saga.v1.WatchSagaResponse', 'it', () => 'x') as { saga: JsonObject };
    let calls = 0;
    door.script('WatchSaga', ({ after_revision: after }) => {
      calls += 1;
      if (calls === 1) throw Object.assign(new Error('gone'), { code: status.UNAVAILABLE });
      return { ...message, saga: { ...message.saga, revision: `${Number(after) + 3}` } };
    });
    const { code, stderr, stdout } = await sagactl(['watch', ID, '--after', '4']);
    expect(code).toBe(0);
    expect(stderr).toContain('resuming');
    expect(stdout).toContain('ended:');
    expect(door.requestsOf('WatchSaga').map((request) => request['after_revision'])).toEqual(['4', '4']);
  });
});

describe('a batch', () => {
  const operation = (more: JsonObject = {}): JsonObject => ({
    ...sampleOf('Operation'),
    ...{
      operation_id: 'op-1',
      state: 'OPERATION_STATE_DONE',
      done: true,
      refused: '0',
      stuck_again: '0',
      ...more,
    },
  });
  const preview = {
    ...sampleOf('BatchPreview'),
    selected: '400',
    eligible: '398',
    ineligible_by_code: { COMMITTED: '2' },
  };
  beforeEach(() => {
    door.script('BatchReplaySagas', ({ validate_only: dry }) => ({
      result: { preview, audit_seq: '0', ...(dry === true ? {} : { operation: operation() }) },
    }));
    door.script('GetOperation', () => ({ operation: operation() }));
  });

  it('is counted, confirmed, and may not have grown since (T10)', async () => {
    const line = [
      'batch',
      'replay',
      '--filter',
      'cause = "x"',
      '--rate',
      '5',
      '--canary',
      '3',
      '--max-failed',
      '10',
      ...WHY,
    ];
    const { code, stdout } = await sagactl(line, { answers: ['y'] });
    expect(code).toBe(0);
    expect(stdout).toContain('400 sagas selected, 398 eligible');
    expect(stdout).toContain('2 passed over: COMMITTED');
    const [dry, real] = door.requestsOf('BatchReplaySagas');
    expect(dry).toMatchObject({ validate_only: true, selection: { filter: 'cause = "x"', max_items: 0 } });
    expect(real).toMatchObject({
      validate_only: false,
      selection: { filter: 'cause = "x"', max_items: 400 },
      pacing: { items_per_second: 5, canary_items: 3, max_failed_percent: 10 },
    });
  });

  it('for nothing asks nothing', async () => {
    door.script('BatchReplaySagas', () => ({
      result: { preview: { ...preview, selected: '0' }, audit_seq: '0' },
    }));
    const ran = await sagactl(['batch', 'replay', '--filter', 'x = 1', ...WHY], { answers: ['y'] });
    expect(ran).toMatchObject({ code: 0, questions: [] });
    expect(door.requestsOf('BatchReplaySagas')).toHaveLength(1);
  });

  it('with --yes says how many it may be for at most, or nothing is sent (T6)', async () => {
    expect(await sagactl(['batch', 'replay', '--ids', ID, ...WHY, '--yes'])).toMatchObject({ code: 2 });
    expect(door.received).toEqual([]);
    const line = ['batch', 'replay', '--ids-file', 'ids', ...WHY, '--yes', '--max-items', '2'];
    expect(await sagactl(line, { files: { ids: `${ID}\n\n${ID.replace('0199', '0198')}\n` } })).toMatchObject(
      { code: 0 },
    );
    expect(door.requestsOf('BatchReplaySagas')).toMatchObject([
      { selection: { saga_ids: [ID, ID.replace('0199', '0198')], max_items: 2 } },
    ]);
  });

  it.each([
    ['nothing', []],
    ['two ways', ['--filter', 'a = 1', '--ids', ID]],
    ['an empty filter', ['--filter', ' ']],
    ['no id', ['--ids', ' , ']],
  ])('chosen by %s is refused', async (_what, args) => {
    expect(await sagactl(['batch', 'replay', ...args, ...WHY, '--yes', '--max-items', '5'])).toMatchObject({
      code: 2,
    });
    expect(door.received).toEqual([]);
  });

  it.each([
    [{}, 0],
    [{ refused: '1' }, 6],
    [{ stuck_again: '1' }, 6],
    [{ state: 'OPERATION_STATE_CANCELLED' }, 6],
  ])('that is waited for and ends with %j ends with %i', async (more, exit) => {
    let looks = 0;
    door.script('GetOperation', () => {
      looks += 1;
      return {
        operation:
          looks === 1 ? operation({ done: false, state: 'OPERATION_STATE_RUNNING' }) : operation(more),
      };
    });
    const line = ['batch', 'replay', '--ids', ID, ...WHY, '--yes', '--max-items', '1', '--wait'];
    expect((await sagactl(line)).code).toBe(exit);
    expect(looks).toBe(2);
  });

  it.each([
    ['compensate', 'BatchCompensateSagas', []],
    ['pause', 'BatchPauseSagas', []],
    ['resume', 'BatchResumeSagas', []],
    ['close', 'BatchCloseSagas', ['--statement', 'settled']],
  ])('%s asks for %s', async (verb, method, args) => {
    door.script(method, () => ({ result: { operation: operation(), preview, audit_seq: '1' } }));
    const line = ['batch', verb, '--ids', ID, ...args, ...WHY, '--yes', '--max-items', '1'];
    expect(await sagactl(line)).toMatchObject({ code: 0 });
    expect(door.requestsOf(method)).toHaveLength(1);
  });

  it('is paused, resumed and cancelled on the state that was read', async () => {
    for (const method of ['PauseOperation', 'CancelOperation'])
      door.script(method, () => ({ operation: operation() }));
    door.script('GetOperation', () => ({ operation: operation({ etag: '3' }) }));
    for (const verb of ['pause', 'resume', 'cancel'])
      expect(await sagactl(['op', verb, 'op-1', ...WHY, '--yes'])).toMatchObject({ code: 0 });
    expect(door.requestsOf('PauseOperation')).toMatchObject([
      { operation_id: 'op-1', etag: '3', resume: false },
      { operation_id: 'op-1', etag: '3', resume: true },
    ]);
    expect(door.requestsOf('CancelOperation')).toMatchObject([{ etag: '3' }]);
  });
});

describe('approvals', () => {
  const approval = (id: string): JsonObject => ({
    ...sampleOf('Approval'),
    approval_id: id,
    etag: `of-${id}`,
  });
  beforeEach(() => {
    door.script('ListApprovals', ({ page_token: token }) =>
      token === ''
        ? { approvals: [approval('a-1')], next_page_token: 'more' }
        : { approvals: [approval('a-2')], next_page_token: '' },
    );
    door.script('ApproveRequest', () => ({ approval: approval('a-2'), ...actionReply() }));
    door.script('RejectRequest', () => ({ approval: approval('a-2') }));
  });

  it('are found, shown and decided', async () => {
    const { code, stdout } = await sagactl(['approvals', 'approve', 'a-2', ...WHY, '--yes']);
    expect(code).toBe(0);
    expect(stdout).toContain('done (audit entry 12)');
    expect(door.requestsOf('ApproveRequest')).toMatchObject([{ approval_id: 'a-2', etag: 'of-a-2' }]);
    expect(await sagactl(['approvals', 'reject', 'a-2', ...WHY, '--yes'])).toMatchObject({ code: 0 });
  });

  it('that are not there end with 3; those of oneself with 4', async () => {
    expect(await sagactl(['approvals', 'approve', 'a-9', ...WHY, '--yes'])).toMatchObject({ code: 3 });
    door.script('ApproveRequest', () => {
      throw refusal(status.FAILED_PRECONDITION, 'OWN_REQUEST', 'ask somebody else');
    });
    expect(await sagactl(['approvals', 'approve', 'a-1', ...WHY, '--yes'])).toMatchObject({ code: 4 });
  });
});

describe('audit verify', () => {
  const [mine, other] = ['a'.repeat(64), 'b'.repeat(64)];
  const verdict = (more: JsonObject = {}): JsonObject => ({
    ...{ intact: true, checked: '10', first_broken_seq: '0', head_hash: mine, head_seq: '10', ...more },
  });

  it.each([
    ['intact', {}, [], 0, 'intact: 10'],
    ['broken', { intact: false, first_broken_seq: '4' }, [], 8, 'entry 4 is the first'],
    ['as the anchor says', {}, ['--anchor', `10:${mine}`], 0, 'the anchor fits'],
    ['rewritten', {}, ['--anchor', `10:${other}`], 8, 'rewritten'],
    ['truncated', {}, ['--anchor', `12:${mine}`], 8, 'truncated'],
  ])('%s', async (_what, more, args, exit, said) => {
    door.script('VerifyAudit', () => verdict(more));
    const { code, stdout } = await sagactl(['audit', 'verify', ...args]);
    expect(code).toBe(exit);
    expect(stdout).toContain(said);
  });

  it('refuses an anchor that is none', async () => {
    expect(await sagactl(['audit', 'verify', '--anchor', '10:xyz'])).toMatchObject({ code: 2 });
  });
});
