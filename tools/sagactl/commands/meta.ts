/** Commands about `sagactl` itself. */
import { readFileSync } from 'node:fs';
import { projectFile } from '../../stack/places.js';
import { command, type Command } from '../command.js';
import { completionScript, SHELLS, type Shell } from '../completion.js';
import { EXIT } from '../exit-codes.js';
import { usage } from '../failures.js';
import { commandHelp, groupHelp, overview, topicHelp, TOPICS, type Topic } from '../help.js';
import { line } from '../output/layout.js';
import { FIRST_MADE_PART, referencePage } from '../reference.js';

/** @param all every command, these too */
export function metaCommands(all: () => readonly Command[]): readonly Command[] {
  const completion = command({
    path: ['completion'],
    text: 'cmd.completion',
    arguments: [{ name: 'shell', choices: SHELLS }],
    options: {},
    async run({ arguments: { shell }, session }) {
      session.world.stdout.write(`${completionScript(shell as Shell, all())}\n`);
      return EXIT.ok;
    },
  });

  const version = command({
    path: ['version'],
    text: 'cmd.version',
    arguments: [],
    options: {},
    async run({ session }) {
      const document = versions();
      session.screen.result(document, () => [line(`sagactl ${document.sagactl}, node ${document.node}`)]);
      return EXIT.ok;
    },
  });

  const help = command({
    path: ['help'],
    text: 'cmd.help',
    arguments: [{ name: 'command', many: true }],
    options: { markdown: { kind: 'flag', text: 'opt.markdown' } },
    async run({ options, arguments: { command: words }, session }) {
      const { screen, world } = session;
      if (options.markdown) {
        world.stdout.write(referencePage(proseOfPage(), all()));
        return EXIT.ok;
      }
      const [first] = words;
      const topic = TOPICS.find((known) => known === first);
      if (first === undefined) screen.show(overview(all(), screen.t));
      else if (topic !== undefined) screen.show(topicHelp(topic satisfies Topic, screen.t));
      else {
        const found = all().find(({ path }) => path.join(' ') === words.join(' '));
        const group = all().filter(({ path }) => words.length === 1 && path[0] === first);
        if (found === undefined && group.length === 0)
          throw usage('usage.unknownCommand', { command: words.join(' ') });
        screen.show(found === undefined ? groupHelp(group, screen.t) : commandHelp(found, screen.t));
      }
      return EXIT.ok;
    },
  });

  return [completion, version, help];
}

function versions(): { sagactl: string; node: string } {
  const text = readFileSync(projectFile('package.json'), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  return { sagactl: version, node: process.version };
}

/** What people wrote at the beginning of the reference. */
function proseOfPage(): string {
  const page = readFileSync(projectFile('docs', 'SAGACTL.md'), 'utf8');
  return page.slice(0, page.indexOf(FIRST_MADE_PART));
}
