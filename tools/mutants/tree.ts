/**
 * The copy of the tree in which mutants live: what git would take along, as it stands in the working tree, in a temporary
 * folder; the packages are linked.
 *
 * T1 One mutant at a time is in it, and `restore` leaves the files as they were copied.
 * T2 What runs from dist is built from what stands in the files: `build` makes anew what changed since.
 */
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Children } from './children.js';
import { mutated, type Mutant } from './mutant.js';

const BUILD_LIMIT_MS = 300_000;

/** The project of nest-cli.json that a file belongs to. */
function projectOf(file: string): string {
  const [room, name = ''] = file.split('/');
  return room === 'apps' || room === 'libs' ? name : (room ?? '');
}

export class Tree {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'mutants-')));
  /** Of the projects, those whose dist is not what their files say; null for all. */
  private stale: Set<string> | null = null;
  private standing: { file: string; text: string } | null = null;

  /** @param source the root of the working tree */
  constructor(
    private readonly source: string,
    private readonly children: Children,
  ) {}

  /** Copies the tree. */
  fill(): void {
    const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: this.source,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
    for (const file of listed.split('\0')) {
      const from = join(this.source, file);
      if (file === '' || !existsSync(from)) continue;
      mkdirSync(dirname(join(this.folder, file)), { recursive: true });
      copyFileSync(from, join(this.folder, file));
    }
    symlinkSync(join(this.source, 'node_modules'), join(this.folder, 'node_modules'));
  }

  /** The file with the mistake of the mutant in it. @throws Error where it does not apply */
  mutatedText(mutant: Mutant): string {
    return mutated(mutant, this.read(mutant.file));
  }

  apply(mutant: Mutant): void {
    this.restore();
    const text = this.read(mutant.file);
    this.write(mutant.file, mutated(mutant, text));
    this.standing = { file: mutant.file, text };
  }

  restore(): void {
    if (this.standing === null) return;
    this.write(this.standing.file, this.standing.text);
    this.standing = null;
  }

  /** Makes dist what the files say. @throws Error when it cannot be built */
  async build(): Promise<void> {
    const targets = this.stale === null ? ['--all'] : [...this.stale];
    if (targets.length === 0) return;
    const { code, output } = await this.children.run(
      ['node_modules/@nestjs/cli/bin/nest.js', 'build', ...targets],
      { cwd: this.folder, limitMs: BUILD_LIMIT_MS },
    );
    if (code !== 0) throw new Error(`the copy cannot be built:\n${output.slice(-2_000)}`);
    this.stale = new Set();
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8');
  }

  private write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
    if (file.endsWith('.ts')) this.stale?.add(projectOf(file));
  }
}
