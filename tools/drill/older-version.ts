/**
 * An older version of the orchestrator, as a downgrade brings it: of a time when notifications had no urgency. Neither its
 * contracts nor its definitions know the field that sagas of this version send.
 */
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFile } from '../stack/places.js';

const CONTRACT = ['proto', 'suoke', 'notification', 'v1', 'notification.proto'];
const DEFINITION = ['dist', 'apps', 'orchestrator', 'src', 'sagas', 'health-consultation.js'];
const FIELD_OF_REQUEST = /(message SendNotificationRequest \{[\s\S]*?)\n[^\n]*\n[^\n]* urgency = \d+;/;
const FIELD_OF_TEMPLATE = /(title: ref\([^)]*\),\s*text: ref\([^)]*\),)\s*urgency: ref\([^)]*\),/;

/** What a process of the orchestrator needs of this checkout. */
const COPIED = [
  ['package.json'],
  ['proto'],
  ['dist', 'apps', 'orchestrator'],
  ['dist', 'libs'],
  ['dist', 'migrations'],
] as const;
const LINKED = ['node_modules', 'docs'] as const;

function without(file: string, what: RegExp): void {
  const text = readFileSync(file, 'utf8');
  const older = text.replace(what, '$1');
  if (older === text) throw new Error(`${file} has not what the older version lacks`);
  writeFileSync(file, older);
}

/**
 * Makes it beside what is built here.
 * @param folder an empty one; whoever made it deletes it
 * @returns the main script of the older orchestrator
 */
export function makeOlderVersion(folder: string): string {
  mkdirSync(folder, { recursive: true });
  for (const names of COPIED) cpSync(projectFile(...names), join(folder, ...names), { recursive: true });
  for (const name of LINKED) symlinkSync(projectFile(name), join(folder, name));
  without(join(folder, ...CONTRACT), FIELD_OF_REQUEST);
  without(join(folder, ...DEFINITION), FIELD_OF_TEMPLATE);
  return join(folder, 'dist', 'apps', 'orchestrator', 'src', 'main.js');
}
