/** What every check works on: one parsed file, the places that rules speak about, and the findings. */
import ts from 'typescript';

export interface Source {
  /** Relative to the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly ast: ts.SourceFile;
}

export interface Finding {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly rule: string;
  readonly message: string;
}

/** A rule over one file. It answers with an empty list for files that it does not speak about. */
export type Check = (source: Source) => Finding[];

/** Parses without types; `setParentNodes` because rules ask what a name stands in. */
export function parseSource(path: string, text: string): Source {
  return { path, text, ast: ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true) };
}

export function finding(source: Source, position: number, rule: string, message: string): Finding {
  const { line } = source.ast.getLineAndCharacterOfPosition(position);
  return { path: source.path, line: line + 1, rule, message };
}

/** Calls `see` for every node of the file, outer ones first, and collects the messages it answers with. */
export function findInNodes(
  source: Source,
  rule: string,
  see: (node: ts.Node) => string | null | undefined,
): Finding[] {
  const findings: Finding[] = [];
  const visit = (node: ts.Node): void => {
    const message = see(node);
    if (message) findings.push(finding(source, node.getStart(source.ast), rule, message));
    ts.forEachChild(node, visit);
  };
  visit(source.ast);
  return findings;
}

/** Specs and what only they use. */
export function isTest(path: string): boolean {
  return path.endsWith('.spec.ts') || /(^|\/)test\//.test(path);
}

export function isUnder(path: string, ...folders: string[]): boolean {
  return folders.some((folder) => path.startsWith(`${folder}/`));
}

/** `a.b` or `a['b']` as its two names; null where the object is not a plain name. */
export function memberAccess(node: ts.Node): { object: string; member: string } | null {
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
    return { object: node.expression.text, member: node.name.text };
  }
  if (
    ts.isElementAccessExpression(node) &&
    ts.isIdentifier(node.expression) &&
    ts.isStringLiteralLike(node.argumentExpression)
  ) {
    return { object: node.expression.text, member: node.argumentExpression.text };
  }
  return null;
}

/** The module that an import, a re-export or a dynamic import names; null for every other node. */
export function importedModule(node: ts.Node): string | null {
  if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
    return ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : null;
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [argument] = node.arguments;
    return argument && ts.isStringLiteralLike(argument) ? argument.text : null;
  }
  return null;
}
