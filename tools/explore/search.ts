/**
 * Breadth first over everything that can be reached, so that the course to the first mistake is the shortest. It knows
 * nothing of sagas.
 *
 * 1. Every state is judged once; of states with the same key one stands for all.
 * 2. The same model gives the same numbers, always.
 * 3. From every state rest must be reachable by moves that are due: otherwise it is a trap.
 */
export interface Model<S, M> {
  readonly beginning: S;
  keyOf(state: S): string;
  movesOf(state: S): readonly M[];
  isDue(move: M): boolean;
  /** @throws what `isViolation` knows */
  make(state: S, move: M): S;
  /** @param isAtRest no move is due. @throws what `isViolation` knows */
  judge(state: S, isAtRest: boolean): void;
  isViolation(error: unknown): error is Error;
}

export interface Step<S, M> {
  /** Null for the beginning. */
  readonly move: M | null;
  /** Null where the move itself broke a rule. */
  readonly state: S | null;
}

export interface Findings<S, M> {
  readonly states: number;
  readonly transitions: number;
  /** Moves on the shortest course to the state that is farthest away. */
  readonly depth: number;
  readonly atRest: number;
  /** The shortest course to a mistake, and the mistake. */
  readonly violation: { readonly error: Error; readonly course: readonly Step<S, M>[] } | null;
}

export class TrapError extends Error {}

interface Visited<S> {
  readonly id: number;
  readonly state: S;
}

export class Search<S, M> {
  private readonly ids = new Map<string, number>();
  private readonly parents: number[] = [];
  /** Which of its parent's moves led to a state first. */
  private readonly moveNumbers: number[] = [];
  private readonly dueFrom: number[] = [];
  private readonly dueTo: number[] = [];
  private readonly resting: number[] = [];
  private transitions = 0;
  private depth = 0;

  constructor(private readonly model: Model<S, M>) {}

  run(): Findings<S, M> {
    const { model } = this;
    let level: Visited<S>[] = [this.visit(model.beginning, -1, -1) as Visited<S>];
    while (level.length > 0) {
      const next: Visited<S>[] = [];
      for (const visited of level) {
        const mistake = this.expand(visited, next);
        if (mistake !== null) return mistake;
      }
      if (next.length > 0) this.depth += 1;
      level = next;
    }
    const trap = this.findTrap();
    if (trap === null) return this.findings(null);
    return this.findings({
      error: new TrapError('from here no rest can be reached'),
      course: this.courseTo(trap),
    });
  }

  private expand({ id, state }: Visited<S>, next: Visited<S>[]): Findings<S, M> | null {
    const { model } = this;
    const moves = model.movesOf(state);
    const isAtRest = !moves.some((move) => model.isDue(move));
    if (isAtRest) this.resting.push(id);
    try {
      model.judge(state, isAtRest);
    } catch (error) {
      if (!model.isViolation(error)) throw error;
      return this.findings({ error, course: this.courseTo(id) });
    }
    for (const [number, move] of moves.entries()) {
      this.transitions += 1;
      try {
        const after = this.visit(model.make(state, move), id, number, model.isDue(move));
        if (after !== null) next.push(after);
      } catch (error) {
        if (!model.isViolation(error)) throw error;
        return this.findings({ error, course: [...this.courseTo(id), { move, state: null }] });
      }
    }
    return null;
  }

  /** Notes a state; null when it was known. */
  private visit(state: S, parent: number, moveNumber: number, isDue = false): Visited<S> | null {
    const key = this.model.keyOf(state);
    const before = this.ids.get(key);
    const id = before ?? this.parents.length;
    if (isDue) {
      this.dueFrom.push(parent);
      this.dueTo.push(id);
    }
    if (before !== undefined) return null;
    this.ids.set(key, id);
    this.parents.push(parent);
    this.moveNumbers.push(moveNumber);
    return { id, state };
  }

  private findings(violation: Findings<S, M>['violation']): Findings<S, M> {
    const { transitions, depth } = this;
    return { states: this.parents.length, transitions, depth, atRest: this.resting.length, violation };
  }

  /** The same moves once more, from the beginning. */
  private courseTo(id: number): Step<S, M>[] {
    const { model } = this;
    const numbers: number[] = [];
    for (let at = id; (this.parents[at] ?? -1) >= 0; at = this.parents[at] as number)
      numbers.unshift(this.moveNumbers[at] as number);
    let state = model.beginning;
    const course: Step<S, M>[] = [{ move: null, state }];
    for (const number of numbers) {
      const move = model.movesOf(state)[number] as M;
      state = model.make(state, move);
      course.push({ move, state });
    }
    return course;
  }

  /** The first state from which the moves that are due lead to no rest; null when there is none. */
  private findTrap(): number | null {
    const count = this.parents.length;
    const starts = new Int32Array(count + 1);
    for (const to of this.dueTo) starts[to + 1] = (starts[to + 1] as number) + 1;
    for (let id = 0; id < count; id += 1)
      starts[id + 1] = (starts[id + 1] as number) + (starts[id] as number);
    const sources = new Int32Array(this.dueFrom.length);
    const filled = starts.slice();
    for (const [edge, to] of this.dueTo.entries()) {
      const place = filled[to] as number;
      sources[place] = this.dueFrom[edge] as number;
      filled[to] = place + 1;
    }
    const leadsToRest = new Uint8Array(count);
    const open = [...this.resting];
    for (const id of open) leadsToRest[id] = 1;
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      for (let place = starts[id] as number; place < (starts[id + 1] as number); place += 1) {
        const source = sources[place] as number;
        if (leadsToRest[source] === 1) continue;
        leadsToRest[source] = 1;
        open.push(source);
      }
    }
    const trap = leadsToRest.indexOf(0);
    return trap < 0 ? null : trap;
  }
}
