/** Commands that change something, against a door whose answers are written here: what is asked of it, what is said, how it ends. */
import { status } from '@grpc/grpc-js';
import type { JsonObject } from '#libs/contracts';
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

describe('a change', () => {
  beforeEach(() => {
    door.script('ReplaySaga', ({ validate_only: dry }) =>
      dry === true ? actionReply({ audit_seq: '0', preview: sampleOf('Preview') }) : actionReply(),
    );
  });

  it('with --dry-run shows the consequence and changes nothing', async () => {
    const { code, stdout } = await sagactl(['replay', ID, ...WHY, '--dry-run']);
    expect(code).toBe(0);
    expect(stdout).toContain('calls that follow, in order:');
    expect(stdout).toContain('it.calls.idempotency_key');
    expect(stdout).toContain('cannot be undone');
    expect(door.requestsOf('ReplaySaga')).toEqual([
      { saga_id: ID, etag: '7', request_id: 'request-1', reason: WHY[1], validate_only: true },
    ]);
  });

  it('with --yes is sent at once, decided on the state that was read', async () => {
    const { code, stdout, stderr } = await sagactl(['replay', ID, ...WHY, '--yes']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('done (audit entry 12)');
    expect(door.requestsOf('ReplaySaga')).toMatchObject([{ etag: '7', validate_only: false }]);
  });

  it('where nobody can be asked needs --yes, and where a program reads too; nothing is sent (T6)', async () => {
    expect(await sagactl(['replay', ID, ...WHY])).toMatchObject({ code: 2 });
    expect(await sagactl(['replay', ID, ...WHY, '-o', 'json'], { answers: ['y'] })).toMatchObject({
      code: 2,
    });
    expect(await sagactl(['replay', ID, '--yes'])).toMatchObject({ code: 2 });
    expect(door.received).toEqual([]);
  });

  it('on a terminal asks for the reason, shows the consequence and asks once more', async () => {
    const { code, stdout, questions } = await sagactl(['replay', ID], { answers: ['because', 'y'] });
    expect(code).toBe(0);
    expect(questions).toEqual(['Reason (kept in the audit): ', 'Do it? [y/N] ']);
    expect(stdout.indexOf('calls that follow')).toBeLessThan(stdout.indexOf('done'));
    const [dry, real] = door.requestsOf('ReplaySaga');
    expect(dry).toMatchObject({ validate_only: true, reason: 'because' });
    expect(real).toEqual({ ...dry, validate_only: false });
  });

  it.each(['', 'n', 'no', 'yess', 'x'])('answered with %j is not made', async (answer) => {
    const { code, stderr } = await sagactl(['replay', ID, ...WHY], { answers: [answer] });
    expect(code).toBe(1);
    expect(stderr).toContain('nothing was changed');
    expect(door.requestsOf('ReplaySaga')).toMatchObject([{ validate_only: true }]);
  });

  it('that somebody overtook shows what there is now, and ends with 4', async () => {
    door.script('ReplaySaga', () => {
      door.script('GetSaga', () => ({ saga: sagaAt('9', { status: 'SAGA_STATUS_COMPENSATING' }) }));
      throw refusal(status.ABORTED, 'ETAG_MISMATCH', 'look again');
    });
    const { code, stderr } = await sagactl(['replay', ID, ...WHY, '--yes']);
    expect(code).toBe(4);
    expect(stderr).toContain('Somebody was faster');
    expect(stderr).toMatch(/STATUS +COMPENSATING/);
    expect(stderr).toMatch(/REVISION +9 /);
    const json = await sagactl(['replay', ID, ...WHY, '--yes', '-o', 'json']);
    expect(JSON.parse(json.stderr)).toMatchObject({
      error: { reason: 'ETAG_MISMATCH', exit_code: 4 },
      saga: { saga: { etag: '9' } },
    });
  });

  it('with --etag is decided on that state', async () => {
    await sagactl(['replay', ID, ...WHY, '--yes', '--etag', '5']);
    expect(door.requestsOf('ReplaySaga')).toMatchObject([{ etag: '5' }]);
    expect(door.requestsOf('GetSaga')).toEqual([]);
  });

  it.each([status.UNAVAILABLE, status.DEADLINE_EXCEEDED, status.INTERNAL])(
    'without an answer (%s) prints the line that repeats it, and ends with 7',
    async (code) => {
      door.script('ReplaySaga', () => {
        throw Object.assign(new Error('gone'), { code });
      });
      const ran = await sagactl(['replay', ID, '--reason', "it's late", '--yes']);
      expect(ran.code).toBe(7);
      const line = ran.stderr.split('\n').find((text) => text.includes('--request-id=')) ?? '';
      expect(line.trim()).toBe(
        `sagactl replay ${ID} --reason 'it'\\''s late' --yes --address ${door.address} --lang en --request-id=request-1 --etag=7`,
      );
      door.reset();
      door.script('ReplaySaga', () => actionReply());
      const again = ['replay', ID, '--reason', "it's late", '--yes', '--request-id=request-1', '--etag=7'];
      expect(await sagactl(again)).toMatchObject({ code: 0 });
      expect(door.requestsOf('ReplaySaga')).toEqual([
        { saga_id: ID, etag: '7', request_id: 'request-1', reason: "it's late", validate_only: false },
      ]);
    },
  );

  it('without an answer is one line of JSON for a program', async () => {
    door.script('ReplaySaga', () => {
      throw Object.assign(new Error('gone'), { code: status.UNAVAILABLE });
    });
    const { code, stdout, stderr } = await sagactl(['replay', ID, ...WHY, '--yes', '-o', 'json']);
    expect({ code, stdout }).toEqual({ code: 7, stdout: '' });
    expect(JSON.parse(stderr)).toMatchObject({ error: { status: 'UNAVAILABLE' }, request_id: 'request-1' });
  });

  it('that needs a second person says who types what', async () => {
    door.script('ReplaySaga', () => actionReply({ approval_id: 'ap-1' }));
    const { code, stdout } = await sagactl(['replay', ID, ...WHY, '--yes']);
    expect(code).toBe(0);
    expect(stdout).toContain('sagactl approvals approve ap-1');
  });
});

describe('every action', () => {
  const files = { 'in.json': '{"a":1}', 'text.json': '"no object"' };
  const base = { saga_id: ID, etag: '7', request_id: 'request-1', reason: WHY[1], validate_only: false };

  it.each<[string, string[], string, JsonObject]>([
    [
      'rewind',
      ['pay', '--edit', 'ship/left=in.json'],
      'RewindSaga',
      { step: 'pay', edits: [{ step: 'ship', branch: 'left', request: { a: 1 } }] },
    ],
    ['compensate', [], 'CompensateSaga', {}],
    ['skip', ['pay', '--result', 'main=in.json'], 'SkipStep', { step: 'pay', results: { main: { a: 1 } } }],
    [
      'edit',
      ['pay', '--request', 'in.json'],
      'EditStepInput',
      { edit: { step: 'pay', branch: '', request: { a: 1 } } },
    ],
    [
      'record',
      ['--outcome', 'done', '--evidence', 'seen', '--reply', 'in.json'],
      'RecordOutcome',
      { step: 'pay', branch: 'main', outcome: 'RECORDED_OUTCOME_DONE', evidence: 'seen', reply: { a: 1 } },
    ],
    [
      'record',
      ['--outcome', 'not-done', '--evidence', 'seen', '--at', 'a/b'],
      'RecordOutcome',
      { step: 'a', branch: 'b', outcome: 'RECORDED_OUTCOME_NOT_DONE', evidence: 'seen' },
    ],
    [
      'waive',
      ['pay/main', '--how', 'done-by-hand', '--evidence', 'seen'],
      'WaiveCompensation',
      { step: 'pay', branch: 'main', how: 'WAIVE_HOW_DONE_BY_HAND', evidence: 'seen' },
    ],
    ['pause', [], 'PauseSaga', {}],
    ['resume', [], 'ResumeSaga', {}],
    ['close', ['--statement', 'settled'], 'CloseSaga', { statement: 'settled' }],
  ])('%s %j asks for %s', async (verb, args, method, expected) => {
    door.script(method, () => actionReply());
    const ran = await sagactl([verb, ID, ...args, ...WHY, '--yes'], { files });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(door.requestsOf(method)).toEqual([{ ...base, ...expected }]);
  });

  it.each([
    ['rewind', ['pay', '--edit', 'in.json']],
    ['rewind', ['pay', '--edit', 'a/b/c=in.json']],
    ['skip', ['pay', '--result', 'main=missing.json']],
    ['edit', ['pay']],
    ['edit', ['pay', '--request', 'text.json']],
    ['record', ['--outcome', 'done']],
    ['waive', ['pay', '--evidence', 'seen']],
    ['close', []],
  ])('%s %j lacks something, and nothing is sent', async (verb, args) => {
    expect(await sagactl([verb, ID, ...args, ...WHY, '--yes'], { files })).toMatchObject({ code: 2 });
    expect(door.received).toEqual([]);
  });

  it('holds and releases a participant', async () => {
    door.script('HoldParticipant', () => ({ participant: sampleOf('Participant'), audit_seq: '3' }));
    door.script('ReleaseParticipant', () => ({ participant: sampleOf('Participant'), audit_seq: '4' }));
    const service = 'suoke.report.v1.ReportService';
    expect(await sagactl(['hold', service, ...WHY, '--yes'])).toMatchObject({ code: 0 });
    expect(await sagactl(['release', service, '--rate', '5', ...WHY, '--yes'])).toMatchObject({ code: 0 });
    expect(door.requestsOf('ReleaseParticipant')).toEqual([
      {
        participant: service,
        request_id: 'request-1',
        reason: WHY[1],
        validate_only: false,
        release_rate: 5,
      },
    ]);
  });
});

describe('how it ends', () => {
  it.each([
    [status.NOT_FOUND, 3],
    [status.FAILED_PRECONDITION, 4],
    [status.ALREADY_EXISTS, 4],
    [status.PERMISSION_DENIED, 5],
    [status.UNAUTHENTICATED, 5],
    [status.INVALID_ARGUMENT, 2],
    [status.UNAVAILABLE, 7],
    [status.DEADLINE_EXCEEDED, 7],
    [status.UNIMPLEMENTED, 1],
    [status.INTERNAL, 1],
  ])('status %i ends with %i', async (code, exit) => {
    door.script('GetSaga', () => {
      throw refusal(code, 'SOME_REASON', 'a sentence');
    });
    const ran = await sagactl(['get', ID]);
    expect(ran.code).toBe(exit);
    expect(ran.stderr).toContain('SOME_REASON  a sentence');
    const json = await sagactl(['get', ID, '-o', 'json']);
    expect(JSON.parse(json.stderr)).toMatchObject({ error: { reason: 'SOME_REASON', exit_code: exit } });
  });

  it('nobody there ends with 7', async () => {
    const { code, stderr } = await runIn(['get', ID, '--address', '127.0.0.1:1', '--lang', 'en']);
    expect(code).toBe(7);
    expect(stderr).toContain('sagactl ls --direct');
  });

  it('sends the token, and tells what the service does not offer', async () => {
    let seen = '';
    door.script('GetSaga', (_request, authorization) => {
      seen = authorization;
      return { saga: sagaAt('7') };
    });
    await sagactl(['get', ID], { env: { SAGACTL_TOKEN: 'secret' } });
    expect(seen).toBe('Bearer secret');
    const { code, stderr } = await sagactl(['explain', ID]);
    expect(code).toBe(1);
    expect(stderr).toContain('does not offer this yet');
  });
});
