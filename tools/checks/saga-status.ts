/**
 * A saga's status follows from its events: the status machine and the fold of `libs/saga-core` assign it, nobody else.
 *
 * Looked at are the core, the engine and the orchestrator's Postgres adapter: an assignment to `.status` or `.phase`, a
 * literal status in an object, and SQL that sets one. Comparing with a status is free.
 */
import ts from 'typescript';

import { findInNodes, isTest, isUnder, type Check } from './source.js';

const PLACES = ['libs/saga-core/src', 'libs/saga-engine/src', 'apps/orchestrator/src/postgres'];
const HOMES = new Set(['libs/saga-core/src/status.ts', 'libs/saga-core/src/fold.ts']);

const STATUS =
  'PENDING|RUNNING|COMPENSATING|COMPLETED|COMPENSATED|FAILED|CLOSED|FAILED_FORWARD|FAILED_BACKWARD';
const STATUS_TEXT = new RegExp(`^(${STATUS})$`);
/** `set … status = 'FAILED'` before the statement's where, from or returning. */
const SQL_SETS_STATUS = new RegExp(
  `\\bset\\b(?:(?!\\b(?:where|from|returning)\\b)[\\s\\S])*?\\bstatus\\s*=\\s*'(${STATUS})'`,
  'i',
);
const MEMBERS = new Set(['status', 'phase']);
const MESSAGE = 'only the status machine and the fold of saga-core assign a status: write an event';

function isStatus(value: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(value) || ts.isAsExpression(value) || ts.isSatisfiesExpression(value)) {
    return isStatus(value.expression);
  }
  if (ts.isConditionalExpression(value)) return isStatus(value.whenTrue) || isStatus(value.whenFalse);
  return ts.isStringLiteralLike(value) && STATUS_TEXT.test(value.text);
}

function isAssignment(node: ts.Node): boolean {
  return (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
    node.operatorToken.kind <= ts.SyntaxKind.LastAssignment &&
    ts.isPropertyAccessExpression(node.left) &&
    MEMBERS.has(node.left.name.text)
  );
}

function isLiteralMember(node: ts.Node): boolean {
  return ts.isPropertyAssignment(node) && MEMBERS.has(node.name.getText()) && isStatus(node.initializer);
}

function isSqlText(node: ts.Node): boolean {
  return (
    (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) && SQL_SETS_STATUS.test(node.getText())
  );
}

export const sagaStatus: Check = (source) => {
  if (!isUnder(source.path, ...PLACES) || isTest(source.path) || HOMES.has(source.path)) return [];
  return findInNodes(source, 'saga-status', (node) =>
    isAssignment(node) || isLiteralMember(node) || isSqlText(node) ? MESSAGE : null,
  );
};
