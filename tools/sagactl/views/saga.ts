/** One saga and lists of them. */
import { stringify } from 'yaml';
import { blank, line, styled, type Block, type Cell } from '../output/layout.js';
import { relative } from '../output/time.js';
import { asJson, type AdminSaga, type AllowedAction, type Saga } from '../plain.js';
import type { Reader } from '../screen.js';
import { localized } from '../language/translate.js';
import { enumName, errorText, placeOf, present, shortError, statusCell, timeText } from './words.js';

const conditionOf = ({ condition }: AdminSaga): string => enumName(condition, 'CONDITION_');
const stuckClassOf = (saga: Saga): string => enumName(saga.stuck_class, 'STUCK_CLASS_');

/** What keeps it where it is, in a few words. */
function reasonOf(saga: Saga): string {
  const stuck = stuckClassOf(saga);
  return [stuck === '-' ? '' : stuck, shortError(saga.error), saga.blocked_on]
    .filter((part) => part !== '')
    .join(' ');
}

/** A page of ListSagas. */
export function sagaTable(sagas: readonly AdminSaga[], { t, nowMs, language }: Reader): Block[] {
  const rows = sagas.map((admin): Cell[] => {
    const { saga } = admin;
    if (saga === undefined) return [];
    const updated = saga.update_time === undefined ? '' : relative(saga.update_time, nowMs, language);
    return [
      saga.saga_id,
      saga.type,
      statusCell(saga.status),
      conditionOf(admin),
      saga.step,
      reasonOf(saga),
      updated,
    ];
  });
  const columns = [
    { head: t('col.saga'), whole: true },
    { head: t('col.type') },
    { head: t('col.status'), whole: true },
    { head: t('col.condition') },
    { head: t('col.step') },
    { head: t('col.why') },
    { head: t('col.updated') },
  ];
  return [{ kind: 'table', columns, rows }];
}

function labelsText(labels: Saga['labels']): string {
  return Object.entries(labels)
    .map(([name, value]) => (value === '' ? `${name}=***` : `${name}=${value}`))
    .join(', ');
}

/** The head of a saga: what it is and where it stands. */
export function sagaFacts(admin: AdminSaga, reader: Reader): Block[] {
  const { saga } = admin;
  const { t } = reader;
  if (saga === undefined) return [];
  const owner =
    admin.owner === ''
      ? ''
      : `${admin.owner} (${t('saga.lease')} ${timeText(admin.owner_lease_time, reader)})`;
  return [
    {
      kind: 'facts',
      facts: present([
        [t('col.saga'), styled('bold', saga.saga_id)],
        [t('col.type'), saga.type],
        [t('col.status'), [statusCell(saga.status), `  ${conditionOf(admin)}`]],
        [t('col.step'), saga.step],
        [t('saga.stuck'), [styled('red', stuckClassOf(saga))]],
        [t('saga.stuckAt'), admin.stuck_at],
        [t('saga.error'), errorText(saga.error)],
        [t('saga.cause'), admin.cause],
        [t('saga.turned'), enumName(saga.turn_cause, 'TURN_CAUSE_')],
        [t('saga.paused'), timeText(saga.pause_time, reader)],
        [t('saga.blocked'), saga.blocked_on],
        [t('saga.due'), timeText(saga.due_time, reader)],
        [t('saga.deadline'), timeText(saga.deadline, reader)],
        [t('saga.owner'), owner],
        [t('saga.interruptions'), admin.interruptions === 0 ? '' : String(admin.interruptions)],
        [t('saga.started'), timeText(saga.create_time, reader)],
        [t('col.updated'), timeText(saga.update_time, reader)],
        [t('saga.finished'), timeText(saga.finish_time, reader)],
        [t('saga.labels'), labelsText(saga.labels)],
        [t('saga.origin'), saga.origin],
        [t('saga.revision'), `${saga.revision} (${t('saga.epoch')} ${saga.epoch})`],
        [t('saga.definition'), saga.definition_hash],
        [t('saga.trace'), admin.trace_parent],
      ]),
    },
  ];
}

/** The ladder of steps: forward and back. */
export function stepLadder({ steps }: Saga, reader: Reader): Block[] {
  const { t } = reader;
  if (steps.length === 0) return [];
  const rows = steps.flatMap(({ name, kind, branches }) =>
    branches.map((branch): Cell[] => {
      const { action, compensation } = branch;
      const attempts = action === undefined ? '' : `${action.attempts}/${action.max_attempts}`;
      const undo = enumName(compensation?.state, 'CALL_STATE_');
      return [
        placeOf(name, branch.name),
        enumName(kind, 'STEP_KIND_'),
        callCell(action?.state),
        attempts,
        undo,
        errorText(compensation?.error) || errorText(action?.error),
        timeText(compensation?.next_attempt_time ?? action?.next_attempt_time, reader),
      ];
    }),
  );
  const columns = [
    { head: t('col.step') },
    { head: t('col.kind') },
    { head: t('col.action') },
    { head: t('col.attempts'), right: true },
    { head: t('col.undo') },
    { head: t('saga.error') },
    { head: t('col.nextAttempt') },
  ];
  return [blank, { kind: 'table', columns, rows }];
}

function callCell(state: string | number | undefined): Cell {
  const name = enumName(state, 'CALL_STATE_');
  if (name === 'DONE') return styled('green', name);
  return ['REFUSED', 'EXHAUSTED', 'UNKNOWN'].includes(name) ? styled('red', name) : name;
}

/** What may be done now, and why the rest may not. */
export function allowedTable(actions: readonly AllowedAction[], { t, language }: Reader): Block[] {
  if (actions.length === 0) return [];
  const rows = actions.map(({ action, allowed, disabled_code: code, disabled_reason: why, ...rest }) => [
    enumName(action, 'ACTION_'),
    allowed ? styled('green', t('yes')) : styled('dim', t('no')),
    allowed ? (rest.requires_approval ? t('saga.needsApproval') : '') : `${code} ${localized(why, language)}`,
  ]);
  const columns = [
    { head: t('col.action'), whole: true },
    { head: t('col.allowed') },
    { head: t('col.why') },
  ];
  return [blank, { kind: 'table', columns, rows }];
}

/** A payload that somebody has the right to see, as YAML. */
function payload(name: string, value: object | undefined): Block[] {
  if (value === undefined) return [];
  const lines = stringify(value).trimEnd().split('\n');
  return [blank, line(styled('bold', name)), ...lines.map((text) => line(`  ${text}`))];
}

/** Everything of a saga. */
export function sagaDetail(admin: AdminSaga, reader: Reader): Block[] {
  const { saga, payload_error: why } = admin;
  if (saga === undefined) return [];
  const missing = why === '' ? [] : [blank, line(styled('red', reader.t('payload.error', { why })))];
  return [
    ...sagaFacts(admin, reader),
    ...stepLadder(saga, reader),
    ...allowedTable(admin.allowed_actions, reader),
    ...missing,
    ...payload(reader.t('saga.input'), admin.input === undefined ? undefined : asJson(admin.input)),
    ...payload(reader.t('saga.output'), saga.output === undefined ? undefined : asJson(saga.output)),
  ];
}

/** One line: what the saga is now. */
export function sagaLine(saga: Saga | undefined, { t }: Reader): Block {
  if (saga === undefined) return line('');
  return line(
    styled('bold', saga.saga_id),
    '  ',
    statusCell(saga.status),
    saga.step === '' ? '' : `  ${saga.step}`,
    `  ${t('saga.revision')} ${saga.revision}`,
  );
}
