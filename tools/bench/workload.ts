/**
 * What is measured: a saga in the shape of a health consultation, seven calls in five steps, each with 1 KB there and 1 KB
 * back, and the requests that start it. The bare calls follow the same list, so that both do the same work.
 */
import { messageCodec } from '#libs/contracts';
import { ref, type BranchSpec, type SagaDefinition, type Template } from '#libs/saga-core';

const PAYLOAD_BYTES = 1_000;
const TYPE = 'bench';

/** The services, in the order of their ports. Each has a target, a connection and a limit of its own, as the real ones have. */
export const BENCH_SERVICES = [
  'suoke.testkit.v1.BenchRecordService',
  'suoke.testkit.v1.BenchAgentService',
  'suoke.testkit.v1.BenchReportService',
  'suoke.testkit.v1.BenchNotificationService',
  'suoke.testkit.v1.BenchHealthRecordService',
] as const;
export type BenchService = (typeof BENCH_SERVICES)[number];

/** One step of the saga; the bare calls read the same list. */
export interface BenchStep {
  readonly name: string;
  readonly service: BenchService;
  readonly action: string;
  readonly compensation: string;
  /** Branches that are called side by side; one without a name where there is one only. */
  readonly branches: readonly string[];
}

export const BENCH_STEPS: readonly BenchStep[] = [
  {
    name: 'record',
    service: BENCH_SERVICES[0],
    action: 'Create',
    compensation: 'Delete',
    branches: ['main'],
  },
  {
    name: 'agents',
    service: BENCH_SERVICES[1],
    action: 'Analyze',
    compensation: 'Cancel',
    branches: ['xiaoai', 'xiaoke', 'laoke'],
  },
  {
    name: 'report',
    service: BENCH_SERVICES[2],
    action: 'Generate',
    compensation: 'Withdraw',
    branches: ['main'],
  },
  {
    name: 'notification',
    service: BENCH_SERVICES[3],
    action: 'Send',
    compensation: 'Retract',
    branches: ['main'],
  },
  {
    name: 'health_record',
    service: BENCH_SERVICES[4],
    action: 'Update',
    compensation: 'Revert',
    branches: ['main'],
  },
];

const subject = ref('input.subject');
/** Retries soon: what is measured is the work of a retry, not its wait. */
const RETRY = { initialIntervalMs: 20, maxIntervalMs: 1_000, timeoutMs: 30_000 };

function branchOf(step: BenchStep, name: string, payload: Template): BranchSpec {
  const isOnly = step.branches.length === 1;
  const reply = isOnly ? step.name : `${step.name}.${name}`;
  return {
    ...(isOnly ? {} : { name }),
    action: { method: `${step.service}/${step.action}`, request: { subject, payload }, retry: RETRY },
    compensation: {
      method: `${step.service}/${step.compensation}`,
      request: { id: ref(`${reply}.id`) },
      retry: RETRY,
    },
  };
}

/** Where a step has the payload that it passes on: from the first branch of the step before. */
function payloadBefore(index: number): Template {
  const before = BENCH_STEPS[index - 1];
  if (before === undefined) return ref('input.payload');
  const [first = ''] = before.branches;
  return ref(before.branches.length === 1 ? `${before.name}.payload` : `${before.name}.${first}.payload`);
}

export const benchSaga: SagaDefinition = {
  type: TYPE,
  input: 'suoke.testkit.v1.BenchInput',
  deadlineMs: 900_000,
  labels: {},
  steps: BENCH_STEPS.map((step, index) => ({
    name: step.name,
    kind: 'compensatable',
    branches: step.branches.map((name) => branchOf(step, name, payloadBefore(index))),
  })),
  output: { id: ref('report.id') },
};

/** What becomes of the calls: see proto/suoke/testkit/v1/bench.proto. */
export type Subject = 'ok' | 'refused' | 'flaky' | `slow-${number}`;

/** The bytes of a StartSaga request, encoded once for all of them. @param wait whether the answer is held until the saga rests */
export function startRequest(which: Subject, wait: boolean): Buffer {
  const codec = messageCodec('suoke.saga.v1.StartSagaRequest');
  const input = { subject: which, payload: 'x'.repeat(PAYLOAD_BYTES) };
  return codec.encode({ type: TYPE, input, ...(wait ? { wait: '60s' } : {}) });
}
