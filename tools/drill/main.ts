/** `npm run drill`: ten incidents, each set right by the page that operators read about it. */
import { systemClock } from '#libs/platform';
import { INTERRUPTED, onceToldToEnd, readArguments, runCommand, UsageError } from '../stack/command.js';
import { wrongsInTheEnd } from './aftermath.js';
import { playScene } from './drill.js';
import type { Scene } from './scene.js';
import { SCENES } from './scenes.js';
import { Site } from './site.js';

const USAGE = `Usage: npm run drill [-- options]

Starts Suoke Saga on this machine, breaks it in ten ways, and sets it right each time by typing what docs/runbooks/ says.
What a page shows is held against what is seen; in the end the sagas are held against what the participants keep.

  --page <name>  only this one: ${SCENES.map(({ page }) => page).join(', ')}
  --show         prints what is typed and seen
  --help         this text

DATABASE_URL uses a Postgres of yours, an empty database.
Exit code: 0 when every page was right, 1 when not, 2 for options that do not exist.`;

const print = (text: string): void => void process.stdout.write(`${text}\n`);

function scenesOf(page: string | undefined): readonly Scene[] {
  if (page === undefined) return SCENES;
  const found = SCENES.filter((scene) => scene.page === page);
  if (found.length === 0)
    throw new UsageError(`--page must be one of ${SCENES.map((scene) => scene.page).join(', ')}`);
  return found;
}

async function play(site: Site, scene: Scene, show: boolean): Promise<boolean> {
  const beganAtMs = systemClock.monotonicMs();
  const lines: string[] = [];
  let wrongs: readonly string[];
  try {
    wrongs = await playScene(site, scene, (line) => lines.push(line));
  } catch (error) {
    wrongs = [error instanceof Error ? error.message : String(error)];
  }
  const seconds = ((systemClock.monotonicMs() - beganAtMs) / 1_000).toFixed(1);
  if (show) for (const line of lines) print(`    ${line}`);
  print(`${wrongs.length === 0 ? '✓' : '✗'} ${scene.page} (${seconds} s)`);
  for (const wrong of wrongs) print(wrong);
  return wrongs.length === 0;
}

async function main(): Promise<number> {
  const {
    page,
    show = false,
    help,
  } = readArguments(process.argv.slice(2), {
    page: { type: 'string' },
    show: { type: 'boolean' },
    help: { type: 'boolean' },
  });
  if (help === true) {
    print(USAGE);
    return 0;
  }
  const scenes = scenesOf(page);
  // Before the stack stands, the end of this process is enough: its watchdogs clear away what runs.
  let end = (): Promise<void> => Promise.resolve();
  onceToldToEnd(() => void end().finally(() => process.exit(INTERRUPTED)));
  const databaseUrl = process.env['DATABASE_URL'];
  const site = await Site.start({
    ...(databaseUrl ? { databaseUrl } : {}),
    say: (text) => print(`starting ${text}`),
  });
  end = () => site.stop();
  let failed = 0;
  for (const scene of scenes) if (!(await play(site, scene, show))) failed += 1;
  const wrongs = await wrongsInTheEnd(site);
  for (const wrong of wrongs) print(`✗ ${wrong}`);
  await site.stop();
  print(`drill: ${scenes.length - failed} passed, ${failed} failed`);
  return failed + wrongs.length === 0 ? 0 : 1;
}

await runCommand('drill', main);
