import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { jest } from '@jest/globals';

interface Reporter {
  onTestCaseResult(test: object, result: object): void;
  onRunComplete(contexts: object, results: object): void;
}

const FirstRed = createRequire(import.meta.url)(resolve('tools/mutants/first-red.cjs')) as new () => Reporter;

/** What is noted of a run whose only test fails with this message. */
function notedOf(message: string): object {
  const folder = mkdtempSync(join(tmpdir(), 'first-red-'));
  const exit = jest.spyOn(process, 'exit').mockImplementation((() => undefined) as never);
  process.env['MUTANT_NOTE'] = join(folder, 'note.json');
  try {
    const reporter = new FirstRed();
    reporter.onTestCaseResult({}, { status: 'failed', fullName: 'a rule', failureMessages: [message] });
    if (exit.mock.calls.length === 0) reporter.onRunComplete({}, { testResults: [], numPassedTests: 1 });
    return JSON.parse(readFileSync(join(folder, 'note.json'), 'utf8')) as object;
  } finally {
    exit.mockRestore();
    delete process.env['MUTANT_NOTE'];
    rmSync(folder, { recursive: true });
  }
}

describe('a test that fails against a mutant', () => {
  it('is a red', () => {
    expect(notedOf('expect(received).toBe(expected)')).toEqual({ kind: 'red', test: 'a rule' });
  });

  it.each([
    ['it ran out of time', 'Exceeded timeout of 30000 ms for a test.'],
    ['its server is away', 'connect ECONNREFUSED 127.0.0.1:5432'],
    ['its statement cannot be read', 'error: syntax error at or near ")"'],
  ])('says nothing where %s', (_, message) => {
    expect(notedOf(message)).toMatchObject({ kind: 'broken' });
  });
});
