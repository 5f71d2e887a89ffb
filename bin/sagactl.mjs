#!/usr/bin/env node
/**
 * Runs sagactl from dist; what is missing of it is built first, once. The exit code is that of sagactl.
 *
 * B1 A room of dist is there as a whole or not at all: it is built aside and then moved, so that neither a build that was
 *    killed nor one at the same time leaves half of it.
 * B2 What the build prints is no result of sagactl.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const compiler = join(root, 'node_modules/@nestjs/cli/bin/nest.js');

/** The rooms of dist that sagactl is made of; nest-cli.json knows each by the last part of its name. */
const ROOMS = ['tools', 'libs/contracts', 'libs/platform', 'libs/saga-core', 'apps/orchestrator'];

/** @returns what the compiler said where it failed, else null */
function build(rooms) {
  mkdirSync(dist, { recursive: true });
  const aside = mkdtempSync(join(dist, '.sagactl-'));
  const name = basename(aside);
  try {
    const tsconfig = {
      extends: '../../tsconfig.json',
      compilerOptions: { rootDir: '../..', outDir: '.' },
      exclude: ['../../**/*.spec.ts'],
    };
    writeFileSync(join(aside, 'tsconfig.json'), JSON.stringify(tsconfig));
    const projects = rooms.map((room) => basename(room));
    const args = [compiler, 'build', ...projects, '--path', `dist/${name}/tsconfig.json`];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    if (status !== 0) return `${stdout}${stderr}`;
    for (const room of rooms) move(join(aside, room), join(dist, room));
    return null;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/** Somebody who was faster built the same. */
function move(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  }
}

function end(sentence) {
  process.stderr.write(`sagactl: ${sentence}\n`);
  process.exit(1);
}

const missing = ROOMS.filter((room) => !existsSync(join(dist, room)));
if (missing.length > 0) {
  if (!existsSync(compiler)) end(`its packages are missing; run "npm ci" in ${root}`);
  process.stderr.write('sagactl: building, this once\n');
  const wrong = build(missing);
  if (wrong !== null) end(`the build failed:\n${wrong}`);
}

await import(pathToFileURL(join(dist, 'tools/sagactl/main.js')).href);
