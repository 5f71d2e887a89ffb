/**
 * The grammar of filters, a part of AIP-160, which says nothing that AIP-160 would read in another way:
 *
 *   filter     = [ expression ]
 *   expression = factor { AND factor } | factor { OR factor }
 *   factor     = NOT factor | "(" expression ")" | comparison
 *   comparison = field operator value | field ":" "*"
 *
 * AND and OR are not mixed without parentheses: AIP-160 binds OR tighter, most people expect the opposite.
 */
import { QUOTING, tokensOf, type Operator, type Token } from './lexer.js';
import { refuse } from './refusal.js';

export interface Comparison {
  readonly kind: 'comparison';
  readonly field: string;
  readonly operator: Operator;
  /** Null for `*`: any value. */
  readonly value: string | null;
  /** Where the field, the operator and the value stand. */
  readonly at: number;
  readonly operatorAt: number;
  readonly valueAt: number;
}

export type FilterTree =
  | Comparison
  | { readonly kind: 'not'; readonly of: FilterTree; readonly at: number }
  | { readonly kind: 'and' | 'or'; readonly of: readonly FilterTree[]; readonly at: number };

export const MAX_COMPARISONS = 32;
/** Of all ORs together. */
export const MAX_ALTERNATIVES = 20;
/** Of parentheses and NOTs. */
export const MAX_DEPTH = 8;

class Parser {
  private index = 0;
  private comparisons = 0;
  private alternatives = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): FilterTree | null {
    if (this.peek().kind === 'end') return null;
    const tree = this.expression(0);
    const rest = this.peek();
    if (rest.kind !== 'end') refuse(leftOver(rest));
    return tree;
  }

  private expression(depth: number): FilterTree {
    const first = this.factor(depth);
    const joint = this.jointAhead();
    if (joint === null) return first;
    const of = [first];
    while (this.jointAhead() === joint) {
      this.take();
      of.push(this.factor(depth));
    }
    const other = this.peek();
    if (this.jointAhead() !== null) {
      const hint = 'put parentheses around what belongs together';
      refuse({ it: 'mixes AND and OR', at: other.at, hint });
    }
    if (joint === 'OR') this.alternatives += of.length;
    if (this.alternatives > MAX_ALTERNATIVES) {
      refuse({ it: `has more than ${MAX_ALTERNATIVES} alternatives`, at: first.at });
    }
    return { kind: joint === 'AND' ? 'and' : 'or', of, at: first.at };
  }

  private factor(depth: number): FilterTree {
    const token = this.peek();
    if (depth > MAX_DEPTH) refuse({ it: `is nested more than ${MAX_DEPTH} deep`, at: token.at });
    if (token.kind === 'keyword' && token.value === 'NOT') {
      this.take();
      return { kind: 'not', of: this.factor(depth + 1), at: token.at };
    }
    if (token.kind === 'sign' && token.value === '(') {
      this.take();
      const inner = this.expression(depth + 1);
      const end = this.take();
      if (end.kind === 'sign' && end.value === ')') return inner;
      refuse(end.kind === 'end' ? { it: 'needs a closing parenthesis', at: end.at } : leftOver(end));
    }
    return this.comparison();
  }

  private comparison(): Comparison {
    const field = this.take();
    if (field.kind !== 'word') refuse({ it: 'needs the name of a field', at: field.at });
    const operator = this.take();
    if (operator.kind !== 'operator') {
      refuse({ it: 'needs an operator', at: operator.at, hint: 'write =, !=, <, <=, >, >= or :' });
    }
    const value = this.take();
    const isAny = value.kind === 'sign' && value.value === '*';
    if (!isAny && value.kind !== 'word' && value.kind !== 'text') {
      refuse({ it: 'needs a value', at: value.at });
    }
    if (isAny !== (operator.value === ':')) {
      const hint = '`field:*` asks whether the field is set; compare with =, !=, <, <=, > or >=';
      refuse({ it: 'cannot compare in this way', at: operator.at, hint });
    }
    this.comparisons += 1;
    if (this.comparisons > MAX_COMPARISONS) {
      refuse({ it: `has more than ${MAX_COMPARISONS} comparisons`, at: field.at });
    }
    const places = { at: field.at, operatorAt: operator.at, valueAt: value.at };
    const compared = isAny ? null : value.value;
    return { kind: 'comparison', field: field.value, operator: operator.value, value: compared, ...places };
  }

  private jointAhead(): 'AND' | 'OR' | null {
    const token = this.peek();
    return token.kind === 'keyword' && token.value !== 'NOT' ? token.value : null;
  }

  private peek(): Token {
    return this.tokens[this.index] as Token;
  }

  /** The end is taken as often as it is asked for. */
  private take(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.index += 1;
    return token;
  }
}

function leftOver(token: Token) {
  const isClosing = token.kind === 'sign' && token.value === ')';
  if (isClosing) return { it: 'closes a parenthesis that is not open', at: token.at };
  if (token.kind === 'operator') return { it: 'compares what was compared', at: token.at, hint: QUOTING };
  return { it: 'needs AND or OR', at: token.at, hint: 'both in capital letters' };
}

/** Null for a filter that says nothing. @throws EngineError INVALID_ARGUMENT */
export function parseTree(text: string): FilterTree | null {
  return new Parser(tokensOf(text)).whole();
}
