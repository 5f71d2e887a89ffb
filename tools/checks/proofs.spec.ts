import { withProject } from './fixture.js';
import {
  AUTOMATED,
  BAD_INPUTS,
  BAD_INPUTS_PAGE,
  checkProofs,
  FAULTS,
  FAULTS_PAGE,
  GUARANTEES,
  GUARANTEES_PAGE,
  TRAPS,
} from './proofs.js';

const SPEC = 'libs/a/src/a.spec.ts';
const SPEC_TEXT = [
  "it('is kept', () => {});",
  "describe('a fault', () => {",
  "  it.each([1])('strikes `%i` times', () => {});",
  '  test(\'and is [sic] "said"\', () => {});',
  '});',
  "const nothing = 'is no test';",
].join('\n');
const SIM = 'tools/sim/faults.ts';
const SIM_TEXT = "export const STORE_FAULTS = ['commit_lost'] as const;\nconst other = f('not_listed');\n";
const CHAOS = 'tools/chaos/plan.ts';
const CHAOS_TEXT =
  "const KINDS = { 'redis-kill': [3, 12], storm } as const satisfies Record<string, unknown>;\n";

const KEPT = `[is kept](../${SPEC})`;

function faultsPage(rows: Readonly<Record<string, string>> = {}): string {
  const usual = (fault: string): string =>
    AUTOMATED.has(fault) ? `| ${fault} | a | b | ${KEPT} | 2 s |` : `| ${fault} | a | b | later |`;
  return FAULTS.map((fault) => rows[fault] ?? usual(fault)).join('\n');
}

function guaranteesPage(sections: Readonly<Record<string, string>> = {}): string {
  return GUARANTEES.map((name) => sections[name] ?? `## ${name} It holds\n\n- ${KEPT}\n`).join('\n');
}

function badInputsPage(rows: Readonly<Record<string, string>> = {}): string {
  return [...BAD_INPUTS, ...TRAPS].map((name) => rows[name] ?? `| ${name} | a | ${KEPT} |`).join('\n');
}

function findings(faults: string, guarantees = guaranteesPage(), badInputs = badInputsPage()): string[] {
  const files = { [SPEC]: SPEC_TEXT, [SIM]: SIM_TEXT, [CHAOS]: CHAOS_TEXT };
  const pages = { [FAULTS_PAGE]: faults, [GUARANTEES_PAGE]: guarantees, [BAD_INPUTS_PAGE]: badInputs };
  const found = withProject({ ...files, ...pages }, checkProofs);
  return found.map(({ path, line, message }) => `${path}:${line} ${message}`);
}

const row = (proof: string, measured = '2 s'): string[] =>
  findings(faultsPage({ F02: `| F02 | a | b | ${proof} | ${measured} |` }));

describe('a link', () => {
  it('leads to the test of its title, plain or of a table, or to a fault of a list', () => {
    for (const proof of [
      KEPT,
      `[strikes %i times](../${SPEC})`,
      `[and is \\[sic\\] "said"](../${SPEC})`,
      `[\`commit_lost\`](../${SIM})`,
      `[redis-kill](../${CHAOS})`,
      `[storm](../${CHAOS})`,
    ])
      expect(row(proof)).toEqual([]);
  });

  it('to a title, a fault or a file that is not there is found', () => {
    expect(row(`${KEPT}, [is no test](../${SPEC})`)).toEqual([
      `docs/FAULTS.md:2 ${SPEC} has no test "is no test"`,
    ]);
    expect(row(`${KEPT}, [not_listed](../${SIM})`)).toEqual([
      `docs/FAULTS.md:2 ${SIM} has no fault "not_listed"`,
    ]);
    expect(row(`${KEPT}, [is kept](../libs/b.spec.ts)`)).toEqual([
      'docs/FAULTS.md:2 libs/b.spec.ts does not exist',
    ]);
    const broken = guaranteesPage({ G1: `## G1 a\n${KEPT}\n[gone](../${SPEC})` });
    expect(findings(faultsPage(), broken)).toEqual([`docs/GUARANTEES.md:3 ${SPEC} has no test "gone"`]);
  });
});

