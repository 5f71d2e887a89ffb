/** Names say what a thing is: no drawers (`utils`, `common`, `helpers`), no `I` prefix, no `Impl` suffix. */
import ts from 'typescript';

import { finding, findInNodes, type Check, type Finding, type Source } from './source.js';

const DRAWERS = new Set(['util', 'utils', 'common', 'helper', 'helpers', 'misc']);
const DRAWER_TYPE = /(Utils?|Helpers?|Impl)$/;
const INTERFACE_PREFIX = /^I[A-Z][a-z]/;

function pathFinding(source: Source): Finding[] {
  const words = source.path
    .replace(/\.[^/]*$/, (suffix) => suffix.replaceAll('.', '/'))
    .split(/[/_-]/)
    .map((word) => word.toLowerCase());
  const drawer = words.find((word) => DRAWERS.has(word));
  if (drawer === undefined) return [];
  return [
    finding(source, 0, 'names', `"${drawer}" in a path says nothing: name the file after what it does`),
  ];
}

function typeMessage(node: ts.Node): string | null {
  const isType =
    ts.isInterfaceDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isEnumDeclaration(node);
  const name = isType ? node.name?.text : undefined;
  if (name === undefined) return null;
  if (INTERFACE_PREFIX.test(name)) return `${name}: no I prefix`;
  const [suffix] = DRAWER_TYPE.exec(name) ?? [];
  return suffix === undefined ? null : `${name}: the suffix ${suffix} says nothing`;
}

export const names: Check = (source) => [
  ...pathFinding(source),
  ...findInNodes(source, 'names', typeMessage),
];
