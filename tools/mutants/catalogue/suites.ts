/** Suites that several mutants name. */
import type { Simulation, TestSuite } from '../mutant.js';

/** A part of the conformance suite of the store, against Postgres. */
export const inPostgres = (part: string): TestSuite => ({
  file: 'apps/orchestrator/test/saga-store.int.spec.ts',
  part: `in Postgres ${part}`,
});

export const races = (part: string): TestSuite => ({
  file: 'apps/orchestrator/test/saga-store-races.int.spec.ts',
  part,
});

export const inMemory: TestSuite = { file: 'libs/testkit/src/memory/memory-saga-store.spec.ts' };

export const core = (name: string): TestSuite => ({ file: `libs/saga-core/src/${name}.spec.ts` });

export const engine = (name: string): TestSuite => ({ file: `libs/saga-engine/src/${name}.spec.ts` });

export const barrier = (part: string): TestSuite => ({
  file: 'libs/participant/test/barrier.int.spec.ts',
  part,
});

export const simulated = (seeds: number): Simulation => ({ seeds });
