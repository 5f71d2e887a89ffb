import type { MigrationInterface, QueryRunner } from 'typeorm';

const OPERATIONS = `
  create table operation (
    id uuid primary key,
    action text not null check (action in ('replay', 'compensate', 'pause', 'resume', 'close')),
    state text not null
      check (state in ('WAITING_FOR_APPROVAL', 'RUNNING', 'PAUSED', 'DONE', 'CANCELLED', 'REJECTED')),
    revision integer not null default 1 check (revision >= 1),
    actor text not null check (char_length(actor) between 1 and 256),
    identity jsonb not null,
    request_id text not null check (char_length(request_id) between 1 and 64),
    reason text not null,
    kid text check (char_length(kid) between 1 and 64),
    wrapped bytea,
    statement bytea,
    items_per_second integer not null check (items_per_second between 1 and 1000),
    canary_items integer not null check (canary_items between 0 and 100),
    max_failed_percent integer not null check (max_failed_percent between 1 and 100),
    preview jsonb not null check (jsonb_typeof(preview) = 'object'),
    previewed integer check (previewed >= 0),
    pause_code text check (pause_code in ('BY_OPERATOR', 'TOO_MANY_FAILED', 'CANNOT_DECRYPT')),
    forgiven_settled integer not null default 0 check (forgiven_settled >= forgiven_failed),
    forgiven_failed integer not null default 0 check (forgiven_failed >= 0),
    approval_id uuid,
    driver uuid,
    driver_epoch integer not null default 0 check (driver_epoch >= 0),
    created_at timestamptz(3) not null,
    finished_at timestamptz(3),
    settled_at timestamptz(3),
    constraint operation_is_finished_with_a_time check (
      (finished_at is not null) = (state in ('DONE', 'CANCELLED', 'REJECTED'))),
    constraint operation_is_settled_only_if_finished check (settled_at is null or finished_at is not null),
    constraint operation_is_paused_for_a_reason check ((pause_code is not null) = (state = 'PAUSED')),
    constraint operation_waits_for_an_approval check (state <> 'WAITING_FOR_APPROVAL' or approval_id is not null),
    constraint operation_keeps_its_key_with_its_statement check (
      (statement is null) = (kid is null) and (statement is null) = (wrapped is null)),
    constraint operation_keeps_a_statement_only_to_close check (statement is null or action = 'close')
  );
  create index operation_open on operation (id) where settled_at is null;
  create index operation_request on operation (actor, request_id);

  comment on table operation is 'Batches of operators'' actions';
  comment on column operation.id is 'UUID v7: its time is when it was asked for';
  comment on column operation.revision is 'Raised by every change of its state; the etag of the API';
  comment on column operation.identity is 'Who asked, as authenticated then; no secret';
  comment on column operation.reason is 'The words of who asked, in the clear, as the API tells them';
  comment on column operation.kid is 'The key from the configuration by which the key of the operation is wrapped';
  comment on column operation.wrapped is 'The key of its own that seals the statement';
  comment on column operation.statement is 'Of a close: sealed, until every saga has its own copy';
  comment on column operation.preview is 'What was found when it was asked for: counts, codes and names of services';
  comment on column operation.previewed is 'Eligible sagas of the preview that the operator had seen, where they said so';
  comment on column operation.forgiven_settled is 'Items that had settled when a person last let it go on: the failure share counts from there';
  comment on column operation.forgiven_failed is 'Of these, items that had failed';
  comment on column operation.driver is 'The instance that drives it, as long as that lives';
  comment on column operation.driver_epoch is 'Fencing token: raised by each takeover, every later write of an older one is refused';
  comment on column operation.settled_at is 'From then on nobody has to look at it: it has ended, and so has the effect of every item';

  create table operation_item (
    operation_id uuid not null references operation,
    position integer not null check (position >= 1),
    saga_id uuid not null,
    state text not null
      check (state in ('PENDING', 'ACCEPTED', 'EFFECTIVE', 'REFUSED', 'STUCK_AGAIN', 'SKIPPED')),
    code text check (code ~ '^[A-Z0-9_]{1,63}$'),
    frozen_revision integer check (frozen_revision >= 1),
    from_step smallint check (from_step >= 0),
    accepted_revision integer check (accepted_revision >= 1),
    accepted_status text,
    saga_status text,
    updated_at timestamptz(3) not null,
    primary key (operation_id, position),
    unique (operation_id, saga_id),
    constraint operation_item_says_why check (
      (code is not null) = (state in ('REFUSED', 'SKIPPED'))),
    constraint operation_item_is_accepted_at_a_revision check (
      (accepted_revision is null) = (accepted_status is null)
      and (state not in ('ACCEPTED', 'EFFECTIVE', 'STUCK_AGAIN') or accepted_revision is not null)),
    constraint operation_item_is_pending_unaccepted check (state <> 'PENDING' or accepted_revision is null)
  );
  create index operation_item_state on operation_item (operation_id, state, position);

  comment on table operation_item is 'The sagas of an operation, frozen when it began, and what became of each';
  comment on column operation_item.position is 'In the order of the ids of the sagas, from 1';
  comment on column operation_item.code is 'Stable code of why it was refused or skipped';
  comment on column operation_item.frozen_revision is 'Of the saga when the set was frozen; null where there was none';
  comment on column operation_item.from_step is 'The step at which the saga stood before the action';
  comment on column operation_item.accepted_revision is 'Of the saga as the action left it';
  comment on column operation_item.saga_status is 'When the item was last looked at';

  create trigger operation_stays before delete on operation for each row execute function refuse_change();
  create trigger operation_item_stays before delete on operation_item for each row execute function refuse_change();
`;

