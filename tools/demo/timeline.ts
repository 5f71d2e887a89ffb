/**
 * Shows what happens to a saga, line by line as it happens: in colour on a terminal, plain elsewhere, JSON for machines.
 *
 * 1. Lines of a scenario come in the order of their times, which are those of the database, counted from its first event.
 * 2. What no event tells is noted with the time at which it happened, and waits for the first event after it.
 * 3. A line of JSON names its scenario.
 */
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

type Facts = { readonly [name: string]: unknown };

/** Something that no event tells. */
interface Incident {
  readonly atMs: number;
  readonly value: Facts;
  readonly label: string;
}

export class Timeline {
  private scenario = '';
  private startedAtMs: number | null = null;
  private waiting: Incident[] = [];

  constructor(
    private readonly output: Output,
    private readonly write: (line: string) => void = (line) => process.stdout.write(`${line}\n`),
  ) {}

  /** Begins a scenario; nothing in JSON but its name in every line. */
  begin(scenario: string, label: string): void {
    this.scenario = scenario;
    this.startedAtMs = null;
    this.heading(label);
  }

  /** A heading; nothing in JSON. */
  heading(label: string): void {
    if (this.output !== 'json') this.write(`\n${this.paint('bold', label)}`);
  }

  note(label: string): void {
    if (this.output !== 'json') this.write(`  ${this.paint('dim', label)}`);
  }

  event(sagaId: string, event: SagaEventJson): void {
    const atMs = Date.parse(event.time);
    this.startedAtMs ??= atMs;
    this.tellIncidents(atMs);
    if (this.output === 'json') return this.writeJson({ saga: sagaId, ...event });
    const kind = event.kind.replace('EVENT_KIND_', '');
    const line = LINES[kind]?.(event) ?? { mark: '·', colour: 'dim' as const, text: kind.toLowerCase() };
    this.writeAt(atMs, line);
  }

  /** Notes what happened at a time of the database (2). */
  incident(atMs: number, value: Facts, label: string): void {
    this.waiting.push({ atMs, value, label });
  }

  result(value: Facts, label: string): void {
    this.tellIncidents(Infinity);
    if (this.output === 'json') this.writeJson(value);
    else this.write(`  ${label}`);
  }

  private tellIncidents(untilMs: number): void {
    const due = this.waiting.filter(({ atMs }) => atMs <= untilMs);
    this.waiting = this.waiting.filter(({ atMs }) => atMs > untilMs);
    for (const { atMs, value, label } of due) {
      if (this.output === 'json') this.writeJson({ ...value, time: new Date(atMs).toISOString() });
      else this.writeAt(atMs, { mark: '†', colour: 'red', text: label });
    }
  }

  private writeAt(atMs: number, { mark, colour, text: said }: Line): void {
    const since = ((atMs - (this.startedAtMs ?? atMs)) / 1_000).toFixed(3).padStart(7);
    this.write(`  ${this.paint('dim', `${since} s`)}  ${this.paint(colour, `${mark} ${said}`)}`);
  }

  private writeJson(value: Facts): void {
    this.write(JSON.stringify({ scenario: this.scenario, ...value }));
  }

  private paint(colour: Colour, label: string): string {
    return this.output === 'colour' ? `\u001b[${CODES[colour]}m${label}\u001b[0m` : label;
  }
}
