/** The search itself, on worlds that fit on one line: it reaches everything, and finds the nearest mistake and every trap. */
import { Search, TrapError, type Findings } from './search.js';

class Forbidden extends Error {}

interface Arc {
  readonly to: string;
  readonly isDue: boolean;
}

/** `a>b` is a move that comes by itself, `a?b` one that may come. */
function searchIn(arcs: string, { forbidden = '', broken = '' } = {}): Findings<string, Arc> {
  const made = arcs.split(' ').map((arc) => ({ from: arc[0], to: arc[2] ?? '', isDue: arc[1] === '>' }));
  return new Search<string, Arc>({
    beginning: 'a',
    keyOf: (state) => state,
    movesOf: (state) => made.filter(({ from }) => from === state),
    isDue: ({ isDue }) => isDue,
    make: (state, { to }) => {
      if (`${state}${to}` === broken) throw new Forbidden(broken);
      return to;
    },
    judge: (state) => {
      if (state === forbidden) throw new Forbidden(state);
    },
    isViolation: (error) => error instanceof Forbidden,
  }).run();
}

const statesOf = ({ violation }: Findings<string, Arc>) => violation?.course.map(({ state }) => state);

describe('the search', () => {
  it('1: judges every state once, however many ways lead there', () => {
    const findings = searchIn('a>b a>c b>d c>d d?a');
    expect(findings).toEqual({ states: 4, transitions: 5, depth: 2, atRest: 1, violation: null });
  });

  it('tells the shortest course to a mistake', () => {
    const findings = searchIn('a>b b>c c>x a>d d>x', { forbidden: 'x' });
    expect(statesOf(findings)).toEqual(['a', 'd', 'x']);
    expect(findings.violation?.error.message).toBe('x');
  });

  it('tells of a move that breaks a rule before there is a state', () => {
    expect(statesOf(searchIn('a>b b>c', { broken: 'bc' }))).toEqual(['a', 'b', null]);
  });

  it('3: finds states from which what comes by itself leads to no rest', () => {
    const findings = searchIn('a>b a?c c>d d>c');
    expect(findings.violation?.error).toBeInstanceOf(TrapError);
    expect(statesOf(findings)).toEqual(['a', 'c']);
  });

  it('3: does not count on what may come', () => {
    expect(searchIn('a>b b?c b>a').violation?.error).toBeInstanceOf(TrapError);
    expect(searchIn('a>b b>c b>a').violation).toBeNull();
  });
});
