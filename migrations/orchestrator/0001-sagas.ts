import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The sagas, their keys, their histories, and the months in which they lie.
 *
 * Columns of `saga` that never change come first: an update then shares its prefix with the version before, and the log of
 * the database holds only the rest. No index and no index predicate names a column that changes with every step, so that
 * steps are heap-only updates; `owner` and `due_at` change with claims and releases.
 *
 * There are no foreign keys between these tables: each start and each event would lock rows of others for them. The store
 * writes saga, key, request and first event in one statement instead.
 */
const SAGA = `
  create table saga (
    id uuid not null,
    created_at timestamptz(3) not null,
    format smallint not null check (format >= 1),
    type text not null check (char_length(type) between 1 and 128),
    definition_hash text not null check (char_length(definition_hash) between 1 and 128),
    origin uuid,
    trace_context text check (char_length(trace_context) <= 256),
    labels jsonb not null default '{}' check (jsonb_typeof(labels) = 'object'),
    status text not null
      check (status in ('RUNNING', 'COMPENSATING', 'COMPLETED', 'COMPENSATED', 'FAILED', 'CLOSED')),
    deadline_at timestamptz(3),
    updated_at timestamptz(3) not null,
    revision integer not null check (revision >= 1),
    epoch integer not null default 0 check (epoch >= 0),
    step_index smallint not null check (step_index >= 0),
    rewind_to smallint check (rewind_to >= 0),
    interruptions smallint not null default 0 check (interruptions >= 0),
    owner uuid,
    due_at timestamptz(3),
    paused_at timestamptz(3),
    finished_at timestamptz(3),
    blocked_on text check (char_length(blocked_on) between 1 and 128),
    stuck_class text
      check (stuck_class in ('refused', 'exhausted', 'pivot_unknown', 'compensation_refused',
        'compensation_exhausted', 'poison', 'definition_missing', 'cannot_decrypt', 'unstorable')),
    error_code text check (error_code ~ '^[A-Z0-9_]{1,63}$'),
    error_reason text check (error_reason ~ '^[A-Z0-9_]{1,63}$'),
    cause text check (char_length(cause) between 1 and 64),
    primary key (id),
    constraint saga_is_owned_or_due check (owner is null or due_at is null),
    constraint saga_rests_for_a_reason check (
      owner is not null or due_at is not null
      or status not in ('RUNNING', 'COMPENSATING') or paused_at is not null or blocked_on is not null),
    constraint saga_is_owned_only_if_moving check (owner is null or status in ('RUNNING', 'COMPENSATING')),
    constraint saga_is_due_only_if_runnable check (
      due_at is null
      or (status in ('RUNNING', 'COMPENSATING') and paused_at is null and blocked_on is null)),
    constraint saga_is_stuck_with_a_class check ((stuck_class is not null) = (status = 'FAILED')),
    constraint saga_has_a_cause_only_if_stuck check (cause is null or stuck_class is not null),
    constraint saga_is_finished_with_a_time check (
      (finished_at is not null) = (status in ('COMPLETED', 'COMPENSATED', 'CLOSED'))),
    constraint saga_is_paused_only_if_open check (paused_at is null or finished_at is null),
    constraint saga_is_blocked_only_if_moving check (
      blocked_on is null or status in ('RUNNING', 'COMPENSATING')),
    constraint saga_rewinds_only_going_back check (
      rewind_to is null or status in ('COMPENSATING', 'FAILED')),
    constraint saga_has_a_reason_only_with_a_code check (error_reason is null or error_code is not null)
  ) partition by range (id);

  create index saga_due on saga (due_at) where due_at is not null;
  create index saga_owner on saga (owner) where owner is not null;
  create index saga_open on saga (id) where finished_at is null;
  create index saga_stuck on saga (stuck_class, id) where stuck_class is not null;
  create index saga_blocked on saga (blocked_on, id) where blocked_on is not null;
  create index saga_labels on saga using gin (labels jsonb_path_ops) where labels <> '{}';

  comment on table saga is 'One run of a definition. All columns but epoch, owner and due_at are the fold of its events';
  comment on column saga.id is 'UUID v7: its time is the start, and chooses the partition';
  comment on column saga.created_at is 'Time of the event started; the same that is in the id';
  comment on column saga.format is 'Of the row and its events; a process claims no saga of a higher one than it knows';
  comment on column saga.definition_hash is 'The snapshot that the saga started with and keeps for life';
  comment on column saga.origin is 'The saga of which this one is the replay';
  comment on column saga.trace_context is 'W3C traceparent of the start';
  comment on column saga.labels is 'Declared labels: clear values, or keyed hashes of blind ones';
  comment on column saga.status is 'RUNNING is shown as PENDING while epoch is 0';
  comment on column saga.deadline_at is 'Counts only before the commit point';
  comment on column saga.updated_at is 'Last write of any kind, by the clock of the database';
  comment on column saga.revision is 'Number of the last event; every write names the one it was decided on';
  comment on column saga.epoch is 'Fencing token: each claim raises it, every later write of an older one is refused';
  comment on column saga.step_index is 'The step that is being done or undone; the number of steps once all are done';
  comment on column saga.rewind_to is 'Index of the step that a rewind goes back to';
  comment on column saga.interruptions is 'Since the last recorded result; delays the next run, the fifth is poison';
  comment on column saga.owner is 'The instance that moves the saga; null while it is due or rests';
  comment on column saga.due_at is 'When somebody may claim it; null while it is owned or rests';
  comment on column saga.paused_at is 'Since when an operator holds it: no new call starts';
  comment on column saga.blocked_on is 'The held participant that its next call needs';
  comment on column saga.stuck_class is 'Why only an operator can decide what comes next';
  comment on column saga.error_code is 'gRPC status name of what changed its way';
  comment on column saga.error_reason is 'ErrorInfo.reason of the participant; no free text';
  comment on column saga.cause is 'Keyed hash, equal for sagas that are stuck for the same cause';
`;

