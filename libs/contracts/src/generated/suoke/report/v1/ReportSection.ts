// Generated from proto/suoke/report/v1/report.proto

import type { LocalizedText as _suoke_type_v1_LocalizedText, LocalizedText__Output as _suoke_type_v1_LocalizedText__Output } from '../../../suoke/type/v1/LocalizedText.js';

/**
 * One section of a report.
 */
export interface ReportSection {
  /**
   * Stable name: `complaint`, `observations`, `findings`, `patterns`, `red_flags`, `recommendations`, `disclaimer`.
   */
  'code'?: (string);
  /**
   * Heading.
   */
  'title'?: (_suoke_type_v1_LocalizedText | null);
  /**
   * One item per line, in reading order.
   */
  'items'?: (_suoke_type_v1_LocalizedText)[];
}

/**
 * One section of a report.
 */
export interface ReportSection__Output {
  /**
   * Stable name: `complaint`, `observations`, `findings`, `patterns`, `red_flags`, `recommendations`, `disclaimer`.
   */
  'code': (string);
  /**
   * Heading.
   */
  'title': (_suoke_type_v1_LocalizedText__Output | null);
  /**
   * One item per line, in reading order.
   */
  'items': (_suoke_type_v1_LocalizedText__Output)[];
}
