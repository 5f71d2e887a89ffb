/** `suoke.consultation.flow.v1.ConsultationFlowService`: the typed door to the health consultation. */
import type { Metadata, ServerUnaryCall } from '@grpc/grpc-js';
import { Controller } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import { durationToMs, jsonCodec, timestampToMs, type consultation_flow_v1 } from '#libs/contracts';
import { callerWaitMs, goneSignal, traceParentOf } from './call-context.js';
import { RequestChecks } from './request-checks.js';
import { SagaDoor } from './saga-door.js';

const INPUT = 'suoke.consultation.flow.v1.StartConsultationInput';
const USER_ID = /^[A-Za-z0-9_-]{1,64}$/;

type Input = consultation_flow_v1.StartConsultationInput__Output;

/** What the proto file calls required: without it the saga would only start in order to be undone. */
function checkRequired(checks: RequestChecks, input: Input | null): void {
  if (input === null) return checks.add('input', 'is required');
  if (!USER_ID.test(input.user_id)) checks.add('input.user_id', 'must match [A-Za-z0-9_-]{1,64}');
  if (input.consultation_data === null) checks.add('input.consultation_data', 'is required');
}

@Controller()
export class FlowController {
  private readonly input = jsonCodec(INPUT);

  constructor(private readonly door: SagaDoor) {}

  @GrpcMethod('ConsultationFlowService', 'StartConsultation')
  async startConsultation(
    request: consultation_flow_v1.StartConsultationRequest__Output,
    metadata: Metadata,
    call: ServerUnaryCall<unknown, unknown>,
  ): Promise<consultation_flow_v1.StartConsultationResponse> {
    const { wait, deadline, input } = request;
    const checks = new RequestChecks();
    checkRequired(checks, input);
    const waitMs = wait === null ? 0 : checks.read('wait', () => durationToMs(wait));
    return this.door.start({
      type: request.supervised ? 'health-consultation-supervised' : 'health-consultation',
      input: checks.read('input', () => this.input.fromWire(input ?? {})),
      requestId: request.request_id,
      labels: request.labels,
      deadlineAtMs: deadline === null ? null : checks.read('deadline', () => timestampToMs(deadline)),
      waitMs: callerWaitMs(waitMs ?? 0, call),
      gone: goneSignal(call),
      traceContext: traceParentOf(metadata),
      checks,
    });
  }
}
