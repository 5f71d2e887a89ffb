/** Command lines: what the table knows is read, whatever else is refused with exit code 2. */
import { runIn } from '../test/fake-world.js';
import { COMMANDS } from './commands.js';
import { UsageFailed } from './failures.js';
import { findCommand, parseCommand } from './parse.js';

function parsed(...args: string[]) {
  const found = findCommand(args, COMMANDS);
  if (found === null) throw new Error('no command');
  return parseCommand(found);
}

function failing(...args: string[]): string {
  try {
    parsed(...args);
  } catch (error) {
    if (error instanceof UsageFailed) return error.what.key;
    throw error;
  }
  throw new Error('it was taken');
}

describe('a command line', () => {
  it('is read: global options anywhere, options and arguments in any order', () => {
    const {
      command,
      options,
      arguments: given,
    } = parsed(
      ...['-o', 'json', '--address=h:1', 'rewind', 's-1', '--edit', 'a=f', 'pay', '--edit', 'b/c=g', '-y'],
    );
    expect(command.path).toEqual(['rewind']);
    expect(given).toEqual({ saga: 's-1', step: 'pay' });
    expect(options).toMatchObject({ output: 'json', address: 'h:1', edit: ['a=f', 'b/c=g'], yes: true });
    expect(options).toMatchObject({ 'dry-run': false, reason: undefined });
  });

  it('finds commands of two words, also behind options', () => {
    expect(parsed('--lang', 'en', 'batch', 'replay', '--rate', '5')).toMatchObject({
      command: { path: ['batch', 'replay'] },
      options: { rate: 5 },
    });
    expect(parsed('op', 'get', 'op-1').arguments).toEqual({ operation: 'op-1' });
  });

  it('without a command is none', () => {
    expect(findCommand([], COMMANDS)).toBeNull();
    expect(findCommand(['--lang', 'en'], COMMANDS)).toBeNull();
  });

  it.each([
    ['usage.unknownCommand', ['lst']],
    ['usage.unknownCommand', ['__proto__']],
    ['usage.unknownSubcommand', ['batch']],
    ['usage.unknownSubcommand', ['op', 'gett', 'x']],
    ['usage.unknownOption', ['--nonsense', 'ls']],
    ['usage.unknownOption', ['ls', '--filtr', 'x']],
    ['usage.unknownOption', ['ls', '-z']],
    ['usage.unknownOption', ['ls', '--__proto__', 'x']],
    ['usage.unknownOption', ['ls', '--token', 'secret']],
    ['usage.valueMissing', ['ls', '--filter']],
    ['usage.valueMissing', ['replay', 's', '--reason', '--yes']],
    ['usage.noValue', ['replay', 's', '--yes=1']],
    ['usage.choice', ['ls', '-o', 'xml']],
    ['usage.choice', ['waive', 's', 'a', '--how', 'somehow']],
    ['usage.choice', ['completion', 'csh']],
    ['usage.twice', ['replay', 's', '--reason', 'a', '--reason', 'b']],
    ['usage.number', ['ls', '--limit', '0']],
    ['usage.number', ['ls', '--limit', '-1']],
    ['usage.number', ['ls', '--limit=1e3']],
    ['usage.number', ['batch', 'replay', '--canary', '101']],
    ['usage.argumentMissing', ['get']],
    ['usage.argumentMissing', ['get', '']],
    ['usage.argumentMissing', ['rewind', 's-1']],
    ['usage.extraArgument', ['get', 's-1', 's-2']],
  ])('%s: %j', (key, args) => {
    // A negative number looks like an option, so that its value is missing.
    expect([key, ...(args.includes('-1') ? ['usage.valueMissing'] : [])]).toContain(failing(...args));
  });

  it('that is wrong ends with 2 and the usage of that command', async () => {
    const { code, stdout, stderr } = await runIn(['rewind', 's-1', '--lang', 'en']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe('sagactl: <step> is missing\nUsage: sagactl rewind <saga> <step> [options]\n');
    const inChinese = await runIn(['rewind', 's-1', '--lang', 'zh-CN']);
    expect(inChinese.stderr).toContain('缺少 <step>');
  });

  it.each([['-o', 'json'], ['-ojson'], ['--output=json'], ['--output', 'json']])(
    'is answered in the format of %s %s',
    async (...words) => {
      for (const line of [
        ['version', ...words],
        [...words, 'version'],
      ])
        expect(JSON.parse((await runIn(line)).stdout)).toHaveProperty('sagactl');
    },
  );

  it('asks for help with less than is needed', async () => {
    const { code, stdout } = await runIn(['rewind', '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('sagactl rewind <saga> <step> [options]');
  });
});
