// Generated from proto/suoke/saga/admin/v1/admin_saga.proto

import type { Action as _suoke_saga_admin_v1_Action, Action__Output as _suoke_saga_admin_v1_Action__Output } from '../../../../suoke/saga/admin/v1/Action.js';
import type { LocalizedText as _suoke_type_v1_LocalizedText, LocalizedText__Output as _suoke_type_v1_LocalizedText__Output } from '../../../../suoke/type/v1/LocalizedText.js';

/**
 * Whether one action is allowed now, so that no client has to guess.
 */
export interface AllowedAction {
  /**
   * The action.
   */
  'action'?: (_suoke_saga_admin_v1_Action);
  /**
   * It may be asked for in the state that the etag names.
   */
  'allowed'?: (boolean);
  /**
   * Stable code of why not, as docs/ERRORS.md lists them: `STATUS_FORBIDS`, `COMMITTED`, `NO_RIGHT`; empty when it is allowed.
   */
  'disabled_code'?: (string);
  /**
   * The same in words; unset when it is allowed.
   */
  'disabled_reason'?: (_suoke_type_v1_LocalizedText | null);
  /**
   * The request must name the etag.
   */
  'requires_etag'?: (boolean);
  /**
   * A second person has to approve it.
   */
  'requires_approval'?: (boolean);
}

/**
 * Whether one action is allowed now, so that no client has to guess.
 */
export interface AllowedAction__Output {
  /**
   * The action.
   */
  'action': (_suoke_saga_admin_v1_Action__Output);
  /**
   * It may be asked for in the state that the etag names.
   */
  'allowed': (boolean);
  /**
   * Stable code of why not, as docs/ERRORS.md lists them: `STATUS_FORBIDS`, `COMMITTED`, `NO_RIGHT`; empty when it is allowed.
   */
  'disabled_code': (string);
  /**
   * The same in words; unset when it is allowed.
   */
  'disabled_reason': (_suoke_type_v1_LocalizedText__Output | null);
  /**
   * The request must name the etag.
   */
  'requires_etag': (boolean);
  /**
   * A second person has to approve it.
   */
  'requires_approval': (boolean);
}
