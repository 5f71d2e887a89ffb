/**
 * Reporter of Jest for a run against a mutant: it notes the first test that fails, and ends the run there.
 *
 * A test that only ran out of time is noted apart: that may be the machine. What could not even be loaded is no red either,
 * nor is a server that is away, nor a statement that Postgres could not even read: that is a mistake of the mutant itself.
 * The note is a file of JSON, named by MUTANT_NOTE.
 */
const { writeFileSync } = require('node:fs');

const OUT_OF_TIME = /Exceeded timeout of/;
const NO_TRIAL = /ECONNREFUSED|syntax error at or near|could not determine data type of parameter/;

class FirstRed {
  constructor() {
    this.outOfTime = null;
    this.noTrial = null;
  }

  onTestCaseResult(_test, { status, fullName, failureMessages }) {
    if (status !== 'failed') return;
    if (failureMessages.every((message) => OUT_OF_TIME.test(message))) {
      this.outOfTime ??= fullName;
      return;
    }
    if (failureMessages.some((message) => NO_TRIAL.test(message))) {
      this.noTrial ??= `${fullName}: ${NO_TRIAL.exec(failureMessages.join(' '))[0]}`;
      return;
    }
    this.note({ kind: 'red', test: fullName });
    process.exit(1);
  }

  onRunComplete(_contexts, { testResults, numPassedTests }) {
    const broken = testResults.find(({ testExecError }) => testExecError !== undefined);
    if (broken !== undefined) this.note({ kind: 'broken', why: firstLine(broken.failureMessage) });
    else if (this.noTrial !== null) this.note({ kind: 'broken', why: this.noTrial });
    else if (this.outOfTime !== null) this.note({ kind: 'broken', why: `out of time: ${this.outOfTime}` });
    else if (numPassedTests === 0) this.note({ kind: 'broken', why: 'no test has that name' });
    else this.note({ kind: 'green' });
  }

  note(verdict) {
    writeFileSync(process.env.MUTANT_NOTE, JSON.stringify(verdict));
  }
}

function firstLine(text) {
  const lines = String(text)
    .split('\n')
    .map((line) => line.trim());
  return lines.find((line) => line !== '' && !line.startsWith('●')) ?? 'a suite could not be loaded';
}

module.exports = FirstRed;
