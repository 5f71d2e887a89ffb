/** Which sagas a filter finds, for batches: the language and the paging are those of lists. */
import type { SagaDoor } from '../grpc/saga-door.js';

const PAGE = 1_000;

/**
 * At most `limit` ids, page by page, the newest first.
 * @throws EngineError INVALID_ARGUMENT for a filter that cannot be served
 */
export async function selectIds(
  door: Pick<SagaDoor, 'list'>,
  filter: string,
  limit: number,
): Promise<string[]> {
  const ids: string[] = [];
  let token = '';
  do {
    const page = await door.list('batch', filter, Math.min(PAGE, limit - ids.length), token);
    ids.push(...page.rows.map(({ id }) => id));
    token = page.nextPageToken;
  } while (token !== '' && ids.length < limit);
  return ids;
}
