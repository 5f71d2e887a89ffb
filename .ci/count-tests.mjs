// count-tests.mjs REPORT EXIT_CODE: prints "PASSED FAILED" of a Jest report, and on stderr every test that did not pass.
// A skipped or announced test failed; so did a suite that could not be loaded, a run without tests, and a run that ended
// badly for a reason that no test tells.
import { existsSync, readFileSync } from 'node:fs';

const [, , path, exitCode] = process.argv;
const report = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : { testResults: [] };

let passed = 0;
let failed = 0;
const fail = (what) => {
  failed += 1;
  process.stderr.write(`  not passed: ${what}\n`);
};
for (const suite of report.testResults) {
  for (const test of suite.assertionResults) {
    if (test.status === 'passed') passed += 1;
    else fail(`${suite.name}: ${test.fullName} (${test.status})`);
  }
  if (suite.status === 'failed' && suite.assertionResults.every(({ status }) => status !== 'failed')) {
    fail(`${suite.name}: the suite could not run`);
  }
}
if (failed === 0 && (passed === 0 || exitCode !== '0')) fail(`the test run ended with ${exitCode}`);
process.stdout.write(`${passed} ${failed}\n`);
