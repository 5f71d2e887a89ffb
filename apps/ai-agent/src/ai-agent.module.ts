import { Module, type DynamicModule } from '@nestjs/common';
import { CLOCK } from '#libs/participant';
import type { Clock } from '#libs/platform';
import { AgentRuns, type RunLimits } from './agent-runs.js';
import { AiAgentController } from './ai-agent.controller.js';
import { Analyses } from './analyses.js';
import { AGENT_ENGINE, type AgentEngine } from './engine.js';
import { loadRuleBase } from './rule-base.js';
import { RuleEngine } from './rule-engine.js';

/** Composition: here the engine is chosen. */
@Module({})
export class AiAgentModule {
  static with(thinkMs: number, limits: RunLimits): DynamicModule {
    return {
      module: AiAgentModule,
      controllers: [AiAgentController],
      providers: [
        Analyses,
        {
          provide: AGENT_ENGINE,
          inject: [CLOCK],
          useFactory: async (clock: Clock) => new RuleEngine(await loadRuleBase(), thinkMs, clock),
        },
        {
          provide: AgentRuns,
          inject: [AGENT_ENGINE, CLOCK],
          useFactory: (engine: AgentEngine, clock: Clock) => new AgentRuns(engine, limits, clock),
        },
      ],
    };
  }
}
