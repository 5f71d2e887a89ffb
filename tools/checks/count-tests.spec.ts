import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

import { withProject } from './fixture.js';

const counter = resolve('.ci/count-tests.mjs');
const test = (status: string): object => ({ status, fullName: `a ${status} test` });
const suite = (status: string, ...tests: string[]): object => ({
  name: 'a.spec.ts',
  status,
  assertionResults: tests.map(test),
});

/** "passed failed" as `.ci/run` reads it; `null` stands for a run that wrote no report. */
function counted(suites: readonly object[] | null, exitCode: number): string {
  const files: Record<string, string> =
    suites === null ? {} : { 'report.json': JSON.stringify({ testResults: suites }) };
  return withProject(files, (root) => {
    const options = [counter, join(root, 'report.json'), String(exitCode)];
    return spawnSync(process.execPath, options, { encoding: 'utf8' }).stdout.trim();
  });
}

describe('the count of tests in CI', () => {
  it('counts what passed and what failed', () => {
    expect(counted([suite('passed', 'passed', 'passed'), suite('failed', 'passed', 'failed')], 1)).toBe(
      '3 1',
    );
  });

  it('counts a skipped and an announced test as failures', () => {
    expect(counted([suite('passed', 'passed', 'pending', 'todo')], 0)).toBe('1 2');
  });

  it('counts a suite that could not be loaded', () => {
    expect(counted([suite('passed', 'passed'), suite('failed')], 1)).toBe('1 1');
  });

  it('believes no run without tests, without a report, or with a bad end', () => {
    expect(counted([], 0)).toBe('0 1');
    expect(counted(null, 0)).toBe('0 1');
    expect(counted([suite('passed', 'passed')], 1)).toBe('1 1');
  });
});
