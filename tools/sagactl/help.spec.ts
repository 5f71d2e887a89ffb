/** Help, completion and the reference: all of it is made from the table, so nothing of the table may be missing in it. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { runIn } from '../test/fake-world.js';
import { COMMANDS } from './commands.js';
import { completionScript, SHELLS } from './completion.js';
import { EXIT } from './exit-codes.js';
import { GROUPED, usageText } from './help.js';
import { FIRST_MADE_PART, referencePage } from './reference.js';

const PAGE = readFileSync('docs/SAGACTL.md', 'utf8');
const names = COMMANDS.map(({ path }) => path.join(' '));

describe('help', () => {
  it('lists every command', async () => {
    const { code, stdout } = await runIn(['help']);
    expect(code).toBe(0);
    for (const name of names) expect(stdout).toContain(`  ${name} `);
    expect(GROUPED.toSorted()).toEqual([...new Set(COMMANDS.map(({ path }) => path[0]))].toSorted());
    expect((await runIn([])).stdout).toBe(stdout);
  });

  it.each(COMMANDS.map((command) => [command.path.join(' '), command] as const))(
    'of %s has its usage and every option',
    async (name, command) => {
      const { code, stdout } = await runIn(['help', ...name.split(' ')]);
      expect(code).toBe(0);
      expect(stdout).toContain(usageText(command));
      for (const option of Object.keys(command.options)) expect(stdout).toContain(`--${option}`);
    },
  );

  it('of a group lists its commands; of nothing it is refused', async () => {
    expect((await runIn(['help', 'batch'])).stdout).toContain('sagactl batch compensate');
    expect((await runIn(['help', 'nonsense'])).code).toBe(EXIT.usage);
  });

  it('documents every exit code, in both languages', async () => {
    for (const lang of ['en', 'zh-CN']) {
      const { stdout } = await runIn(['help', 'exit-codes', '--lang', lang]);
      const codes = stdout
        .trimEnd()
        .split('\n')
        .map((text) => Number(text.trim().split(/\s+/)[0]));
      expect(codes).toEqual(Object.values(EXIT));
    }
  });

  it.each(['environment', 'filters'])('has the topic %s', async (topic) => {
    expect(await runIn(['help', topic])).toMatchObject({ code: 0 });
  });
});

describe('docs/SAGACTL.md', () => {
  it('is what the table says: npm run sagactl -- help --markdown', () => {
    const prose = PAGE.slice(0, PAGE.indexOf(FIRST_MADE_PART));
    expect(PAGE).toBe(referencePage(prose, COMMANDS));
    expect(prose.length).toBeGreaterThan(500);
  });
});

/** What bash would offer for a line. */
function offered(...words: string[]): string[] {
  const script = [
    completionScript('bash', COMMANDS),
    'COMP_WORDS=("$@")',
    'COMP_CWORD=$(($# - 1))',
    '_sagactl',
    'printf "%s\\n" "${COMPREPLY[@]}"',
  ].join('\n');
  const { stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', 'sagactl', ...words], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((word) => word !== '');
}

describe('completion', () => {
  it('of bash offers commands, their second words, options and values', () => {
    expect(offered('')).toEqual([...new Set(COMMANDS.map(({ path }) => path[0]))]);
    expect(offered('rep')).toEqual(['replay']);
    expect(offered('batch', '')).toEqual(['replay', 'compensate', 'pause', 'resume', 'close']);
    expect(offered('batch', 'replay', '--can')).toEqual(['--canary']);
    expect(offered('rewind', 's-1', '--ed')).toEqual(['--edit']);
    expect(offered('ls', '-o', 'json')).toEqual(['json', 'jsonl']);
    expect(offered('completion', 'z')).toEqual(['zsh']);
  });

  it.each(SHELLS)('of %s names every command and option', (shell) => {
    const script = completionScript(shell, COMMANDS);
    for (const { path, options } of COMMANDS) {
      for (const word of path) expect(script).toContain(word);
      for (const option of Object.keys(options)) expect(script).toMatch(new RegExp(`(--|-l )${option}\\b`));
    }
  });

  it('is what the command prints', async () => {
    const { code, stdout } = await runIn(['completion', 'bash']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${completionScript('bash', COMMANDS)}\n` });
  });
});

describe('version', () => {
  it('tells that of the package and of Node', async () => {
    const { stdout } = await runIn(['version', '-o', 'json']);
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(JSON.parse(stdout)).toEqual({ sagactl: version, node: process.version });
  });
});