describe('the page of the faults', () => {
  it('P1: has one row for each fault and for no other', () => {
    expect(findings(faultsPage({ F02: '' }))).toEqual(['docs/FAULTS.md:1 F02 has no row']);
    expect(findings(`${faultsPage()}\n| F42 | a | b | later |`)).toEqual([
      'docs/FAULTS.md:51 F42 has a row already',
    ]);
    expect(findings(`${faultsPage()}\n| F51 | a | b | later |`)).toEqual([
      'docs/FAULTS.md:51 F51 is no fault of the matrix',
    ]);
  });

  it('P1: says why a fault is not automated', () => {
    expect(findings(faultsPage({ F42: '| F42 | a | b |  |' }))).toEqual([
      'docs/FAULTS.md:42 F42 does not say why it is not automated yet',
    ]);
    expect(findings(faultsPage({ F42: '| F42 | a | b |' }))).toEqual([
      'docs/FAULTS.md:42 F42 has 3 cells: five when automated, else four',
    ]);
  });

  it('P2: proves what has to be automated, with a figure', () => {
    expect(findings(faultsPage({ F02: '| F02 | a | b | later |' }))).toEqual([
      'docs/FAULTS.md:2 F02 has to be automated',
    ]);
    expect(row('somewhere')).toEqual(['docs/FAULTS.md:2 F02 has no proof']);
    expect(row(`[faults](FAULTS.md)`)).toEqual(['docs/FAULTS.md:2 F02 has no proof']);
    expect(row(KEPT, 'quick')).toEqual(['docs/FAULTS.md:2 F02 has no measured figure']);
  });
});

describe('the page of the guarantees', () => {
  it('P3: has a section with a test for each of them', () => {
    expect(findings(faultsPage(), guaranteesPage({ G1: '' }))).toEqual([
      'docs/GUARANTEES.md:1 G1 has no section',
    ]);
    const simulated = guaranteesPage({ G12: `## G12 a\n[commit_lost](../${SIM})` });
    expect(findings(faultsPage(), simulated)).toEqual([
      expect.stringMatching(/^docs\/GUARANTEES.md:\d+ G12 has no test$/) as string,
    ]);
  });
});

describe('the page of the bad inputs', () => {
  const badInputs = (rows: Readonly<Record<string, string>>) =>
    findings(faultsPage(), guaranteesPage(), badInputsPage(rows));

  it('P4: has one row for each of the 66 and for each trap, and for nothing else', () => {
    expect(BAD_INPUTS).toHaveLength(66);
    expect(badInputs({})).toEqual([]);
    expect(badInputs({ 66: '', T14: '' })).toEqual([
      'docs/BAD_INPUTS.md:1 66 has no row',
      'docs/BAD_INPUTS.md:1 T14 has no row',
    ]);
    expect(badInputs({ 2: `| 1 | a | ${KEPT} |` })).toEqual([
      'docs/BAD_INPUTS.md:2 1 has a row already',
      'docs/BAD_INPUTS.md:1 2 has no row',
    ]);
    expect(badInputs({ 66: `| 66 | a | ${KEPT} |\n| 67 | a | ${KEPT} |` })).toEqual([
      'docs/BAD_INPUTS.md:67 67 is no bad input',
    ]);
  });

  it('P4: names a test that exists, or says of an input that no face takes it', () => {
    expect(badInputs({ 1: `| 1 | a | [gone](../${SPEC}) |` })).toEqual([
      `docs/BAD_INPUTS.md:1 ${SPEC} has no test "gone"`,
      'docs/BAD_INPUTS.md:1 1 has no test',
    ]);
    expect(badInputs({ 1: '| 1 | a | later |' })).toEqual(['docs/BAD_INPUTS.md:1 1 has no test']);
    expect(badInputs({ 1: `| 1 | ${KEPT} |` })).toEqual(['docs/BAD_INPUTS.md:1 1 has 2 cells, not three']);
    const none = 'no face of this version renders it';
    expect(badInputs({ 1: `| 1 | a | ${none} |` })).toEqual([]);
    expect(badInputs({ T1: `| T1 | a | ${none} |` })).toEqual(['docs/BAD_INPUTS.md:67 T1 has no test']);
  });
});

it('a page that is not there is found', () => {
  const found = withProject({ 'docs/a.md': '' }, checkProofs);
  expect(found.map(({ path, message }) => `${path} ${message}`)).toEqual([
    'docs/FAULTS.md is missing',
    'docs/GUARANTEES.md is missing',
    'docs/BAD_INPUTS.md is missing',
  ]);
});
