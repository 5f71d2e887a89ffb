/**
 * What `docs/FAULTS.md`, `docs/GUARANTEES.md` and `docs/BAD_INPUTS.md` promise is proven where they say so: every link leads to
 * a test of exactly that title, or to the file that defines exactly that fault of the simulator or of chaos.
 *
 * P1 Every fault has one row: five cells where it is automated (fault, injected, guaranteed, proof, measured), four where it
 *    is not yet (the last one says why).
 * P2 An automated row has a proof and a figure. What is named in `AUTOMATED` cannot move to the others.
 * P3 Every guarantee has a section with at least one test.
 * P4 Every bad input and every trap has one row of three cells with a test; a bad input may say instead that no face takes it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

import { parseSource, type Finding, type Source } from './source.js';

const RULE = 'proofs';
export const FAULTS_PAGE = 'docs/FAULTS.md';
export const GUARANTEES_PAGE = 'docs/GUARANTEES.md';
export const BAD_INPUTS_PAGE = 'docs/BAD_INPUTS.md';

const LAST_FAULT = 50;
const LAST_GUARANTEE = 12;
const LAST_BAD_INPUT = 66;

const faultName = (number: number): string => `F${String(number).padStart(2, '0')}`;
const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

export const FAULTS: readonly string[] = upTo(LAST_FAULT).map(faultName);
export const GUARANTEES: readonly string[] = upTo(LAST_GUARANTEE).map((number) => `G${number}`);
export const BAD_INPUTS: readonly string[] = upTo(LAST_BAD_INPUT).map(String);
/** Of the traps that other tools fell into, those of commands and doors. */
export const TRAPS: readonly string[] = ['T1', 'T2', 'T3', 'T6', 'T10', 'T13', 'T14', 'T15'];
/** Faults that a test injects today, and must go on injecting. */
export const AUTOMATED: ReadonlySet<string> = new Set(
  [...upTo(28), 30, 31, 33, 35, 37, 39, 40, 41].map(faultName),
);

/** Files whose lists name the faults, or the scenarios of them, that a whole program injects. */
const FAULT_LISTS: ReadonlySet<string> = new Set([
  'tools/sim/faults.ts',
  'tools/chaos/plan.ts',
  'tools/chaos/main.ts',
]);
const TEST_FUNCTIONS: ReadonlySet<string> = new Set(['it', 'test']);

/** A link with its text as it was written, without the marks of Markdown. */
interface Link {
  readonly text: string;
  readonly target: string;
}

interface Line {
  readonly number: number;
  readonly text: string;
}

const LINK = /\[((?:\\.|[^\]\\])+)\]\(([^()\s]+)\)/g;

function linksIn(text: string): Link[] {
  return [...text.matchAll(LINK)].map(([, words = '', target = '']) => ({
    text: words.replaceAll(/\\(.)/g, '$1').replaceAll('`', ''),
    target,
  }));
}

/** Titles of the tests of a file, as they are written there: of `it.each` with their placeholders. */
function testTitles({ ast }: Source): Set<string> {
  const titles = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const [title] = node.arguments;
      if (title && ts.isStringLiteralLike(title) && isTestFunction(node.expression))
        titles.add(title.text.replaceAll('`', ''));
    }
    ts.forEachChild(node, visit);
  };
  visit(ast);
  return titles;
}

/** `it`, `it.each(rows)`, `` it.each`table` ``. */
function isTestFunction(node: ts.Expression): boolean {
  if (ts.isIdentifier(node)) return TEST_FUNCTIONS.has(node.text);
  if (ts.isPropertyAccessExpression(node)) return isTestFunction(node.expression);
  if (ts.isTaggedTemplateExpression(node)) return isTestFunction(node.tag);
  return ts.isCallExpression(node) && isTestFunction(node.expression);
}

