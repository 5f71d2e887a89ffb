/** Whether a mutant compiles: a red by a mistake in the mutant itself would prove nothing. */
import { join } from 'node:path';
import ts from 'typescript';

export class Compiler {
  private readonly options: ts.CompilerOptions;
  private readonly parsed = new Map<string, ts.SourceFile | undefined>();
  private before: ts.Program | undefined;

  /** @param folder the root of a tree */
  constructor(private readonly folder: string) {
    const { config } = ts.readConfigFile(join(folder, 'tsconfig.json'), (path) => ts.sys.readFile(path));
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
    this.options = { ...options, noEmit: true };
  }

  /** The first mistake that the compiler finds in the file if it reads like this; null when there is none, or it is no code. */
  mistakeIn(file: string, text: string): string | null {
    if (!file.endsWith('.ts')) return null;
    const path = join(this.folder, file);
    const host = ts.createCompilerHost(this.options);
    const fromDisk = host.getSourceFile.bind(host);
    host.getCurrentDirectory = () => this.folder;
    host.getSourceFile = (name, language, ...rest) => {
      if (name === path) return ts.createSourceFile(name, text, language);
      if (!this.parsed.has(name)) this.parsed.set(name, fromDisk(name, language, ...rest));
      return this.parsed.get(name);
    };
    const program = ts.createProgram([path], this.options, host, this.before);
    this.before = program;
    const source = program.getSourceFile(path);
    const [first] = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return first === undefined ? null : ts.flattenDiagnosticMessageText(first.messageText, ' ');
  }
}
