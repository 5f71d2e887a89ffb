/** The shape of the house: how deep folders go, which files only re-export, how libraries are imported, how much a constructor takes. */
import { posix } from 'node:path';

import ts from 'typescript';

import { finding, findInNodes, importedModule, type Check } from './source.js';

const MAX_FOLDERS = 4;
const MAX_CONSTRUCTOR_PARAMETERS = 6;

/** `apps/x/a/b/c/d/file.ts` is the deepest; the same for a library, and from the folder's own root elsewhere. */
export const folderDepth: Check = (source) => {
  const folders = source.path.split('/').slice(0, -1);
  const root = folders[0] === 'apps' || folders[0] === 'libs' ? 2 : 1;
  const depth = folders.length - root;
  if (depth <= MAX_FOLDERS) return [];
  return [finding(source, 0, 'folder-depth', `${depth} folders deep, at most ${MAX_FOLDERS} are allowed`)];
};

/**
 * The one place where a package may list what it exports; platform and testkit have others for what is heavy (docs/adr/0029). A
 * choice from generated code has no other body either.
 */
const PACKAGE_INDEX =
  /^((libs\/[^/]+\/src|migrations\/[^/]+)\/index|libs\/testkit\/src\/participants|libs\/platform\/src\/(nest|typeorm))\.ts$/;

export const barrels: Check = (source) => {
  const { statements } = source.ast;
  const onlyReExports =
    statements.length > 0 &&
    statements.every(
      (statement) => ts.isExportDeclaration(statement) && importedModule(statement) !== null,
    ) &&
    !statements.every((statement) => importedModule(statement)?.includes('/generated/'));
  if (!onlyReExports || PACKAGE_INDEX.test(source.path)) return [];
  return [finding(source, 0, 'barrels', "only a package's index.ts may do nothing but re-export")];
};

/** Libraries are met through `#libs/<name>`: a relative path into one would miss its index and its address in dist. */
export const libraryImports: Check = (source) =>
  findInNodes(source, 'library-imports', (node) => {
    const module = importedModule(node);
    if (!module?.startsWith('.')) return null;
    const target = posix.join(posix.dirname(source.path), module).split('/');
    const own = source.path.split('/');
    if (target[0] !== 'libs' || (own[0] === 'libs' && own[1] === target[1])) return null;
    return `import #libs/${target[1]} instead of a path into it`;
  });

export const constructors: Check = (source) =>
  findInNodes(source, 'constructors', (node) => {
    if (!ts.isConstructorDeclaration(node) || node.parameters.length <= MAX_CONSTRUCTOR_PARAMETERS)
      return null;
    return `${node.parameters.length} constructor parameters, at most ${MAX_CONSTRUCTOR_PARAMETERS}: split the class`;
  });
