import { readArguments, UsageError } from './command.js';

const OPTIONS = { port: { type: 'string' }, json: { type: 'boolean' } } as const;

describe('readArguments', () => {
  it('reads what is among the options', () => {
    expect({ ...readArguments(['--json', '--port', '6100'], OPTIONS) }).toEqual({ json: true, port: '6100' });
    expect({ ...readArguments([], OPTIONS) }).toEqual({});
  });

  it.each([[['--jsno']], [['-x']], [['json']], [['--port']], [['--json=yes']]])('refuses %j', (args) => {
    expect(() => readArguments(args, OPTIONS)).toThrow(UsageError);
  });
});
