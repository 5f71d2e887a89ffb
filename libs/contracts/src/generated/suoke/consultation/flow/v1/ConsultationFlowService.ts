// Generated from proto/suoke/consultation/flow/v1/consultation_flow.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { StartConsultationRequest as _suoke_consultation_flow_v1_StartConsultationRequest, StartConsultationRequest__Output as _suoke_consultation_flow_v1_StartConsultationRequest__Output } from '../../../../suoke/consultation/flow/v1/StartConsultationRequest.js';
import type { StartConsultationResponse as _suoke_consultation_flow_v1_StartConsultationResponse, StartConsultationResponse__Output as _suoke_consultation_flow_v1_StartConsultationResponse__Output } from '../../../../suoke/consultation/flow/v1/StartConsultationResponse.js';

/**
 * The typed door to the health consultation: StartSaga for those who would rather have fields than a Struct.
 */
export interface ConsultationFlowServiceClient extends grpc.Client {
  /**
   * Starts a health consultation. Answers after it is durable.
   * Errors: as SagaService.StartSaga.
   */
  StartConsultation(argument: _suoke_consultation_flow_v1_StartConsultationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_consultation_flow_v1_StartConsultationResponse__Output>): grpc.ClientUnaryCall;
  StartConsultation(argument: _suoke_consultation_flow_v1_StartConsultationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_consultation_flow_v1_StartConsultationResponse__Output>): grpc.ClientUnaryCall;
  StartConsultation(argument: _suoke_consultation_flow_v1_StartConsultationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_consultation_flow_v1_StartConsultationResponse__Output>): grpc.ClientUnaryCall;
  StartConsultation(argument: _suoke_consultation_flow_v1_StartConsultationRequest, callback: grpc.requestCallback<_suoke_consultation_flow_v1_StartConsultationResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Starts a health consultation. Answers after it is durable.
   * Errors: as SagaService.StartSaga.
   */
  startConsultation(argument: _suoke_consultation_flow_v1_StartConsultationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_consultation_flow_v1_StartConsultationResponse__Output>): grpc.ClientUnaryCall;
  startConsultation(argument: _suoke_consultation_flow_v1_StartConsultationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_consultation_flow_v1_StartConsultationResponse__Output>): grpc.ClientUnaryCall;
  startConsultation(argument: _suoke_consultation_flow_v1_StartConsultationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_consultation_flow_v1_StartConsultationResponse__Output>): grpc.ClientUnaryCall;
  startConsultation(argument: _suoke_consultation_flow_v1_StartConsultationRequest, callback: grpc.requestCallback<_suoke_consultation_flow_v1_StartConsultationResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * The typed door to the health consultation: StartSaga for those who would rather have fields than a Struct.
 */
export interface ConsultationFlowServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Starts a health consultation. Answers after it is durable.
   * Errors: as SagaService.StartSaga.
   */
  StartConsultation: grpc.handleUnaryCall<_suoke_consultation_flow_v1_StartConsultationRequest__Output, _suoke_consultation_flow_v1_StartConsultationResponse>;
  
}

export interface ConsultationFlowServiceDefinition extends grpc.ServiceDefinition {
  StartConsultation: MethodDefinition<_suoke_consultation_flow_v1_StartConsultationRequest, _suoke_consultation_flow_v1_StartConsultationResponse, _suoke_consultation_flow_v1_StartConsultationRequest__Output, _suoke_consultation_flow_v1_StartConsultationResponse__Output>
}
