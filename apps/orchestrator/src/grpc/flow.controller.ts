/** `suoke.consultation.flow.v1.ConsultationFlowService`: the typed door to the health consultation. */
import type { Metadata, ServerUnaryCall } from '@grpc/grpc-js';
import { Controller } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import { durationToMs, jsonCodec, timestampToMs, type consultation_flow_v1 } from '#libs/contracts';
import { callerWaitMs, traceParentOf } from './call-context.js';
import { SagaDoor } from './saga-door.js';

const INPUT = 'suoke.consultation.flow.v1.StartConsultationInput';

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
    const waitMs = callerWaitMs(request.wait === null ? 0 : durationToMs(request.wait), call);
    return this.door.start({
      type: request.supervised ? 'health-consultation-supervised' : 'health-consultation',
      input: this.input.fromWire(request.input ?? {}),
      inputField: 'input',
      requestId: request.request_id,
      labels: request.labels,
      deadlineAtMs: request.deadline === null ? null : timestampToMs(request.deadline),
      waitMs,
      traceContext: traceParentOf(metadata),
    });
  }
}
