// Generated from proto/suoke/saga/admin/v1/oversight.proto

import type { Definition as _suoke_saga_admin_v1_Definition, Definition__Output as _suoke_saga_admin_v1_Definition__Output } from '../../../../suoke/saga/admin/v1/Definition.js';

/**
 * Reply of ListDefinitions.
 */
export interface ListDefinitionsResponse {
  /**
   * The page, by type, the newest first.
   */
  'definitions'?: (_suoke_saga_admin_v1_Definition)[];
  /**
   * Token of the next page; empty on the last one.
   */
  'next_page_token'?: (string);
}

/**
 * Reply of ListDefinitions.
 */
export interface ListDefinitionsResponse__Output {
  /**
   * The page, by type, the newest first.
   */
  'definitions': (_suoke_saga_admin_v1_Definition__Output)[];
  /**
   * Token of the next page; empty on the last one.
   */
  'next_page_token': (string);
}
