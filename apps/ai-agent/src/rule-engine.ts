import type { Clock } from '#libs/platform';
import type { AgentEngine, AgentResult, AgentTask } from './engine.js';
import { reason } from './reasoning.js';
import type { RuleBase } from './rule-base.js';
import { SymptomReader } from './symptom-reader.js';

/**
 * The offline engine: the rule base, at the pace of an agent that takes its time. The rules themselves take about a
 * millisecond; `thinkMs` is what a conversation waits in between.
 */
export class RuleEngine implements AgentEngine {
  readonly version: string;
  private readonly reader: SymptomReader;

  constructor(
    private readonly rules: RuleBase,
    private readonly thinkMs: number,
    private readonly clock: Clock,
  ) {
    this.version = rules.version;
    this.reader = new SymptomReader(rules.symptoms);
  }

  /** See AgentEngine. */
  async run(task: AgentTask, signal: AbortSignal): Promise<AgentResult> {
    signal.throwIfAborted();
    if (this.thinkMs > 0) await this.clock.sleep(this.thinkMs, signal);
    return reason(this.rules, this.reader, task);
  }
}
