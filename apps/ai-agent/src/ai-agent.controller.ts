import type { Metadata } from '@grpc/grpc-js';
import { Controller, Inject, type OnModuleDestroy } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import { isUuid, type ai_agent_v1 } from '#libs/contracts';
import {
  actionKeyOf,
  CLOCK,
  formatCallKey,
  notFound,
  readCallKey,
  replyCodec,
  SagaCalls,
  validInput,
} from '#libs/participant';
import type { Clock } from '#libs/platform';
import { AgentRuns } from './agent-runs.js';
import { analysisInput, cancelInput, getAnalysisInput, listAnalysesInput } from './ai-agent.input.js';
import { Analyses } from './analyses.js';
import { agentNameOf, storedResult } from './analysis-message.js';
import { AGENT_ENGINE, type AgentEngine, type TaskKind } from './engine.js';

const SERVICE = 'suoke.ai_agent.v1.AiAgentService';

/** The replies of the three actions have the same fields under the same numbers, so that one codec reads all of them. */
type ActionReply = ai_agent_v1.AnalyzeResponse;
const ACTION_REPLY = replyCodec<ActionReply>(SERVICE, 'Analyze');

const CANCEL = {
  input: cancelInput,
  reply: replyCodec<ai_agent_v1.CancelAnalysisResponse>(SERVICE, 'CancelAnalysis'),
  actionReply: ACTION_REPLY,
  nothingToUndo: { cancelled: false },
};

/** suoke.ai_agent.v1.AiAgentService */
@Controller()
export class AiAgentController implements OnModuleDestroy {
  private readonly method;

  constructor(
    private readonly calls: SagaCalls,
    private readonly analyses: Analyses,
    private readonly runs: AgentRuns,
    @Inject(AGENT_ENGINE) private readonly engine: AgentEngine,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.method = { input: analysisInput(() => clock.now()), reply: ACTION_REPLY };
  }

  @GrpcMethod('AiAgentService', 'Analyze')
  analyze(request: ai_agent_v1.AnalyzeRequest__Output, metadata: Metadata) {
    return this.serve('analysis', request, metadata);
  }

  @GrpcMethod('AiAgentService', 'Diagnose')
  diagnose(request: ai_agent_v1.DiagnoseRequest__Output, metadata: Metadata) {
    return this.serve('diagnosis', request, metadata);
  }

  @GrpcMethod('AiAgentService', 'Recommend')
  recommend(request: ai_agent_v1.RecommendRequest__Output, metadata: Metadata) {
    return this.serve('recommendation', request, metadata);
  }

  /** The key is closed first, then the run is ended: a run that comes to its end in between is refused by the barrier. */
  @GrpcMethod('AiAgentService', 'CancelAnalysis')
  async cancelAnalysis(
    request: ai_agent_v1.CancelAnalysisRequest__Output,
    metadata: Metadata,
  ): Promise<ai_agent_v1.CancelAnalysisResponse> {
    const reply = await this.calls.compensation(
      CANCEL,
      metadata,
      request,
      async ({ reason }, done, { manager }) => {
        await this.analyses.cancel(manager, done.analysis_id ?? '', reason);
        return { cancelled: true };
      },
    );
    this.runs.cancel(formatCallKey(actionKeyOf(readCallKey(metadata, 'compensation'))));
    return reply;
  }

  @GrpcMethod('AiAgentService', 'GetAnalysis')
  async getAnalysis(
    request: ai_agent_v1.GetAnalysisRequest__Output,
  ): Promise<ai_agent_v1.GetAnalysisResponse> {
    const { analysis_id: id } = validInput(getAnalysisInput, request);
    const analysis = isUuid(id) ? await this.analyses.find(id) : null;
    if (analysis === null) throw notFound('ANALYSIS_NOT_FOUND', 'analysis');
    return { analysis };
  }

  @GrpcMethod('AiAgentService', 'ListAnalyses')
  listAnalyses(request: ai_agent_v1.ListAnalysesRequest__Output): Promise<ai_agent_v1.ListAnalysesResponse> {
    return this.analyses.list(validInput(listAnalysesInput, request));
  }

  onModuleDestroy(): void {
    this.runs.cancelAll();
  }

  private serve(kind: TaskKind, request: unknown, metadata: Metadata): Promise<ActionReply> {
    return this.calls.preparedAction(
      this.method,
      metadata,
      request,
      async ({ agent, data }, key) => {
        const result = await this.runs.run(formatCallKey(key), { agent: agentNameOf(agent), kind, data });
        return storedResult(agent, kind, result, this.engine.version);
      },
      async (result, input, context) => {
        const analysisId = await this.analyses.store(input, kind, result, context);
        return { analysis_id: analysisId, result: { ...result, analysis_id: analysisId } };
      },
    );
  }
}
