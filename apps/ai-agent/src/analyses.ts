import { Injectable } from '@nestjs/common';
import type { ai_agent_v1 } from '#libs/contracts';
import { pageOf, pageWindow, type CallContext } from '#libs/participant';
import { DataSource, IsNull, LessThan, type EntityManager } from 'typeorm';
import type { AnalysisInput, ListAnalysesInput } from './ai-agent.input.js';
import { Analysis, type StoredResult } from './analysis.entity.js';
import { messageOf } from './analysis-message.js';
import type { TaskKind } from './engine.js';

/** The table of analyses. An analysis is never changed, except that it is withdrawn once. */
@Injectable()
export class Analyses {
  constructor(private readonly dataSource: DataSource) {}

  /** Stores what an agent returned, in the transaction of the call; returns its id. */
  async store(
    input: AnalysisInput,
    kind: TaskKind,
    result: StoredResult,
    { manager, key, callKey }: CallContext,
  ): Promise<string> {
    const analysis = manager.create(Analysis, {
      callKey,
      sagaId: key.sagaId,
      userId: input.user_id,
      consultationId: input.consultation_id,
      agent: input.agent,
      kind,
      engineVersion: result.engine_version ?? '',
      result,
    });
    await manager.insert(Analysis, analysis);
    return analysis.analysisId;
  }

  /** Withdraws an analysis and keeps the reason, which may be empty. */
  async cancel(manager: EntityManager, analysisId: string, reason: string): Promise<void> {
    await manager.update(Analysis, { analysisId }, { cancelledAt: () => 'now()', cancelReason: reason });
  }

  /** One analysis, withdrawn or not; null when there is none. */
  async find(analysisId: string): Promise<ai_agent_v1.Analysis | null> {
    const row = await this.dataSource.manager.findOneBy(Analysis, { analysisId });
    return row === null ? null : messageOf(row);
  }

  /** A page of analyses, the newest first. */
  async list(request: ListAnalysesInput): Promise<ai_agent_v1.ListAnalysesResponse> {
    const window = pageWindow(request);
    const found = await this.dataSource.manager.find(Analysis, {
      where: {
        seq: LessThan(window.before),
        ...(request.user_id === '' ? {} : { userId: request.user_id }),
        ...(request.consultation_id === '' ? {} : { consultationId: request.consultation_id }),
        ...(request.saga_id === '' ? {} : { sagaId: request.saga_id }),
        ...(request.show_cancelled ? {} : { cancelledAt: IsNull() }),
      },
      order: { seq: 'DESC' },
      take: window.limit + 1,
    });
    const { rows, next_page_token } = pageOf(found, request, window);
    return { analyses: rows.map(messageOf), next_page_token };
  }
}
