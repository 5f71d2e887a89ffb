// Generated from proto/suoke/saga/admin/v1/admin_saga.proto

import type { AdminSaga as _suoke_saga_admin_v1_AdminSaga, AdminSaga__Output as _suoke_saga_admin_v1_AdminSaga__Output } from '../../../../suoke/saga/admin/v1/AdminSaga.js';
import type { LocalizedText as _suoke_type_v1_LocalizedText, LocalizedText__Output as _suoke_type_v1_LocalizedText__Output } from '../../../../suoke/type/v1/LocalizedText.js';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../../google/protobuf/Timestamp.js';
import type { PlannedCall as _suoke_saga_admin_v1_PlannedCall, PlannedCall__Output as _suoke_saga_admin_v1_PlannedCall__Output } from '../../../../suoke/saga/admin/v1/PlannedCall.js';
import type { ActionPreview as _suoke_saga_admin_v1_ActionPreview, ActionPreview__Output as _suoke_saga_admin_v1_ActionPreview__Output } from '../../../../suoke/saga/admin/v1/ActionPreview.js';

/**
 * Reply of ExplainSaga.
 */
export interface ExplainSagaResponse {
  /**
   * The saga, view FULL, read from Postgres.
   */
  'saga'?: (_suoke_saga_admin_v1_AdminSaga | null);
  /**
   * Why it stands where it stands, in one sentence.
   */
  'why'?: (_suoke_type_v1_LocalizedText | null);
  /**
   * What happens next if nobody acts, in one sentence.
   */
  'next'?: (_suoke_type_v1_LocalizedText | null);
  /**
   * When that is; unset when nothing happens by itself, or when the time is not known, as that of an answer.
   */
  'next_time'?: (_google_protobuf_Timestamp | null);
  /**
   * Undo that is owed now or would be on turning back, in the order in which it would be done.
   */
  'owed'?: (_suoke_saga_admin_v1_PlannedCall)[];
  /**
   * What the requested actions would do.
   */
  'previews'?: (_suoke_saga_admin_v1_ActionPreview)[];
  /**
   * Why in one word of a closed list: `calling`, `backing_off`, `due`, `overdue`, `orphaned`, `held`, `paused`; stuck:
   * `refused`, `exhausted`, `pivot_unknown`, `compensation_refused`, `compensation_exhausted`, `poison`,
   * `definition_missing`, `cannot_decrypt`, `unstorable`; ended: `completed`, `compensated`, `closed`. `calling` is also
   * what a process has in hand without a call in the air.
   */
  'class'?: (string);
  /**
   * Undo that was owed and is owed no more: confirmed, waived, or recorded as done by hand; in the same order.
   */
  'settled'?: (_suoke_saga_admin_v1_PlannedCall)[];
}

/**
 * Reply of ExplainSaga.
 */
export interface ExplainSagaResponse__Output {
  /**
   * The saga, view FULL, read from Postgres.
   */
  'saga': (_suoke_saga_admin_v1_AdminSaga__Output | null);
  /**
   * Why it stands where it stands, in one sentence.
   */
  'why': (_suoke_type_v1_LocalizedText__Output | null);
  /**
   * What happens next if nobody acts, in one sentence.
   */
  'next': (_suoke_type_v1_LocalizedText__Output | null);
  /**
   * When that is; unset when nothing happens by itself, or when the time is not known, as that of an answer.
   */
  'next_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * Undo that is owed now or would be on turning back, in the order in which it would be done.
   */
  'owed': (_suoke_saga_admin_v1_PlannedCall__Output)[];
  /**
   * What the requested actions would do.
   */
  'previews': (_suoke_saga_admin_v1_ActionPreview__Output)[];
  /**
   * Why in one word of a closed list: `calling`, `backing_off`, `due`, `overdue`, `orphaned`, `held`, `paused`; stuck:
   * `refused`, `exhausted`, `pivot_unknown`, `compensation_refused`, `compensation_exhausted`, `poison`,
   * `definition_missing`, `cannot_decrypt`, `unstorable`; ended: `completed`, `compensated`, `closed`. `calling` is also
   * what a process has in hand without a call in the air.
   */
  'class': (string);
  /**
   * Undo that was owed and is owed no more: confirmed, waived, or recorded as done by hand; in the same order.
   */
  'settled': (_suoke_saga_admin_v1_PlannedCall__Output)[];
}
