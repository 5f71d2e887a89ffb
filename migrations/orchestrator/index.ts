import { Sagas1790000000001 } from './0001-sagas.js';
import { Partitions1790000000002 } from './0002-partitions.js';
import { Orchestration1790000000003 } from './0003-orchestration.js';
import { Operators1790000000004 } from './0004-operators.js';
import { Holds1790000000005 } from './0005-holds.js';
import { Audit1790000000006 } from './0006-audit.js';
import { Operations1790000000007 } from './0007-operations.js';
import { Lists1790000000008 } from './0008-lists.js';
import { Approvals1790000000009 } from './0009-approvals.js';

/** The schema `orchestrator`, oldest first. */
export const orchestratorMigrations = [
  Sagas1790000000001,
  Partitions1790000000002,
  Orchestration1790000000003,
  Operators1790000000004,
  Holds1790000000005,
  Audit1790000000006,
  Operations1790000000007,
  Lists1790000000008,
  Approvals1790000000009,
];
