/** Lists that come in pages: read as far as somebody wants them, shown as they come. */
import type { JsonObject } from '#libs/contracts';
import { line, styled, type Block } from './output/layout.js';
import type { PAGE_OPTIONS, Values } from './options.js';
import { asJson } from './plain.js';
import type { Reader } from './screen.js';
import type { Session } from './session.js';

const USUAL_LIMIT = 50;
const LARGEST_PAGE = 1_000;

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextPageToken: string;
}

/** Items up to a limit, page by page. */
export async function* pagesOf<Item>(
  limit: number,
  fetch: (pageSize: number, pageToken: string) => Promise<Page<Item>>,
): AsyncGenerator<Page<Item>> {
  let left = limit;
  let token = '';
  while (left > 0) {
    const page = await fetch(Math.min(left, LARGEST_PAGE), token);
    yield page;
    left -= page.items.length;
    token = page.nextPageToken;
    if (token === '') return;
  }
}

export interface Listing<Item> {
  /** Name of the list in the reply, which programs find it by. */
  readonly field: string;
  readonly fetch: (pageSize: number, pageToken: string) => Promise<Page<Item>>;
  readonly table: (items: readonly Item[], reader: Reader) => readonly Block[];
}

/** Shows a list. Tables and lines of JSON are written page by page: a list may be longer than what fits into memory. */
export async function showList<Item extends object>(
  session: Session,
  options: Values<typeof PAGE_OPTIONS>,
  { field, fetch, table }: Listing<Item>,
): Promise<void> {
  const { screen } = session;
  const limit = options.all ? Number.POSITIVE_INFINITY : (options.limit ?? USUAL_LIMIT);
  const collected: JsonObject[] = [];
  let shown = 0;
  let token = '';
  for await (const page of pagesOf(limit, fetch)) {
    token = page.nextPageToken;
    if (screen.format === 'jsonl') for (const item of page.items) screen.document(asJson(item));
    else if (screen.format !== 'table') collected.push(...page.items.map(asJson));
    else if (page.items.length > 0 || shown === 0) screen.show(table(page.items, screen.reader));
    shown += page.items.length;
  }
  if (screen.format === 'json' || screen.format === 'yaml')
    screen.document({ [field]: collected, next_page_token: token });
  else if (screen.format === 'table' && token !== '')
    screen.note(line(styled('dim', screen.t('list.more', { n: shown }))));
}
