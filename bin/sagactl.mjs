#!/usr/bin/env node
// Runs sagactl from dist, which is built once where it is not there. The exit code is that of sagactl.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const main = join(root, 'dist', 'tools', 'sagactl', 'main.js');

if (!existsSync(main)) {
  process.stderr.write('sagactl: building, this once\n');
  const nest = join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
  // What the build prints is no result of sagactl.
  const { status, stdout, stderr } = spawnSync(process.execPath, [nest, 'build', '--all'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) {
    process.stderr.write(`${stdout ?? ''}${stderr ?? ''}sagactl: the build failed; is "npm ci" done?\n`);
    process.exit(1);
  }
}

await import(pathToFileURL(main).href);