const APPROVALS = `
  create table approval (
    id uuid primary key,
    action text not null check (char_length(action) between 1 and 64),
    method text not null check (char_length(method) between 1 and 64),
    target text not null check (target ~ '^(sagas|operations)/[0-9a-f-]{36}$'),
    state text not null check (state in ('PENDING', 'APPROVED', 'REJECTED', 'EXPIRED', 'STALE')),
    revision integer not null default 1 check (revision >= 1),
    requested_by text not null check (char_length(requested_by) between 1 and 256),
    identity jsonb not null,
    request_id text not null check (char_length(request_id) between 1 and 64),
    body_hmac bytea not null,
    sealed bytea,
    created_at timestamptz(3) not null,
    expires_at timestamptz(3) not null,
    decided_by text check (char_length(decided_by) between 1 and 256),
    decided_at timestamptz(3),
    result text check (result ~ '^(ok|[A-Z0-9_]{1,63})$'),
    unique (requested_by, request_id),
    constraint approval_is_never_ones_own check (decided_by <> requested_by),
    constraint approval_is_decided_by_somebody check (
      (decided_by is not null) = (decided_at is not null)
      and (state not in ('APPROVED', 'REJECTED') or decided_by is not null)
      and (state not in ('PENDING', 'EXPIRED') or decided_by is null)),
    constraint approval_is_stale_with_a_code check ((state = 'STALE') = (result is not null and result <> 'ok')),
    constraint approval_is_done_only_if_approved check (result is distinct from 'ok' or state = 'APPROVED'),
    constraint approval_keeps_what_was_asked_of_a_saga check ((sealed is not null) = (target like 'sagas/%'))
  );
  create index approval_open on approval (expires_at) where state = 'PENDING';
  create index approval_unfinished on approval (decided_at) where state = 'APPROVED' and result is null;
  create index approval_state on approval (state, id);

  comment on table approval is 'Actions that a second person has to approve, and what became of them';
  comment on column approval.id is 'UUID v7: its time is when it was asked for';
  comment on column approval.action is 'What is done, as the core names it';
  comment on column approval.method is 'The method that was called, as the audit names it';
  comment on column approval.revision is 'Raised by every change; the etag of the API';
  comment on column approval.identity is 'Who asked, as authenticated then; no secret';
  comment on column approval.request_id is 'Of the request that asked; the action is done under it';
  comment on column approval.body_hmac is 'Keyed hash of everything that the request asked for';
  comment on column approval.sealed is 'Command, reason and etag, sealed with the key of the saga; an operation keeps its own';
  comment on column approval.result is 'ok, or the stable code of why it was not done; null until it was tried';

  create trigger approval_stays before delete on approval for each row execute function refuse_change();

  comment on column admin_request.saga_id is 'Null when the action was on no saga: a participant, an operation, an approval';
  comment on column audit_entry.reason is 'The words of the operator, sealed with the key of the saga; about what has none, UTF-8 in the clear';
`;

export class Operations1790000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(OPERATIONS);
    await runner.query(APPROVALS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table operation_item, operation, approval');
  }
}
