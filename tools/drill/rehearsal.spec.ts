import { readPage } from './page.js';
import { PageRehearsal, mismatchText, type Type } from './rehearsal.js';
import type { Play } from './scene.js';
import type { Ran } from './terminal.js';

const seen = (code: number, ...lines: readonly string[]): Ran => ({ code, lines });

/** Plays a page whose screen is written here, an answer for each time that something is typed; the last one stays. */
async function play(lines: readonly string[], screens: readonly Ran[], more: Partial<Play> = {}) {
  const page = readPage('odd', ['# Title', '```console', ...lines, '```'].join('\n'));
  const typed: string[] = [];
  const asked: string[] = [];
  const type: Type = (who, args, answer) => {
    typed.push([`${who}:`, ...args].join(' '));
    asked.push(answer('Do it? [y/N] '));
    return Promise.resolve(screens[Math.min(typed.length, screens.length) - 1] ?? seen(0));
  };
  // Each look at it takes a second.
  let nowMs = 0;
  const clock = { monotonicMs: () => (nowMs += 1_000), sleep: () => Promise.resolve() };
  const scene: Play = { names: { saga: 's-1' }, endings: new Map(), ...more };
  const rehearsal = await new PageRehearsal(page, scene, type, () => undefined, clock).run();
  const { mismatch } = rehearsal;
  return { ...rehearsal, text: mismatch === null ? '' : mismatchText(mismatch), typed, asked };
}

const REPLAY = `$ sagactl replay <saga> --reason 'it is well again'`;

describe('a page is played', () => {
  it('from its first line to its last, by whom it names, with what it answers', async () => {
    let happened = 0;
    const happenings = { 'it rains': () => Promise.resolve(void (happened += 1)) };
    const page = [REPLAY, 'Do it? [y/N] y', 'done', '# it rains', 'viewer$ sagactl ls', 'none'];
    const { mismatch, typed, asked, deeds } = await play(
      page,
      [seen(0, 'Do it? [y/N] y', 'done'), seen(0, 'none')],
      { happenings },
    );
    expect(mismatch).toBeNull();
    expect(typed).toEqual(['operator: replay s-1 --reason it is well again', 'viewer: ls']);
    expect(asked).toEqual(['y', '']);
    expect(deeds).toEqual([{ who: 'operator', command: 'replay' }]);
    expect(happened).toBe(1);
  });

  it('up to the first difference, which is told with page, line, and both sides (R1)', async () => {
    const { text, typed } = await play([REPLAY, 'done', REPLAY], [seen(0, 'not done')]);
    expect(text).toBe(
      'docs/runbooks/odd.md:4: the page and what is seen differ\n  page: done\n  seen: not done',
    );
    expect(typed).toHaveLength(1);
  });

  it('again and again where nothing is changed, for a while (R2)', async () => {
    const looks = [seen(0, 'RUNNING'), seen(0, 'RUNNING'), seen(0, 'COMPLETED')];
    expect((await play(['$ sagactl get <saga>', 'COMPLETED'], looks)).mismatch).toBeNull();
    const never = await play(['$ sagactl get <saga>', 'COMPLETED'], [seen(0, 'RUNNING')]);
    expect(never.text).toContain('seen: RUNNING');
    expect(never.typed.length).toBeGreaterThan(3);
    // A dry run changes nothing.
    const dry = await play([`${REPLAY} --dry-run`, 'COMPLETED'], looks);
    expect(dry).toMatchObject({ mismatch: null, deeds: [] });
  });

  it('with every exit code told (R3)', async () => {
    const four = [seen(4, 'too late')];
    expect((await play([REPLAY, 'too late'], four)).text).toContain('exit code 4');
    expect((await play([REPLAY, 'too late', '$ echo $?', '4'], four)).mismatch).toBeNull();
    expect((await play([REPLAY, 'too late', '$ echo $?', '5'], four)).text).toContain('seen: 4');
    expect((await play(['$ sagactl doctor', 'ill'], [seen(8, 'ill')])).mismatch).toBeNull();
  });

  it.each<[string, string, string]>([
    ['a command that there is not', '$ sagactl repaly <saga>', 'there is no command'],
    ['an option that there is not', '$ sagactl get <saga> --nonsense', 'there is no option --nonsense'],
    ['another program', '$ kubectl get pods', 'kubectl is not sagactl'],
    ['a name that nothing has shown', '$ sagactl get <other>', 'nothing has shown what <other> is'],
    ['what the scene does not know', '# it snows', 'the scene knows'],
  ])('but not %s', async (_what, line, why) => {
    const { text, typed } = await play([line], []);
    expect(text).toContain(why);
    expect(typed).toEqual([]);
  });
});
