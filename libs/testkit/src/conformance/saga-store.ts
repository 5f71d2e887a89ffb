/**
 * The conformance suite of SagaStore, SagaReads, AuditLog and Instances: what the engine relies on, told once for every
 * store. Races inside one statement are not told here, because a store in memory has none.
 */
import { instanceCases } from './instances.js';
import { claimCases } from './saga-store-claims.js';
import { constraintCases } from './saga-store-constraints.js';
import { flushCases } from './saga-store-flush.js';
import { holdCases } from './saga-store-holds.js';
import { operateCases } from './saga-store-operate.js';
import { readCases } from './saga-store-reads.js';
import { startCases } from './saga-store-start.js';
import { takeoverCases } from './saga-store-takeover.js';
import { StoreWorld, type SagaStoreHarness } from './saga-store-world.js';

/** Declares the suite; to be called at the top of a test file. */
export function sagaStoreConformance(name: string, makeHarness: () => Promise<SagaStoreHarness>): void {
  describe(`the store ${name}`, () => {
    const world = new StoreWorld(makeHarness);
    beforeAll(() => world.open());
    beforeEach(() => world.harness.reset());
    afterAll(() => world.harness.close());
    describe('start', () => startCases(world));
    describe('claim and sweep', () => claimCases(world));
    describe('flush', () => flushCases(world));
    describe('takeover', () => takeoverCases(world));
    describe('operate', () => operateCases(world));
    describe('holds', () => holdCases(world));
    describe('reads', () => readCases(world));
    describe('constraints', () => constraintCases(world));
    describe('instances', () => instanceCases(world));
  });
}
