// Preloaded by a test (`node --import`): writes every module that the process loads, a line each, to the file LOADED_MODULES.
import { appendFileSync } from 'node:fs';
import { createRequire, register } from 'node:module';
import { isMainThread } from 'node:worker_threads';

const note = (module) => appendFileSync(process.env.LOADED_MODULES, `${module}\n`);

if (isMainThread) {
  register(import.meta.url);
  // What CommonJS requires does not pass the hooks.
  process.on('exit', () => Object.keys(createRequire(import.meta.url).cache).forEach(note));
}

export function load(url, context, next) {
  note(url);
  return next(url, context);
}
