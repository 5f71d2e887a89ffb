/** SQL of the orchestrator lives in `postgres/*.sql.ts`, in lower case; nobody else there or in the engine writes any. */
import ts from 'typescript';

import { findInNodes, isTest, isUnder, type Check } from './source.js';

const SQL_FILE = /^apps\/orchestrator\/src\/postgres\/[^/]+\.sql\.ts$/;

/** Openings that no sentence has: a keyword together with what must follow it in SQL. */
const STATEMENTS = [
  /^select\b[\s\S]*\bfrom\s/,
  /^select\s+([a-z_.]+\(|\d|\$\d)/,
  /^insert\s+into\s/,
  /^update\s+("?[\w.]+"?|\$\{\})(\s+(as\s+)?\w+)?\s+set\s/,
  /^delete\s+from\s/,
  /^with\s+(recursive\s+)?"?\w+"?\s*(\([^)]*\)\s*)?as\s*(not\s+)?(materialized\s*)?\(/,
  /^(create|alter|drop|truncate|lock)\s+(or\s+replace\s+)?(unique\s+)?(table|index|schema|view|function|type|trigger)\s/,
  /^(listen|notify)\s+"?[\w.]+"?\s*;?$/,
  /^set\s+(local\s+|session\s+)?[a-z_.]+\s+(=|to)\s/,
];

const KEYWORDS =
  /\b(SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|VALUES|RETURNING|JOIN|ORDER BY|GROUP BY|ON CONFLICT|LIMIT)\b/;

/** The text of a literal, its insertions as `${}`; null for every other node. */
function literalText(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return node.head.text + node.templateSpans.map(({ literal }) => `\${}${literal.text}`).join('');
}

function isStatement(text: string): boolean {
  const opening = text
    .replace(/^(\s|--.*\n|\/\*[\s\S]*?\*\/)+/, '')
    .trimEnd()
    .toLowerCase();
  return STATEMENTS.some((statement) => statement.test(opening));
}

export const sql: Check = (source) => {
  if (!isUnder(source.path, 'apps/orchestrator/src', 'libs/saga-engine/src') || isTest(source.path))
    return [];
  const isSqlFile = SQL_FILE.test(source.path);
  return findInNodes(source, 'sql', (node) => {
    const text = literalText(node);
    if (text === null) return null;
    if (isSqlFile) return KEYWORDS.test(text) ? 'SQL is written in lower case' : null;
    return isStatement(text) ? 'SQL belongs into apps/orchestrator/src/postgres/*.sql.ts' : null;
  });
};
