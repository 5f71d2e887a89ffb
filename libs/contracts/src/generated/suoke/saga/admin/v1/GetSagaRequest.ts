// Generated from proto/suoke/saga/admin/v1/admin_saga.proto


/**
 * Request of GetSaga.
 */
export interface GetSagaRequest {
  /**
   * The saga.
   */
  'saga_id'?: (string);
  /**
   * Shows input and output in the clear. Needs the right to reveal and a reason, and is audited. Blind labels are kept as
   * hashes: nobody can show them.
   */
  'reveal'?: (boolean);
  /**
   * Why the payloads are needed, 5 to 500 characters; required with reveal.
   */
  'reason'?: (string);
}

/**
 * Request of GetSaga.
 */
export interface GetSagaRequest__Output {
  /**
   * The saga.
   */
  'saga_id': (string);
  /**
   * Shows input and output in the clear. Needs the right to reveal and a reason, and is audited. Blind labels are kept as
   * hashes: nobody can show them.
   */
  'reveal': (boolean);
  /**
   * Why the payloads are needed, 5 to 500 characters; required with reveal.
   */
  'reason': (string);
}
