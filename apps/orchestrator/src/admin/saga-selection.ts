/** Which sagas a filter finds, for batches: the language and the paging are those of lists. */
import { OPERATOR_FIELDS } from '../filter/fields.js';
import type { SagaLists } from '../lists/saga-lists.js';

const PAGE = 1_000;

/**
 * At most `limit` ids, page by page, the newest first.
 * @param types whose sagas may be selected; null for all
 * @throws EngineError INVALID_ARGUMENT for a filter that cannot be served
 */
export async function selectIds(
  lists: Pick<SagaLists, 'page'>,
  filter: string,
  limit: number,
  types: ReadonlySet<string> | null,
): Promise<string[]> {
  const ids: string[] = [];
  let pageToken = '';
  do {
    const { sagas, nextPageToken } = await lists.page({
      ...{ list: 'batch', fields: OPERATOR_FIELDS, order: 'newest', filter, types },
      ...{ pageSize: Math.min(PAGE, limit - ids.length), pageToken, withTotal: false },
    });
    ids.push(...sagas.map(({ row }) => row.id));
    pageToken = nextPageToken;
  } while (pageToken !== '' && ids.length < limit);
  return ids;
}
