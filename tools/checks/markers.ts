/**
 * Nothing is left for later in silence: no test that is skipped, focused or only announced, no marker of unfinished work,
 * no type error waved through, no lint rule switched off without its reason. Sizes are never switched off.
 */
import ts from 'typescript';

import { finding, findInNodes, type Check, type Finding, type Source } from './source.js';

const TEST_FUNCTIONS = new Set(['it', 'test', 'describe']);
const SLEEPING_MODIFIERS = new Set(['skip', 'only', 'todo', 'failing']);
const SLEEPING_FUNCTIONS = new Set(['xit', 'xtest', 'xdescribe', 'fit', 'fdescribe']);

/** The name at the left end of `it.concurrent.only.each`. */
function rootName(node: ts.Expression): string | null {
  let current = node;
  while (ts.isPropertyAccessExpression(current)) current = current.expression;
  return ts.isIdentifier(current) ? current.text : null;
}

function sleepingTest(node: ts.Node): string | null {
  if (ts.isPropertyAccessExpression(node) && SLEEPING_MODIFIERS.has(node.name.text)) {
    const root = rootName(node);
    return root !== null && TEST_FUNCTIONS.has(root) ? `${root}.${node.name.text}: every test runs` : null;
  }
  if (ts.isCallExpression(node)) {
    const root = rootName(node.expression);
    return root !== null && SLEEPING_FUNCTIONS.has(root) ? `${root}: every test runs` : null;
  }
  return null;
}

const UNFINISHED = /\b(TODO|FIXME|XXX|HACK)\b/;
const TYPES_OFF = /@ts-(ignore|nocheck|expect-error)\b/;
const LINT_OFF = /\b(?:eslint|oxlint)-disable(?:-next-line|-line)?\b(.*)/;

function commentMessage(comment: string): string | null {
  const [unfinished] = UNFINISHED.exec(comment) ?? [];
  if (unfinished !== undefined) return `${unfinished}: finish it, or write it down where work is planned`;
  const [typesOff] = TYPES_OFF.exec(comment) ?? [];
  if (typesOff !== undefined) return `${typesOff} hides a type error: say the type instead`;
  const [, lintOff] = LINT_OFF.exec(comment) ?? [];
  if (lintOff === undefined) return null;
  if (/\bmax-lines/.test(lintOff)) return 'a size is not lifted: move the wall instead';
  return / -- \S/.test(lintOff) ? null : 'a lint rule is switched off without its reason (" -- why")';
}

/** Every comment once, wherever it stands. */
function comments({ ast, text }: Source): Map<number, string> {
  const found = new Map<number, string>();
  const visit = (node: ts.Node): void => {
    const start = node.getFullStart();
    const ranges = [
      ...(ts.getLeadingCommentRanges(text, start) ?? []),
      ...(ts.getTrailingCommentRanges(text, start) ?? []),
      ...(ts.getTrailingCommentRanges(text, node.getEnd()) ?? []),
    ];
    const isText = ts.isTemplateMiddleOrTemplateTail(node) || ts.isJsxText(node);
    if (!isText) for (const { pos, end } of ranges) found.set(pos, text.slice(pos, end));
    for (const child of node.getChildren(ast)) visit(child);
  };
  visit(ast);
  return found;
}

function commentFindings(source: Source): Finding[] {
  return [...comments(source)].flatMap(([position, comment]) => {
    const message = commentMessage(comment);
    return message === null ? [] : [finding(source, position, 'markers', message)];
  });
}

export const markers: Check = (source) => [
  ...findInNodes(source, 'markers', sleepingTest),
  ...commentFindings(source),
];
