/**
 * What a command says. Results go to stdout in the format that was asked for; everything said about them goes to stderr, so
 * that a program reads nothing but results.
 */
import type { JsonObject } from '#libs/contracts';
import type { Language, Translate } from './language/translate.js';
import { jsonLine, jsonText, yamlText, type Format } from './output/formats.js';
import { layout, type Block } from './output/layout.js';
import type { Sink, World } from './world.js';

/** What pure renderers know of their reader. */
export interface Reader {
  readonly t: Translate;
  readonly language: Language;
  /** Wall clock, for relative times. */
  readonly nowMs: number;
}

export class Screen {
  constructor(
    private readonly world: World,
    readonly format: Format,
    readonly t: Translate,
    readonly language: Language,
  ) {}

  get reader(): Reader {
    return { t: this.t, language: this.language, nowMs: this.world.clock.now() };
  }

  /** The result: blocks for people, a document for programs. */
  result(document: object, blocks: (reader: Reader) => readonly Block[]): void {
    if (this.format === 'table') this.show(blocks(this.reader));
    else this.document(document as JsonObject);
  }

  /** One document for programs. */
  document(document: JsonObject): void {
    const text =
      this.format === 'yaml'
        ? yamlText(document)
        : this.format === 'jsonl'
          ? jsonLine(document)
          : jsonText(document);
    this.world.stdout.write(`${text}\n`);
  }

  /** Blocks as part of the result. */
  show(blocks: readonly Block[]): void {
    write(this.world.stdout, blocks, this.colours(this.world.stdout));
  }

  /** Blocks beside the result. */
  note(...blocks: Block[]): void {
    write(this.world.stderr, blocks, this.colours(this.world.stderr));
  }

  /** What went wrong, for programs: one line of JSON beside the result. */
  problem(document: JsonObject): void {
    this.world.stderr.write(`${jsonLine(document)}\n`);
  }

  private colours(sink: Sink): boolean {
    return sink.isTerminal && !this.world.env['NO_COLOR'];
  }
}

function write(sink: Sink, blocks: readonly Block[], colours: boolean): void {
  const lines = layout(blocks, { columns: sink.isTerminal ? sink.columns : null, colours });
  sink.write(lines.map((text) => `${text}\n`).join(''));
}
