import { sagaStoreConformance } from '#libs/testkit';
import { postgresHarness } from './postgres-harness.js';

sagaStoreConformance('in Postgres', postgresHarness);
