import { createLogger, type LoggerOptions } from './logger.js';
import { NestLogger } from './nest-logger.js';

function recording(options: Partial<LoggerOptions> = {}) {
  const lines: Record<string, unknown>[] = [];
  const destination = {
    write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>),
  };
  return { lines, logger: createLogger({ name: 'test', level: 'trace', destination, ...options }) };
}

describe('createLogger', () => {
  it('writes one JSON object a line, with the level as a word and the time in ISO 8601', () => {
    const { lines, logger } = recording();
    logger.info({ durationMs: 5 }, 'done');
    expect(lines).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        service: 'test',
        pid: process.pid,
        durationMs: 5,
        msg: 'done',
      },
    ]);
  });

  it('L1: drops fields that nobody allowed, and says which', () => {
    const { lines, logger } = recording({ allow: ['saga'] });
    logger.info({ saga: 's1', patient: '张三', count: { nested: 'object' } }, 'x');
    expect(lines[0]).toMatchObject({ saga: 's1', dropped: ['patient', 'count'] });
    expect(JSON.stringify(lines)).not.toMatch(/张三|nested/);
  });

  it('L1: children and their bindings keep the rule', () => {
    const { lines, logger } = recording();
    logger.child({ component: 'sweeper', patient: '张三' }).warn({ count: 1 }, 'x');
    expect(lines[0]).toMatchObject({ component: 'sweeper', count: 1 });
    expect(JSON.stringify(lines)).not.toContain('张三');
  });

  it('L2: writes of an error its type, code, places and causes, not its text', () => {
    const { lines, logger } = recording();
    const cause = Object.assign(new Error('Key (name)=(张三) already exists'), { code: '23505' });
    const text = 'quotes 张三\n  at the second line 张三';
    const error = Object.assign(new TypeError(text, { cause }), { kind: 'connection' });
    logger.error({ err: error }, 'failed');
    logger.error(error);
    expect(lines[0]?.['err']).toMatchObject({
      ...{ type: 'TypeError', kind: 'connection' },
      cause: { type: 'Error', code: '23505' },
    });
    expect(lines[0]).toMatchObject({
      err: { at: expect.arrayContaining([expect.stringMatching(/logger\.spec/)]) },
    });
    expect(lines[1]).toMatchObject({ msg: 'error', err: { type: 'TypeError' } });
    expect(JSON.stringify(lines)).not.toContain('张三');
  });

  it('L2: errorTexts adds the text', () => {
    const { lines, logger } = recording({ errorTexts: true });
    logger.error({ err: new Error('what it was') }, 'failed');
    expect(lines[0]).toMatchObject({ err: { text: 'what it was' } });
  });

  it('L3: does not interpolate', () => {
    const { lines, logger } = recording();
    logger.info('hello %s', '张三');
    expect(lines[0]?.['msg']).toBe('hello %s');
  });

  it('cuts long texts and lists', () => {
    const { lines, logger } = recording();
    logger.info({ reason: 'x'.repeat(1_000), version: Array.from({ length: 100 }, (_, i) => i) }, 'x');
    expect(lines[0]?.['reason']).toBe(`${'x'.repeat(256)}…`);
    expect(lines[0]?.['version']).toHaveLength(32);
  });
});

describe('NestLogger', () => {
  it('takes the last text as the context and an error as err', () => {
    const { lines, logger } = recording();
    const nest = new NestLogger(logger);
    nest.log('Nest application started', 'NestFactory');
    nest.error(new Error('patient 张三'), 'at x\n at y', 'ExceptionsHandler');
    nest.verbose({ some: 'object' }, 'Context');
    expect(lines).toMatchObject([
      { level: 'info', msg: 'Nest application started', context: 'NestFactory' },
      { level: 'error', msg: 'framework error', context: 'ExceptionsHandler', err: { type: 'Error' } },
      { level: 'trace', context: 'Context' },
    ]);
    expect(JSON.stringify(lines)).not.toContain('张三');
  });
});
