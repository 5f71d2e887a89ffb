/**
 * The environment is read once, by one schema per process: `config.ts` of an app or library, or the platform's `config/`.
 * Tests, the testkit and the tools start processes and may pass it on.
 */
import ts from 'typescript';

import { findInNodes, importedModule, isTest, isUnder, memberAccess, type Check } from './source.js';

const PROCESS_MODULES = new Set(['process', 'node:process']);

function mayRead(path: string): boolean {
  if (isTest(path) || isUnder(path, 'tools', 'libs/testkit', 'libs/platform/src/config')) return true;
  return /^(apps|libs)\/[^/]+\/src\/config\.ts$/.test(path);
}

/** `const { env } = process` */
function takesEnvApart(node: ts.Node): boolean {
  return (
    ts.isVariableDeclaration(node) &&
    ts.isObjectBindingPattern(node.name) &&
    node.initializer !== undefined &&
    ts.isIdentifier(node.initializer) &&
    node.initializer.text === 'process' &&
    node.name.elements.some((element) => (element.propertyName ?? element.name).getText() === 'env')
  );
}

/** `import { env } from 'node:process'` */
function importsEnv(node: ts.Node): boolean {
  if (!ts.isImportDeclaration(node) || !PROCESS_MODULES.has(importedModule(node) ?? '')) return false;
  const bindings = node.importClause?.namedBindings;
  return (
    bindings !== undefined &&
    ts.isNamedImports(bindings) &&
    bindings.elements.some(({ propertyName, name }) => (propertyName ?? name).text === 'env')
  );
}

export const environment: Check = (source) => {
  if (mayRead(source.path)) return [];
  return findInNodes(source, 'environment', (node) => {
    const access = memberAccess(node);
    const reads =
      (access?.object === 'process' && access.member === 'env') || takesEnvApart(node) || importsEnv(node);
    return reads ? 'process.env belongs to config.ts alone: take the parsed configuration' : null;
  });
};