const SAGA_EVENT = `
  create table event_kind (
    number smallint primary key,
    name text not null unique
  );
  comment on table event_kind is 'Names of the numbers in saga_event.kind, for people and for views';
  insert into event_kind (number, name) values
    (1, 'started'), (2, 'branch_done'), (3, 'branch_refused'), (4, 'attempt_failed'), (5, 'interrupted'),
    (6, 'released'), (7, 'turned'), (8, 'cancel_requested'), (9, 'branch_undone'), (10, 'undo_failed'),
    (11, 'failed'), (12, 'completed'), (13, 'compensated'), (14, 'replayed'), (15, 'rewound'),
    (16, 'input_edited'), (17, 'skipped'), (18, 'undo_waived'), (19, 'undo_recorded'),
    (20, 'outcome_recorded'), (21, 'paused'), (22, 'resumed'), (23, 'blocked'), (24, 'unblocked'),
    (25, 'closed'), (26, 'reopened'),
    (40, 'reserved: external completion'), (50, 'reserved: signal'), (60, 'reserved: timer');

  create table saga_event (
    saga_id uuid not null,
    at timestamptz(3) not null,
    seq integer not null check (seq >= 1),
    epoch integer check (epoch >= 0),
    attempt integer check (attempt >= 1),
    format smallint not null check (format >= 1),
    kind smallint not null check (kind between 1 and 26),
    step text check (char_length(step) between 1 and 64),
    branch text check (char_length(branch) between 1 and 64),
    data jsonb not null default '{}' check (jsonb_typeof(data) = 'object'),
    payload bytea,
    primary key (saga_id, seq),
    constraint saga_event_begins_with_started check ((seq = 1) = (kind = 1))
  ) partition by range (saga_id);
  -- Ciphertext does not compress.
  alter table saga_event alter column payload set storage external;

  comment on table saga_event is 'The history of each saga; append only';
  comment on column saga_event.at is 'When it was decided, by the clock of the database';
  comment on column saga_event.seq is 'From 1 without gaps';
  comment on column saga_event.epoch is 'Of the claim under which it was written; null for an operator and for the start';
  comment on column saga_event.attempt is 'Number of the recorded result in the current budget';
  comment on column saga_event.kind is 'See event_kind';
  comment on column saga_event.data is 'Values of closed lists and times, readable without a key; no health data';
  comment on column saga_event.payload is 'Sealed with the key of the saga: input, replies, texts of people and errors';
`;

const BESIDE_THE_SAGA = `
  create table saga_key (
    saga_id uuid primary key,
    kid text not null check (char_length(kid) between 1 and 64),
    wrapped bytea not null
  );
  comment on table saga_key is 'The data key of each saga; deleting it shreds what the saga kept';
  comment on column saga_key.kid is 'The key from the configuration by which the data key is wrapped';

  create table saga_request (
    type text not null,
    request_id text not null check (char_length(request_id) between 1 and 64),
    body_hmac bytea not null,
    saga_id uuid not null,
    expires_at timestamptz(3) not null,
    primary key (type, request_id)
  );
  comment on table saga_request is 'Makes the start idempotent: a request id names one saga';
  comment on column saga_request.body_hmac is 'Keyed hash of everything that the request asked for';
  comment on column saga_request.expires_at is 'From then on the row may be removed, and the id be used anew';
`;

const REFUSE_CHANGE = `
  create function refuse_change() returns trigger language plpgsql as $$
  begin
    raise exception 'rows of % are never changed', tg_table_name using errcode = 'insufficient_privilege';
  end
  $$;
  create trigger saga_event_is_append_only before update or delete on saga_event
    for each row execute function refuse_change();
`;

export class Sagas1790000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SAGA);
    await runner.query(SAGA_EVENT);
    await runner.query(BESIDE_THE_SAGA);
    await runner.query(REFUSE_CHANGE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table saga_request, saga_key, saga_event, event_kind, saga');
    await runner.query('drop function refuse_change()');
  }
}
