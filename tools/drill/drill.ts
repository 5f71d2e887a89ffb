/** Plays incidents by their pages. */
import { readFileSync } from 'node:fs';
import { projectFile } from '../stack/places.js';
import { auditHead, wrongsAfter } from './aftermath.js';
import { filled } from './match.js';
import { readPage, type Page } from './page.js';
import { mismatchText, PageRehearsal } from './rehearsal.js';
import type { Play, Scene } from './scene.js';
import type { Site } from './site.js';
import { Terminal } from './terminal.js';

/** @throws PageError; the error of the file system */
export function pageOf(name: string): Page {
  return readPage(name, readFileSync(projectFile('docs', 'runbooks', `${name}.md`), 'utf8'));
}

function terminalFor(site: Site, play: Play, page: Page): Terminal {
  const names = new Map(Object.entries(play.names));
  return new Terminal({
    address: site.address,
    tokens: site.stack.operatorTokens,
    env: { DATABASE_URL: site.stack.databaseUrl, ...play.env },
    files: new Map([...page.files].map(([name, content]) => [name, filled(content, names)])),
  });
}

/**
 * Plays one incident by its page.
 * @param hear hears what is typed and seen
 * @returns what is wrong, in words; empty when the page is right
 */
export async function playScene(site: Site, scene: Scene, hear?: (line: string) => void): Promise<string[]> {
  const page = pageOf(scene.page);
  const play = await scene.begin(site);
  const afterSeq = await auditHead(site);
  const terminal = terminalFor(site, play, page);
  const type = scene.asProcess ? terminal.runProcess.bind(terminal) : terminal.run.bind(terminal);
  try {
    const { mismatch, deeds } = await new PageRehearsal(page, play, type, hear).run();
    if (mismatch !== null) return [mismatchText(mismatch)];
    return await wrongsAfter(site, play, deeds, afterSeq);
  } finally {
    terminal.close();
    await play.mend?.();
  }
}
