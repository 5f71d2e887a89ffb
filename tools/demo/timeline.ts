/** Shows what happens to a saga, line by line as it happens: in colour on a terminal, plain elsewhere, JSON for machines. */
import type { SagaEventJson } from '../client/suoke-client.js';

export type Output = 'colour' | 'plain' | 'json';

const CODES = { green: 32, red: 31, yellow: 33, cyan: 36, dim: 2, bold: 1 } as const;
type Colour = keyof typeof CODES;

interface Line {
  readonly mark: string;
  readonly colour: Colour;
  readonly text: string;
}

const text = (event: SagaEventJson, field: string): string => String(event[field] ?? '');

function place(event: SagaEventJson): string {
  const step = text(event, 'step');
  const branch = text(event, 'branch');
  return branch === '' || branch === 'main' ? step : `${step}/${branch}`;
}

function answer(event: SagaEventJson): string {
  const error = (event['error'] ?? {}) as { code?: string; reason?: string };
  return [error.code, error.reason].filter((part) => part !== undefined && part !== '').join(' ');
}

function lower(event: SagaEventJson, field: string, prefix: string): string {
  return text(event, field).replace(prefix, '').toLowerCase();
}

function waitOf(event: SagaEventJson): string {
  const next = event['next_attempt_time'];
  if (typeof next !== 'string') return 'no attempt left';
  return `next try in ${((Date.parse(next) - Date.parse(event.time)) / 1_000).toFixed(1)} s`;
}

function attempt(event: SagaEventJson): Line {
  const undo = text(event, 'direction') === 'CALL_DIRECTION_COMPENSATION' ? 'undo ' : '';
  const outcome = lower(event, 'outcome', 'ATTEMPT_OUTCOME_');
  const tries = `attempt ${text(event, 'attempt')}`;
  return {
    mark: '~',
    colour: 'yellow',
    text: `${undo}${place(event)}: ${tries} ${outcome} (${answer(event)}), ${waitOf(event)}`,
  };
}

const LINES: Record<string, (event: SagaEventJson) => Line> = {
  STARTED: () => ({ mark: '▶', colour: 'bold', text: 'accepted and durable' }),
  BRANCH_DONE: (event) => ({ mark: '✓', colour: 'green', text: place(event) }),
  BRANCH_REFUSED: (event) => ({
    mark: '✗',
    colour: 'red',
    text: `${place(event)}: refused (${answer(event)})`,
  }),
  ATTEMPT_FAILED: attempt,
  INTERRUPTED: (event) => ({
    mark: '!',
    colour: 'red',
    text: `its process died; another one took over, epoch ${text(event, 'epoch')}`,
  }),
  RELEASED: () => ({ mark: '↷', colour: 'dim', text: 'handed over by a process that stops' }),
  TURNED: (event) => ({
    mark: '↩',
    colour: 'cyan',
    text: `turns back: ${lower(event, 'turn_cause', 'TURN_CAUSE_')}`,
  }),
  BRANCH_UNDONE: (event) => ({ mark: '↶', colour: 'cyan', text: `${place(event)}: undone` }),
  UNDO_FAILED: (event) => ({
    mark: '✗',
    colour: 'red',
    text: `${place(event)}: not undone (${answer(event)})`,
  }),
  FAILED: (event) => ({
    mark: '■',
    colour: 'red',
    text: `stuck: ${lower(event, 'stuck_class', 'STUCK_CLASS_')}`,
  }),
  COMPLETED: () => ({ mark: '●', colour: 'green', text: 'COMPLETED' }),
  COMPENSATED: () => ({ mark: '●', colour: 'cyan', text: 'COMPENSATED: nothing of it is left in force' }),
};

export class Timeline {
  private startedAtMs: number | null = null;

  constructor(
    private readonly output: Output,
    private readonly write: (line: string) => void = (line) => process.stdout.write(`${line}\n`),
  ) {}

  /** A heading; nothing in JSON. */
  heading(label: string): void {
    this.startedAtMs = null;
    if (this.output !== 'json') this.write(`\n${this.paint('bold', label)}`);
  }

  note(label: string): void {
    if (this.output !== 'json') this.write(`  ${this.paint('dim', label)}`);
  }

  event(sagaId: string, event: SagaEventJson): void {
    if (this.output === 'json') return this.write(JSON.stringify({ saga: sagaId, ...event }));
    const kind = event.kind.replace('EVENT_KIND_', '');
    const atMs = Date.parse(event.time);
    this.startedAtMs ??= atMs;
    const line = LINES[kind]?.(event) ?? { mark: '·', colour: 'dim' as const, text: kind.toLowerCase() };
    const since = ((atMs - this.startedAtMs) / 1_000).toFixed(3).padStart(7);
    this.write(
      `  ${this.paint('dim', `${since} s`)}  ${this.paint(line.colour, `${line.mark} ${line.text}`)}`,
    );
  }

  result(value: { readonly [key: string]: unknown }, label: string): void {
    if (this.output === 'json') this.write(JSON.stringify(value));
    else this.write(`  ${label}`);
  }

  private paint(colour: Colour, label: string): string {
    return this.output === 'colour' ? `\u001b[${CODES[colour]}m${label}\u001b[0m` : label;
  }
}
