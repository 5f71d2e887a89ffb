import { EngineError } from '#libs/saga-engine';

/** What is wrong with a filter, in words that go on after "it". Nothing of the filter itself is in it: it may name a person. */
export interface FilterMistake {
  readonly it: string;
  /** Where, as an index into the text. */
  readonly at?: number;
  /** What to write instead. */
  readonly hint?: string;
}

/** @throws EngineError INVALID_ARGUMENT */
export function refuse({ it, at, hint }: FilterMistake): never {
  const place = at === undefined ? '' : ` at character ${at + 1}`;
  const description = `${it}${place}${hint === undefined ? '' : `; ${hint}`}`;
  throw new EngineError('INVALID_ARGUMENT', `The filter cannot be served: it ${description}.`, {
    violations: [{ field: 'filter', description }],
  });
}