/** Names in the lists at the top of a file: elements of arrays, keys of objects. */
function listedNames({ ast }: Source): Set<string> {
  const names = new Set<string>();
  const read = (node: ts.Expression | undefined): void => {
    if (node === undefined) return;
    if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return read(node.expression);
    if (ts.isArrayLiteralExpression(node))
      for (const element of node.elements) if (ts.isStringLiteral(element)) names.add(element.text);
    if (ts.isObjectLiteralExpression(node))
      for (const { name } of node.properties)
        if (name && (ts.isStringLiteral(name) || ts.isIdentifier(name))) names.add(name.text);
  };
  for (const statement of ast.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { initializer } of statement.declarationList.declarations) read(initializer);
  }
  return names;
}

type ProofKind = 'test' | 'fault' | 'page';

/** Resolves links against the tree, and remembers what it read. */
class Proofs {
  private readonly known = new Map<string, ReadonlySet<string>>();

  constructor(private readonly root: string) {}

  /** What a link leads to, or why it leads nowhere. */
  resolve({ text, target }: Link): { kind: ProofKind } | { wrong: string } {
    const path = posix.normalize(posix.join('docs', target.replace(/#.*$/, '')));
    if (!existsSync(join(this.root, path))) return { wrong: `${path} does not exist` };
    if (!path.endsWith('.ts')) return { kind: 'page' };
    const isList = FAULT_LISTS.has(path);
    if (this.namesOf(path, isList).has(text)) return { kind: isList ? 'fault' : 'test' };
    return { wrong: `${path} has no ${isList ? 'fault' : 'test'} "${text}"` };
  }

  private namesOf(path: string, isList: boolean): ReadonlySet<string> {
    const known = this.known.get(path);
    if (known !== undefined) return known;
    const source = parseSource(path, readFileSync(join(this.root, path), 'utf8'));
    const names = isList ? listedNames(source) : testTitles(source);
    this.known.set(path, names);
    return names;
  }
}

const at = (path: string, line: number, message: string): Finding => ({ path, line, rule: RULE, message });

function linesOf(root: string, page: string): Line[] | null {
  if (!existsSync(join(root, page))) return null;
  const text = readFileSync(join(root, page), 'utf8');
  return text.split('\n').map((line, index) => ({ number: index + 1, text: line }));
}

function brokenLinks(page: string, lines: readonly Line[], proofs: Proofs): Finding[] {
  return lines.flatMap(({ number, text }) =>
    linksIn(text).flatMap((link) => {
      const found = proofs.resolve(link);
      return 'wrong' in found ? [at(page, number, found.wrong)] : [];
    }),
  );
}

/** Whether a text links to a proof of these kinds. */
function proves(text: string, proofs: Proofs, kinds: readonly ProofKind[]): boolean {
  return linksIn(text).some((link) => {
    const found = proofs.resolve(link);
    return 'kind' in found && kinds.includes(found.kind);
  });
}

function cellsOf(row: string): string[] {
  const cells = row.split(/(?<!\\)\|/).map((cell) => cell.trim());
  return cells.slice(1, -1);
}

function wrongsOfRow(fault: string, cells: readonly string[], proofs: Proofs): string[] {
  if (!FAULTS.includes(fault)) return [`${fault} is no fault of the matrix`];
  if (cells.length === 4) {
    if (AUTOMATED.has(fault)) return [`${fault} has to be automated`];
    return cells[3] === '' ? [`${fault} does not say why it is not automated yet`] : [];
  }
  if (cells.length !== 5) return [`${fault} has ${cells.length} cells: five when automated, else four`];
  const [, , , proof = '', measured = ''] = cells;
  const wrongs: string[] = [];
  if (!proves(proof, proofs, ['test', 'fault'])) wrongs.push(`${fault} has no proof`);
  if (!/\d/.test(measured)) wrongs.push(`${fault} has no measured figure`);
  return wrongs;
}

function checkFaults(root: string, proofs: Proofs): Finding[] {
  const lines = linesOf(root, FAULTS_PAGE);
  if (lines === null) return [at(FAULTS_PAGE, 1, 'is missing')];
  const findings = brokenLinks(FAULTS_PAGE, lines, proofs);
  const seen = new Set<string>();
  for (const { number, text } of lines) {
    const [, fault] = /^\|\s*(F\d+)\s*\|/.exec(text) ?? [];
    if (fault === undefined) continue;
    if (seen.has(fault)) findings.push(at(FAULTS_PAGE, number, `${fault} has a row already`));
    seen.add(fault);
    const wrongs = wrongsOfRow(fault, cellsOf(text), proofs);
    findings.push(...wrongs.map((wrong) => at(FAULTS_PAGE, number, wrong)));
  }
  const missing = FAULTS.filter((fault) => !seen.has(fault));
  return [...findings, ...missing.map((fault) => at(FAULTS_PAGE, 1, `${fault} has no row`))];
}

function checkGuarantees(root: string, proofs: Proofs): Finding[] {
  const lines = linesOf(root, GUARANTEES_PAGE);
  if (lines === null) return [at(GUARANTEES_PAGE, 1, 'is missing')];
  const findings = brokenLinks(GUARANTEES_PAGE, lines, proofs);
  for (const guarantee of GUARANTEES) {
    const start = lines.findIndex(({ text }) => new RegExp(`^## ${guarantee}\\b`).test(text));
    if (start < 0) {
      findings.push(at(GUARANTEES_PAGE, 1, `${guarantee} has no section`));
      continue;
    }
    const rest = lines.slice(start + 1);
    const end = rest.findIndex(({ text }) => text.startsWith('## '));
    const section = (end < 0 ? rest : rest.slice(0, end)).map(({ text }) => text).join('\n');
    if (!proves(section, proofs, ['test']))
      findings.push(at(GUARANTEES_PAGE, start + 1, `${guarantee} has no test`));
  }
  return findings;
}

const NO_FACE = /\bno face of this version\b/;

function wrongOfInput(name: string, cells: readonly string[], proofs: Proofs): string | null {
  const isInput = BAD_INPUTS.includes(name);
  if (!isInput && !/^T\d+$/.test(name)) return `${name} is no bad input`;
  if (cells.length !== 3) return `${name} has ${cells.length} cells, not three`;
  const proof = cells[2] ?? '';
  if (proves(proof, proofs, ['test']) || (isInput && NO_FACE.test(proof))) return null;
  return `${name} has no test`;
}

function checkBadInputs(root: string, proofs: Proofs): Finding[] {
  const lines = linesOf(root, BAD_INPUTS_PAGE);
  if (lines === null) return [at(BAD_INPUTS_PAGE, 1, 'is missing')];
  const findings = brokenLinks(BAD_INPUTS_PAGE, lines, proofs);
  const seen = new Set<string>();
  for (const { number, text } of lines) {
    const [, name] = /^\|\s*(T?\d+)\s*\|/.exec(text) ?? [];
    if (name === undefined) continue;
    if (seen.has(name)) findings.push(at(BAD_INPUTS_PAGE, number, `${name} has a row already`));
    seen.add(name);
    const wrong = wrongOfInput(name, cellsOf(text), proofs);
    if (wrong !== null) findings.push(at(BAD_INPUTS_PAGE, number, wrong));
  }
  const missing = [...BAD_INPUTS, ...TRAPS].filter((name) => !seen.has(name));
  return [...findings, ...missing.map((name) => at(BAD_INPUTS_PAGE, 1, `${name} has no row`))];
}

/** Everything that the three pages of the project at `root` say and do not prove. */
export function checkProofs(root: string): Finding[] {
  const proofs = new Proofs(root);
  return [...checkFaults(root, proofs), ...checkGuarantees(root, proofs), ...checkBadInputs(root, proofs)];
}
