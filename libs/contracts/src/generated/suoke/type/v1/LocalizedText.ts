// Generated from proto/suoke/type/v1/localized_text.proto


/**
 * One text in the two languages of Suoke Life. A reader shows the language of the person and falls back to the other
 * one where its own is empty.
 */
export interface LocalizedText {
  /**
   * Simplified Chinese, at most 4,000 characters.
   */
  'zh_cn'?: (string);
  /**
   * English, at most 4,000 characters.
   */
  'en'?: (string);
}

/**
 * One text in the two languages of Suoke Life. A reader shows the language of the person and falls back to the other
 * one where its own is empty.
 */
export interface LocalizedText__Output {
  /**
   * Simplified Chinese, at most 4,000 characters.
   */
  'zh_cn': (string);
  /**
   * English, at most 4,000 characters.
   */
  'en': (string);
}
