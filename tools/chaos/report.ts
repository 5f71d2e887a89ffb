/** Tells how a run went, and keeps everything that is needed to understand one that went wrong. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { percentile } from '../statistics.js';
import { expectationOf } from './expectation.js';
import type { Start } from './load.js';
import type { FailedAct } from './nemesis.js';
import type { Operated } from './operators.js';
import { FINDING_KINDS, turnedByFaults, type Finding } from './reconcile.js';
import { recoveriesOf, type Deed, type Recovery } from './recovery.js';
import { dumpSagas, type SagaHistory } from './rows.js';
import { seconds, type Bound } from './scenario.js';
import type { Site } from './site.js';

export interface Result {
  readonly scenario: string;
  readonly seed: number;
  readonly seconds: number;
  readonly rate: number;
  readonly starts: readonly Start[];
  readonly deeds: readonly Deed[];
  readonly failed: readonly FailedAct[];
  readonly operated: Operated;
  readonly numbers: ReadonlyMap<string, number>;
  readonly histories: ReadonlyMap<string, SagaHistory>;
  readonly findings: readonly Finding[];
  /** Sagas after whose undo the participant without the barrier made an effect. */
  readonly late: readonly string[];
  readonly bounds: readonly Bound[];
}

const FINDING_WORDS: Readonly<Record<Finding['kind'], string>> = {
  lost: 'lost',
  double: 'double',
  wrong_end: 'wrong end',
  limbo: 'limbo',
  torn: 'torn histories',
};
const KIND_WIDTH = 28;

function countBy<T>(items: Iterable<T>, nameOf: (item: T) => string): [string, number][] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(nameOf(item), (counts.get(nameOf(item)) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a.localeCompare(b));
}

const listed = (counts: readonly [string, number][]): string =>
  counts.length === 0 ? 'none' : counts.map(([name, count]) => `${name} ${count}`).join(', ');

/** Planned kinds of which not one could be done: what they would have shown is not shown. */
export function missedKinds({ deeds, failed }: Pick<Result, 'deeds' | 'failed'>): string[] {
  const done = new Set(deeds.map(({ kind }) => kind));
  return [...new Set(failed.map(({ act }) => act.kind))].filter((kind) => !done.has(kind));
}

/** What may be said while something is away; INTERNAL is also what grpc-js makes of a connection that was torn. */
const PASSING_CODES: ReadonlySet<string> = new Set([
  'OK',
  'UNAVAILABLE',
  'DEADLINE_EXCEEDED',
  'CANCELLED',
  'RESOURCE_EXHAUSTED',
  'INTERNAL',
]);

/** Why a run shows nothing, or shows a mistake, whatever became of its sagas; empty where it counts. */
export function whyNot(result: Result): string[] {
  const { starts, histories, operated } = result;
  const odd = new Set(starts.map(({ code }) => code).filter((code) => !PASSING_CODES.has(code)));
  return [
    ...(operated.rested ? [] : ['not everything came to rest in time']),
    ...missedKinds(result).map((kind) => `${kind} could never be done`),
    ...(starts.some(({ code }) => code === 'OK') ? [] : ['no start was acknowledged']),
    ...([...histories.values()].some(({ status }) => status === 'COMPLETED')
      ? []
      : ['not one saga completed']),
    ...[...odd].map((code) => `starts were answered by ${code}`),
  ];
}

/** Nothing lost, double, wrong, in limbo or torn; everything at rest in time; every fault done; and sagas that completed. */
export function isClean(result: Result): boolean {
  return result.findings.length === 0 && whyNot(result).length === 0;
}

/** What people read. */
export function reportOf(result: Result): string[] {
  const { starts, deeds, failed, operated, histories, findings, late, bounds, numbers } = result;
  const numberOf = (id: string): number => numbers.get(id) ?? -1;
  const turned = [...histories.values()].filter((history) =>
    turnedByFaults(history, expectationOf(numberOf(history.id))),
  );
  const refused = starts.filter(({ code }) => code !== 'OK');
  const everyKind = [...histories.values()].filter(({ type }) => type === 'every-kind');
  const counts = countBy(findings, ({ kind }) => kind);
  return [
    '',
    `sagas            ${histories.size}: ${listed(countBy(histories.values(), ({ status }) => status))}`,
    `every-kind       ${everyKind.length} of them: ${listed(countBy(everyKind, ({ status }) => status))}`,
    `starts           ${starts.length - refused.length} acknowledged, ${refused.length} not: ${listed(countBy(refused, ({ code }) => code))}`,
    `turned by faults ${turned.length} that would have completed`,
    `late effects     ${late.length} where there is no barrier to refuse them`,
    `operators        replayed ${listed(Object.entries(operated.replayed))}; took back ${operated.compensated} that were refused as planned`,
    `faults           ${deeds.length} done, ${failed.length} not; longest time between two ${seconds(longestPause(deeds))}`,
    ...recoveryTable(deeds, histories),
    ...bounds.map(
      ({ what, measured, limit, holds }) =>
        `bound            ${what}: ${measured} (${limit})${holds ? '' : '  EXCEEDED'}`,
    ),
    '',
    ...whyNot(result),
    FINDING_KINDS.map(
      (kind) => `${FINDING_WORDS[kind]} ${counts.find(([name]) => name === kind)?.[1] ?? 0}`,
    ).join(', '),
  ];
}

