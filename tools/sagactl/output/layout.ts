/**
 * From what a renderer says to lines of a terminal. Renderers are pure and know no terminal: they return blocks, whose texts
 * may hold whatever a server sent.
 *
 * 1. Every text is made visible here, so that no renderer can forget it (docs/SAGACTL.md, output).
 * 2. A table fits the width of the terminal; what has to be copied, such as an id, is never cut.
 * 3. Without colours there is no escape sequence at all.
 */
import { visible } from './escape.js';
import { padded, truncated, widthOf } from './width.js';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan' | 'alarm';

export interface Span {
  readonly text: string;
  readonly style: Style;
}
/** A text, or one with a style. */
export type Cell = string | Span;

export interface Column {
  readonly head: string;
  /** It has to be copied, so it is never cut. */
  readonly whole?: boolean;
  /** Numbers stand to the right. */
  readonly right?: boolean;
}

export type Block =
  | { readonly kind: 'line'; readonly cells: readonly Cell[] }
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [name: string, value: readonly Cell[]])[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly Cell[])[];
    };

export interface Terminal {
  /** Cells of a line; null where there is no terminal, and nothing is cut. */
  readonly columns: number | null;
  readonly colours: boolean;
}

const CODES: Readonly<Record<Style, string>> = {
  bold: '1',
  dim: '2',
  red: '31',
  green: '32',
  yellow: '33',
  cyan: '36',
  alarm: '1;97;41',
};

/** Below this a column says nothing any more. */
const NARROWEST = 6;
const GAP = '  ';

export const line = (...cells: Cell[]): Block => ({ kind: 'line', cells });
export const styled = (style: Style, text: string): Span => ({ style, text });
export const blank: Block = line('');

const textOf = (cell: Cell): string => visible(typeof cell === 'string' ? cell : cell.text);

function paint(cell: Cell, text: string, colours: boolean): string {
  if (typeof cell === 'string' || !colours || text.trim() === '') return text;
  return `\u001b[${CODES[cell.style]}m${text}\u001b[0m`;
}

const joined = (cells: readonly Cell[], colours: boolean): string =>
  cells.map((cell) => paint(cell, textOf(cell), colours)).join('');

/** Lines for a terminal, without line ends. */
export function layout(blocks: readonly Block[], terminal: Terminal): string[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'line') return [joined(block.cells, terminal.colours)];
    return block.kind === 'facts' ? factLines(block.facts, terminal) : tableLines(block, terminal);
  });
}

function factLines(facts: Extract<Block, { kind: 'facts' }>['facts'], { colours }: Terminal): string[] {
  const width = Math.max(0, ...facts.map(([name]) => widthOf(visible(name))));
  return facts.map(([name, value]) => {
    const label = padded(visible(name), width);
    return `${paint(styled('dim', label), label, colours)}${GAP}${joined(value, colours)}`;
  });
}

function tableLines({ columns, rows }: Extract<Block, { kind: 'table' }>, terminal: Terminal): string[] {
  const texts = rows.map((row) => columns.map((_, index) => textOf(row[index] ?? '')));
  const heads = columns.map(({ head }) => visible(head));
  const natural = heads.map((head, index) =>
    texts.reduce((width, row) => Math.max(width, widthOf(row[index] ?? '')), widthOf(head)),
  );
  const widths = fitted(natural, columns, terminal.columns);
  const write = (cells: readonly Cell[], row: readonly string[]): string =>
    columns
      .map(({ right }, index) => {
        const width = widths[index] ?? 0;
        const isLast = index === columns.length - 1 && right !== true;
        const text = truncated(row[index] ?? '', width);
        return paint(
          cells[index] ?? '',
          isLast ? text : padded(text, width, right === true ? 'left' : 'right'),
          terminal.colours,
        );
      })
      .join(GAP)
      .trimEnd();
  return [
    write(
      heads.map((head) => styled('dim', head)),
      heads,
    ),
    ...rows.map((row, index) => write(row, texts[index] ?? [])),
  ];
}

/** Takes from the widest column that may be cut, one cell at a time, until the table fits or nothing can be taken. */
function fitted(
  natural: readonly number[],
  columns: readonly Column[],
  available: number | null,
): readonly number[] {
  const widths = [...natural];
  if (available === null) return widths;
  let excess = widths.reduce((sum, width) => sum + width, 0) + GAP.length * (columns.length - 1) - available;
  for (; excess > 0; excess--) {
    let widest = -1;
    for (const [index, width] of widths.entries()) {
      if (columns[index]?.whole === true || width <= NARROWEST) continue;
      if (widest === -1 || width > (widths[widest] ?? 0)) widest = index;
    }
    if (widest === -1) return widths;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}
