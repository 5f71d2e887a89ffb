/**
 * Time and chance are injected: whoever needs them takes a `Clock` or a seed, so that every run can be repeated.
 *
 * Refused are timers and readings of the clock outside `libs/platform/src/clock`, and `Math.random` everywhere. Tests,
 * the testkit and the tools may wait on timers; tests may also read the clock, except those of the pure core.
 */
import ts from 'typescript';

import { findInNodes, importedModule, isTest, isUnder, memberAccess, type Check } from './source.js';

const CLOCK_HOME = 'libs/platform/src/clock';
const PURE_CORE = 'libs/saga-core';

const TIMERS = new Set(['setTimeout', 'setInterval', 'setImmediate']);
const TIMER_MODULES = new Set(['timers', 'node:timers', 'timers/promises', 'node:timers/promises']);
const CLOCK_READINGS = new Set(['Date.now', 'performance.now', 'process.hrtime', 'process.uptime']);
const GLOBALS = new Set(['globalThis', 'global']);

interface Refused {
  readonly timers: boolean;
  readonly clock: boolean;
}

function refusedAt(path: string): Refused {
  if (isUnder(path, CLOCK_HOME) && !isTest(path)) return { timers: false, clock: false };
  if (isUnder(path, PURE_CORE)) return { timers: true, clock: true };
  if (isTest(path)) return { timers: false, clock: false };
  return { timers: !isUnder(path, 'libs/testkit', 'tools'), clock: true };
}

/** A name that stands for the global of that name: no member, no declaration, no type. */
function isGlobalUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) {
    return (
      parent.expression === node ||
      (ts.isIdentifier(parent.expression) && GLOBALS.has(parent.expression.text))
    );
  }
  if (ts.isTypeQueryNode(parent) || ts.isTypeReferenceNode(parent) || ts.isQualifiedName(parent))
    return false;
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) return false;
  if (ts.isBindingElement(parent) && parent.propertyName === node) return false;
  return !('name' in parent && parent.name === node);
}

function timerMessage(node: ts.Node): string | null {
  if (ts.isIdentifier(node) && TIMERS.has(node.text) && isGlobalUse(node)) {
    return `${node.text} is a timer of its own: use the injected Clock`;
  }
  const access = memberAccess(node);
  if (access?.object === 'AbortSignal' && access.member === 'timeout') {
    return 'AbortSignal.timeout is a timer of its own: use the injected Clock';
  }
  const module = importedModule(node);
  return module !== null && TIMER_MODULES.has(module) ? `${module} has timers: use the injected Clock` : null;
}

function clockMessage(node: ts.Node): string | null {
  const access = memberAccess(node);
  if (access) {
    const name = `${access.object}.${access.member}`;
    if (CLOCK_READINGS.has(name)) return `${name} reads the clock: use the injected Clock`;
  }
  const isDate =
    (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === 'Date';
  if (!isDate) return null;
  if (ts.isCallExpression(node)) return 'Date() reads the clock: use the injected Clock';
  return node.arguments?.length ? null : 'new Date() reads the clock: use the injected Clock';
}

function chanceMessage(path: string, node: ts.Node): string | null {
  const access = memberAccess(node);
  if (access?.object === 'Math' && access.member === 'random') {
    return 'Math.random cannot be repeated: take a seed, or node:crypto where secrecy is meant';
  }
  if (!isUnder(path, PURE_CORE)) return null;
  return access?.object === 'crypto' ? 'the pure core takes no chance, not even from crypto' : null;
}

export const clockAndChance: Check = (source) => {
  const refused = refusedAt(source.path);
  return findInNodes(
    source,
    'clock-and-chance',
    (node) =>
      (refused.timers ? timerMessage(node) : null) ??
      (refused.clock ? clockMessage(node) : null) ??
      chanceMessage(source.path, node),
  );
};
