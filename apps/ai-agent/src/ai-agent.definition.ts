import type { ParticipantDefinition } from '#libs/participant';
import { envVar } from '#libs/platform';
import { aiAgentMigrations } from '../../../migrations/ai-agent/index.js';
import { AiAgentModule } from './ai-agent.module.js';
import { Analysis } from './analysis.entity.js';

const settings = {
  /** How long the offline engine takes over each answer. */
  SUOKE_AI_AGENT_THINK_MS: envVar.durationMs(0, 600_000).default(50),
  /** The longest that one analysis may take. */
  SUOKE_AI_AGENT_RUN_LIMIT: envVar.durationMs(100, 3_600_000).default(120_000),
  /** Analyses at a time; a caller beyond is told to come again. */
  SUOKE_AI_AGENT_MAX_RUNS: envVar.integer(1, 100_000).default(4_096),
};

/** The service in which the agents work. */
export const aiAgent = {
  name: 'ai-agent',
  schema: 'ai_agent',
  port: 5102,
  protoPackage: 'suoke.ai_agent.v1',
  settings,
  entities: [Analysis],
  migrations: aiAgentMigrations,
  module: (chosen) =>
    AiAgentModule.with(chosen.SUOKE_AI_AGENT_THINK_MS, {
      runMs: chosen.SUOKE_AI_AGENT_RUN_LIMIT,
      runs: chosen.SUOKE_AI_AGENT_MAX_RUNS,
    }),
} satisfies ParticipantDefinition<typeof settings>;