function longestPause(deeds: readonly Deed[]): number {
  const times = deeds.map(({ atMs }) => atMs).sort((a, b) => a - b);
  return Math.max(0, ...times.slice(1).map((time, index) => time - (times[index] ?? time)));
}

function recoveryTable(deeds: readonly Deed[], histories: ReadonlyMap<string, SagaHistory>): string[] {
  const recoveries = recoveriesOf(deeds, histories);
  const rows = new Map<string, { kind: string; circumstance: string; act?: Recovery; heal?: Recovery }>();
  for (const recovery of recoveries) {
    const { kind, circumstance, since } = recovery;
    const name = `${kind} ${circumstance}`;
    rows.set(name, { ...(rows.get(name) ?? { kind, circumstance }), [since]: recovery });
  }
  const times = new Map(countBy(deeds, ({ kind }) => kind));
  const cell = (recovery?: Recovery): string => {
    const { samplesMs = [] } = recovery ?? {};
    const [middle, high] = [percentile(samplesMs, 0.5), percentile(samplesMs, 0.99)];
    return `${seconds(middle).padStart(8)} ${seconds(high).padStart(8)} ${`of ${samplesMs.length}`.padEnd(10)}`;
  };
  return [
    '',
    `${'to the next event of a saga'.padEnd(KIND_WIDTH)} times  after the act: p50 p99      after the heal: p50 p99`,
    ...[...rows.values()]
      .sort((a, b) => a.kind.localeCompare(b.kind))
      .map(({ kind, circumstance, act, heal }) =>
        `${kind.padEnd(KIND_WIDTH)} ${String(times.get(kind) ?? 0).padStart(5)} ${cell(act)} ${cell(heal)} ${circumstance === 'alone' ? '' : circumstance}`.trimEnd(),
      ),
    '',
  ];
}

/** How processes ended by themselves: not by a signal of ours, and with an error. From their logs, by name. */
export function ownExits(logFolder: string): string[] {
  return readdirSync(logFolder)
    .filter((file) => file.endsWith('.log'))
    .flatMap((file) => {
      const ends =
        readFileSync(join(logFolder, file), 'utf8').match(/^-- ended with exit code [1-9]\d*$/gm) ?? [];
      return ends.length === 0 ? [] : [`${file.replace('.log', '')} ${ends.length}`];
    });
}

const MOST_DUMPED = 200;

/** Keeps the evidence of a run; returns the folder. Call it while Postgres still runs. */
export async function keepEvidence(site: Site, result: Result, lines: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), `suoke-chaos-${result.seed}-`));
  const keep = (name: string, value: unknown): void =>
    writeFileSync(join(folder, name), `${JSON.stringify(value, toPlain, 1)}\n`);
  const { scenario, seed, seconds: length, rate, deeds, failed, findings, operated, bounds, starts } = result;
  writeFileSync(join(folder, 'report.txt'), `${lines.join('\n')}\n`);
  keep('run.json', { scenario, seed, seconds: length, rate, operated, bounds });
  keep('nemesis.json', { deeds, failed });
  keep('findings.json', findings);
  keep('starts.json', starts);
  const offenders = [...new Set(findings.map(({ sagaId }) => sagaId))].slice(0, MOST_DUMPED);
  keep('sagas.json', await dumpSagas(site.pool, offenders).catch((error: unknown) => String(error)));
  mkdirSync(join(folder, 'logs'));
  cpSync(site.stack.logFolder, join(folder, 'logs'), { recursive: true });
  if (existsSync(site.postgres.logFile)) cpSync(site.postgres.logFile, join(folder, 'logs', 'postgres.log'));
  return folder;
}

function toPlain(_: string, value: unknown): unknown {
  return value instanceof Map ? Object.fromEntries(value) : value;
}
